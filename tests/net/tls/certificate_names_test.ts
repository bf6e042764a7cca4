import { assertEquals } from "@std/assert";
import { X509Certificate } from "node:crypto";
import { certificateNames, isBeforeVersion3 } from "../../../mod/net/tls/certificate_names.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** An element with a short length. */
function der(tag: number, ...content: number[]): number[] {
  return [tag, content.length, ...content];
}

function name(...parts: [number[], string][]): number[] {
  const set = ([id, text]: [number[], string]) =>
    der(0x31, ...der(0x30, ...der(6, ...id), ...der(12, ...new TextEncoder().encode(text))));
  return der(0x30, ...parts.flatMap(set));
}

const C = [0x55, 4, 6];
const CN = [0x55, 4, 3];
const MAIL = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1];

function certificate(...version: number[]): Uint8Array {
  const issuer = name([CN, "é"], [C, "XY"]);
  const subject = name([C, "XY"], [CN, "localhost"], [MAIL, "a@b"]);
  const body = der(0x30, ...version, ...der(2, 1), ...der(0x30), ...issuer, ...der(0x30), ...subject);
  return Uint8Array.from(der(0x30, ...body));
}

Deno.test("certificateNames() keeps the order of the certificate, with and without a version", () => {
  const names = { issuer: "CN = é, C = XY", subject: "C = XY, CN = localhost, emailAddress = a@b" };
  assertEquals(certificateNames(certificate(...der(0xa0, ...der(2, 2)))), names);
  assertEquals(certificateNames(certificate()), names);
});

Deno.test("certificateNames() knows nothing of what is no certificate", () => {
  for (const bytes of [[], [0x30], [0x30, 5, 1], [...certificate()].slice(0, 20)]) {
    assertEquals(certificateNames(Uint8Array.from(bytes)), undefined);
  }
});

peerTest("isBeforeVersion3() knows certificates without extensions", ["openssl"], async () => {
  using folder = new TempFolder();
  const at = (name: string) => `${folder.path}/${name}`;
  const openssl = async (args: string) => {
    const { code, stderr } = await runCommand("openssl", args.split(" "));
    assertEquals(code, 0, stderr);
  };
  const der = (name: string) => new X509Certificate(Deno.readTextFileSync(at(name))).raw;
  await openssl(`genpkey -algorithm ed25519 -out ${at("key")}`);
  await openssl(`req -new -key ${at("key")} -subj /CN=x -out ${at("csr")}`);
  await openssl(`x509 -req -in ${at("csr")} -signkey ${at("key")} -out ${at("old")}`);
  await openssl(`req -x509 -key ${at("key")} -subj /CN=x -out ${at("new")}`);
  assertEquals([isBeforeVersion3(der("old")), isBeforeVersion3(der("new"))], [true, false]);
});
