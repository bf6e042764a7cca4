import { assertEquals } from "@std/assert";
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

Deno.test("upperCaseAscii() does short plain lines, where they are to be put, and no others", () => {
  const put = (text: string) => {
    const into = new Uint8Array(400);
    const done = upperCaseAscii(encoder.encode(text), into, 1);
    return done && new TextDecoder().decode(into.subarray(1, 1 + text.length));
  };
  assertEquals(put("hello, World 42!"), "HELLO, WORLD 42!");
  assertEquals(put("{az}`AZ"), "{AZ}`AZ");
  assertEquals(put(""), "");
  assertEquals(put("été"), false);
  assertEquals(put("x".repeat(300)), false);
});
