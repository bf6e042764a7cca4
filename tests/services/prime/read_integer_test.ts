import { assertEquals } from "@std/assert";
import { readInteger } from "../../../mod/services/prime/read_integer.ts";

const read = (text: string, maxDigits = 1000) => readInteger(new TextEncoder().encode(text), maxDigits);

Deno.test("readInteger() takes digits, a sign and blanks around", () => {
  const table: [string, boolean, string][] = [
    ["17", false, "17"],
    [" 17\t", false, "17"],
    ["+17", false, "17"],
    ["-17", true, "17"],
    ["17\r\n", false, "17"],
    ["007", false, "7"],
    ["-000", true, "0"],
    ["0", false, "0"],
    ["\v\f5", false, "5"],
  ];
  for (const [text, negative, digits] of table) {
    assertEquals(read(text), { negative, digits }, JSON.stringify(text));
  }
});

Deno.test("readInteger() refuses everything else", () => {
  const refused = [
    "",
    " ",
    "\n",
    "+",
    "-",
    "+ 7",
    "--7",
    "+-7",
    "7.0",
    "1e3",
    "0x11",
    "4j",
    "1_000",
    "1 2",
    "7\x00",
    "\x00",
    "seven",
    "٧",
    "７",
    "²",
    "\u00a07",
    "−7",
    "7,",
    "1/1",
    "nan",
    "True",
  ];
  for (const text of refused) assertEquals(read(text), { refused: "not-an-integer" }, JSON.stringify(text));
  assertEquals(readInteger(Uint8Array.of(0xff, 0x37), 9), { refused: "not-an-integer" });
});

Deno.test("readInteger() counts the digits that matter", () => {
  assertEquals(read("12345", 5), { negative: false, digits: "12345" });
  assertEquals(read("123456", 5), { refused: "too-many-digits" });
  assertEquals(read("00000012345", 5), { negative: false, digits: "12345" });
});
