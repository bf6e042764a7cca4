import { assertEquals } from "@std/assert";
import { certificateNames } from "../../../mod/net/tls/certificate_names.ts";

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
