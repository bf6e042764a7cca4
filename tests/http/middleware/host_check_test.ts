import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { certificateHosts, selfSigned } from "../../../mod/net/tls/certificate.ts";
import { hostCheck, hostName, withHostCheck } from "../../../mod/http/middleware/host_check.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { type HttpRequest, textReply } from "../../../mod/http/wire/message.ts";

Deno.test("hostCheck() lets addresses and known names through, in every spelling, and nothing that resembles them", () => {
  const isOurs = hostCheck(["Desk7.lab.example.org.", ".given.example", "*.wild.example"]);
  const ours = [
    ..."127.0.0.1 192.168.1.20:8080 8.8.8.8 255.255.255.255: 127.0.0.1. [::1] [::1]:8080 [::ffff:127.0.0.1] [FE80::1%eth0]:80"
      .split(" "),
    ..."localhost LocalHost:8080 localhost. localhost.:80 desk7.lab.example.org DESK7.LAB.EXAMPLE.ORG.:443"
      .split(" "),
    ..."given.example a.given.example a.b.given.example. a.wild.example:1".split(" "),
  ];
  const others = [
    ..."evil.example localhost.evil.example localhost.localdomain a.localhost evil-localhost localhost%00 localhost.. .localhost"
      .split(" "),
    ..."127.0.0.1.evil.example 127.0.0.1.nip.io 0x7f.1 0x7f000001 2130706433 127.1 0177.0.0.1 127.0.0.01 256.0.0.1 1.2.3"
      .split(" "),
    ..."127.0.0.1.. [::1]evil.example [::1 [] [:::] [1::2::3] [v1.a] [evil.example] :80 . :".split(
      " ",
    )
      .filter((each) => each !== "[::1%25]"),
    ..."lab.example.org desk7 xdesk7.lab.example.org desk7.lab.example.org.evil.example evil.given.example.evil"
      .split(" "),
    ..."xgiven.example wild.example a.b.wild.example user@localhost user:pw@localhost localhost:80:80 localhost:x"
      .split(" "),
    ..."xn--lcalhost-n4a.example 127。0。0。1 ⓛocalhost localhost\u00a0 a,localhost".split(" "),
    `${"a.".repeat(200)}given.example`,
  ];
  assertEquals(ours.filter((host) => !isOurs(host)), []);
  assertEquals(others.filter(isOurs), []);
});

Deno.test("hostName() reads names as people write them, in other alphabets as well", () => {
  const read = [
    "Files.Example.org.",
    ".Example.org",
    "bücher.example",
    ".пример.example",
    "10.0.0.1",
    "desk",
  ];
  assertEquals(read.map(hostName), [
    "files.example.org",
    ".example.org",
    "xn--bcher-kva.example",
    ".xn--e1afmkfd.example",
    "10.0.0.1",
    "desk",
  ]);
  for (const typed of ["", ".", "*", "a b", "a:80", "http://a", "a/b", "u@a", "[::1]", "a?b", "*.a"]) {
    assertEquals(hostName(typed), undefined, typed);
  }
});

Deno.test("certificateHosts() are those that the certificate vouches for", async () => {
  const { cert } = await selfSigned(["files.example.org", "*.lab.example.org", "10.0.0.1"], Date.now());
  assertEquals(certificateHosts(cert), ["files.example.org", "*.lab.example.org"]);
  assertEquals(certificateHosts("nothing of the kind"), []);
});

Deno.test("withHostCheck() says which option helps, and gives back no name that is none", async () => {
  const handler = withHostCheck(() => Promise.resolve(textReply(200, "")), hostCheck([]));
  const refusal = (authority: string) =>
    assertRejects(() => handler({ authority } as HttpRequest), HttpError);
  const refused = await refusal("evil.example:8080");
  assertEquals(refused.status, 421);
  assertMatch(refused.message, /evil\.example.*--allow-host evil\.example/);
  assertEquals((await refusal("a".repeat(5000))).message.length < 200, true);
  assertEquals((await handler({ authority: "" } as HttpRequest)).status, 200);
});
