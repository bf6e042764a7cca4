import { assertEquals } from "@std/assert";
import { HAS_OTHERS, HAS_RETURN } from "../../../mod/services/echo/ascii_upper_case.ts";
import { upperCase, upperCaseAscii } from "../../../mod/services/echo/upper_case.ts";

const encoder = new TextEncoder();
const upper = (text: string) => new TextDecoder().decode(upperCase(encoder.encode(text)));

const TEXTS: [string, string][] = [
  ["", ""],
  ["hello, World 42!", "HELLO, WORLD 42!"],
  ["{az}`AZ", "{AZ}`AZ"],
  ["été à Noël", "ÉTÉ À NOËL"],
  ["straße", "STRASSE"], // one letter becomes two
  ["ﬁn ŉ", "FIN ʼN"],
  ["ωμέγα привет", "ΩΜΈΓΑ ПРИВЕТ"],
  ["🦆 ǆ 𐐨", "🦆 Ǆ 𐐀"], // beyond the basic plane, too
  ["é", "É"], // a letter and its accent as two characters
];

for (const [text, expected] of TEXTS) {
  Deno.test(`upperCase() makes ${JSON.stringify(expected)} of ${JSON.stringify(text)}`, () => {
    assertEquals(upper(text), expected);
    const long = "x".repeat(300);
    assertEquals(upper(long + text), long.toUpperCase() + expected);
  });
}

Deno.test("upperCase() leaves bytes alone that are no UTF-8", () => {
  const mixed = [0x61, 0xe9, 0x62, 0xc3, 0xa9, 0xff, 0xf0, 0x9f, 0x63];
  const expected = [0x41, 0xe9, 0x42, 0xc3, 0x89, 0xff, 0xf0, 0x9f, 0x43];
  assertEquals([...upperCase(Uint8Array.from(mixed))], expected);
});

Deno.test("upperCase() keeps a byte order mark and a NUL", () => {
  assertEquals([...upperCase(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0))], [0xef, 0xbb, 0xbf, 0x41, 0]);
});

Deno.test("upperCase() gives bytes of their own", () => {
  const bytes = encoder.encode("abc");
  upperCase(bytes);
  assertEquals(new TextDecoder().decode(bytes), "abc");
});

Deno.test("upperCaseAscii() changes plain letters in place, and tells what else there is", () => {
  const change = (text: string) => {
    const bytes = encoder.encode(text);
    return [upperCaseAscii(bytes), new TextDecoder().decode(bytes)];
  };
  for (const before of ["", "~".repeat(120), "~".repeat(70_000)]) {
    assertEquals(change(`${before}hello, World 42!`), [0, `${before}HELLO, WORLD 42!`]);
    assertEquals(change(`${before}{az}\`AZ\n`), [0, `${before}{AZ}\`AZ\n`]);
    assertEquals(change(`${before}a\rb`), [HAS_RETURN, `${before}A\rB`]);
    assertEquals(change(`été${before}\r\n`), [HAS_OTHERS | HAS_RETURN, `éTé${before}\r\n`]);
  }
});

Deno.test("upperCaseAscii() does the same to every byte at every place, whatever was there before", () => {
  const expected = (byte: number) => byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
  for (let length = 0; length < 300; length++) {
    const whole = Uint8Array.from({ length: length + 9 }, (_, at) => (at * 7 + length) & 0xff);
    const part = whole.slice();
    upperCaseAscii(part.subarray(4, 4 + length));
    const inside = (at: number) => at >= 4 && at < 4 + length;
    assertEquals([...part], [...whole].map((byte, at) => inside(at) ? expected(byte) : byte));
    // What longer bytes have left in the memory that is shared is not told of shorter ones
    assertEquals(upperCaseAscii(new Uint8Array(length).fill(0x61)), 0);
  }
});
