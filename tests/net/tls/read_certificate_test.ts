import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { MessageError } from "../../../mod/i18n/message_error.ts";
import { selfSigned } from "../../../mod/net/tls/certificate.ts";
import { readCertificate, readTrusted } from "../../../mod/net/tls/read_certificate.ts";
import { badCertificates, doubtfulCertificates } from "../../_kit/net/bad_certificates.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

peerTest("readCertificate() says what is wrong with each kind of bad file", ["openssl"], async () => {
  using folder = new TempFolder();
  for (const { wrong, cert, key, says } of await badCertificates(folder)) {
    const error = await assertRejects(() => readCertificate({ cert, key }, Date.now()), MessageError);
    assertStringIncludes(error.message, says, wrong);
    assert(!error.message.includes("\n"), "one sentence");
  }
});

peerTest("readCertificate() warns of what may still be used", ["openssl", "faketime"], async () => {
  using folder = new TempFolder();
  for (const { wrong, cert, key, says } of await doubtfulCertificates(folder)) {
    const { warnings } = await readCertificate({ cert, key }, Date.now());
    assert(warnings.some((each) => String(each).includes(says)), `${wrong}: ${warnings.join()}`);
  }
});

Deno.test("readCertificate() takes key, parameters and chain out of one file, whatever stands around", async () => {
  using folder = new TempFolder();
  const made = await selfSigned(["localhost"], Date.now());
  const parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
  folder.write("all.pem", `\uFEFFBag Attributes\n${parameters}${made.key}subject=CN = x\r\n${made.cert}`);
  const path = `${folder.path}/all.pem`;
  const { cert, key, warnings } = await readCertificate({ cert: path, key: path }, Date.now());
  assertEquals([cert.trim(), key.trim(), warnings], [made.cert.trim(), made.key.trim(), []]);
  assertEquals((await readTrusted(path)).trim(), made.cert.trim());
});

Deno.test("readTrusted() refuses a file that trusts nobody", async () => {
  using folder = new TempFolder();
  folder.write("key.pem", (await selfSigned(["localhost"], Date.now())).key);
  await assertRejects(
    () => readTrusted(`${folder.path}/key.pem`),
    MessageError,
    "there is no certificate in it",
  );
  await assertRejects(() => readTrusted(`${folder.path}/nowhere`), MessageError, "there is no such file");
});
