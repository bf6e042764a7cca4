import { assertEquals, assertRejects } from "@std/assert";
import { readPeerLists } from "../../../../mod/relay/addresses/inet/peer_lists.ts";
import { resolveAddress } from "../../../../mod/relay/addresses/registry.ts";
import { parseAddress, type SingleAddress } from "../../../../mod/relay/grammar/address.ts";
import { Options } from "../../../../mod/relay/options/options.ts";
import { RelayError } from "../../../../mod/relay/relay_endpoint.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

function optionsOf(text: string): Options {
  const address = parseAddress(`TCP-LISTEN:1,${text}`) as SingleAddress;
  return Options.read(address, resolveAddress(address).type);
}

/** The options, a peer, and why it stays out. */
const CASES: readonly [options: string, peer: string, refused: string | undefined][] = [
  ["allow=192.0.2.7", "192.0.2.7", undefined],
  ["allow=192.0.2.7", "192.0.2.8", "allow"],
  ["allow=192.0.2.7", "::ffff:192.0.2.7", undefined],
  ["allow=192.0.2.7", "::ffff:c000:207", undefined],
  ["allow=192.0.2.7", "2001:db8::1", "allow"],
  ["allow=192.0.2.0/24", "192.0.2.255", undefined],
  ["allow=192.0.2.0/24", "192.0.3.0", "allow"],
  ["allow=0.0.0.0/0", "203.0.113.9", undefined],
  ["allow=0.0.0.0/0", "::1", "allow"],
  ["allow=192.0.2.7,allow=192.0.2.9", "192.0.2.9", undefined],
  ["allow='192.0.2.7,192.0.2.9'", "192.0.2.9", undefined],
  ["allow=192.0.2.10-20", "192.0.2.20", undefined],
  ["allow=192.0.2.10-20", "192.0.2.21", "allow"],
  ["allow=10.*.*.1", "10.9.8.1", undefined],
  ["allow=10.*.*.1", "10.9.8.2", "allow"],
  ["allow=10.0.-5.200-", "10.0.5.255", undefined],
  ["allow=10.0.-5.200-", "10.0.6.255", "allow"],
  ["allow=[2001:db8::]/32", "2001:db8:1::9", undefined],
  ["allow=[2001:db8::]/32", "2001:db9::9", "allow"],
  ["allow=[::1]", "0:0:0:0:0:0:0:1", undefined],
  ["allow=localhost", "127.0.0.1", undefined],
  ["allow=localhost", "127.0.0.2", "allow"],
  ["allow=localhost/8", "127.0.0.2", undefined],
  ["deny=192.0.2.7", "192.0.2.7", "deny"],
  ["deny=192.0.2.7", "192.0.2.8", undefined],
  ["deny=192.0.2.7", "::ffff:c000:207", "deny"],
  ["deny=::ffff:192.0.2.7", "192.0.2.7", "deny"],
  ["deny=[::ffff:c000:207]", "192.0.2.7", "deny"],
  ["deny=[::ffff:0:0]/96", "192.0.2.7", "deny"],
  ["deny=[::ffff:0:0]/96", "2001:db8::1", undefined],
  ["allow=::ffff:192.0.2.0/120", "192.0.2.255", undefined],
  ["deny=[::]/0", "::1", "deny"],
  ["deny=[::]/0", "::ffff:192.0.2.7", undefined],
  ["allow=192.0.2.0/24,deny=192.0.2.7", "192.0.2.7", "deny"],
  ["deny=192.0.2.7,allow=192.0.2.7", "192.0.2.7", "deny"],
];

for (const [options, peer, refused] of CASES) {
  Deno.test(`${options} ${refused === undefined ? "lets in" : "keeps out"} ${peer}`, async () => {
    assertEquals((await readPeerLists(optionsOf(options)))(peer), refused);
  });
}

Deno.test("a list from a file has comments, blanks and either kind of line end", async () => {
  using folder = new TempFolder();
  const path = folder.write(
    "hosts",
    "# ours\r\n 192.0.2.7 192.0.2.8\t# two\r\n\r\n2001:db8::/32\n[2001:db9::1]",
  );
  const lists = await readPeerLists(optionsOf(`allow-file=${path},deny-file=${folder.write("none", "#\n")}`));
  for (const peer of ["192.0.2.7", "192.0.2.8", "2001:db8::5", "2001:db9::1"]) {
    assertEquals(lists(peer), undefined);
  }
  assertEquals(lists("192.0.2.9"), "allow");
});

Deno.test("an empty list of those who are allowed lets in nobody", async () => {
  using folder = new TempFolder();
  const lists = await readPeerLists(optionsOf(`allow-file=${folder.write("none", "# nobody\n")}`));
  assertEquals(lists("127.0.0.1"), "allow");
});

const BAD = [
  "10.0.0.256",
  "10.0.0",
  "10.0.0.0/33",
  "10.0.0.9-5",
  "10.0..1",
  "10.0.0.1*",
  "2001:db8::/129",
  "2001:db8:::1",
  "[::1",
  "a b@c",
  "-",
  "*",
  "/24",
];

for (const entry of BAD) {
  Deno.test(`a list with "${entry}" is refused with the line's number`, async () => {
    using folder = new TempFolder();
    const path = folder.write("hosts", `# first\n127.0.0.1\n${entry}\n`);
    const error = await assertRejects(() => readPeerLists(optionsOf(`deny-file=${path}`)), RelayError);
    assertEquals(error.message.startsWith(`deny-file "${path}", line 3: `), true, error.message);
  });
}

Deno.test("a file that is not there is named", async () => {
  const error = await assertRejects(() => readPeerLists(optionsOf("allow-file=/no/such")), RelayError);
  assertEquals(error.message, 'allow-file "/no/such": No such file or directory');
});
