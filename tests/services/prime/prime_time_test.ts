import { assertEquals } from "@std/assert";
import { readPrimeTime } from "../../../mod/services/prime/prime_time.ts";

const read = (text: string, maxDigits = 1000) => readPrimeTime(new TextEncoder().encode(text), maxDigits);
const request = (number: string) => read(`{"method":"isPrime","number":${number}}`);

Deno.test("readPrimeTime() keeps every digit of an integer", () => {
  for (const digits of ["7", "-7", "0", "9007199254740993", "123456789012345678901234567890"]) {
    assertEquals(request(digits), { kind: "integer", digits });
  }
});

Deno.test("readPrimeTime() takes 7.0 and 1.3e1 for integers and 7.5 for none", () => {
  const table: [string, string][] = [
    ["7.0", "7"],
    ["1.3e1", "13"],
    ["130e-1", "13"],
    ["0.0", "0"],
    ["0.00e9", "0"],
    ["0.7e1", "7"],
    [
      "-7.00",
      "-7",
    ],
    ["1e400", "10"],
  ];
  for (const [text, digits] of table) assertEquals(request(text), { kind: "integer", digits }, text);
  for (const text of ["7.5", "1e-1", "13e-1", "-0.5", "12300e-7"]) {
    assertEquals(request(text), { kind: "not-an-integer" }, text);
  }
});

Deno.test("readPrimeTime() ignores other fields, and numbers inside them", () => {
  const text = '{"x":{"number":4,"method":"no"},"number":7,"y":[1,2],"method":"isPrime"}';
  assertEquals(read(text), { kind: "integer", digits: "7" });
});

Deno.test("readPrimeTime() refuses what is malformed", () => {
  const malformed = [
    "",
    "7",
    "null",
    "[]",
    '"isPrime"',
    "{",
    "{}",
    '{"method":"isPrime"}',
    '{"number":7}',
    '{"method":"isprime","number":7}',
    '{"method":"isPrime","number":"7"}',
    '{"method":"isPrime","number":null}',
    '{"method":"isPrime","number":true}',
    '{"method":"isPrime","number":[7]}',
    '{"method":["isPrime"],"number":7}',
    '{"method":"isPrime","number":07}',
    '{"method":"isPrime","number":7} x',
    "[".repeat(60_000),
  ];
  for (const text of malformed) assertEquals(read(text).kind, "malformed", text.slice(0, 60));
  assertEquals(readPrimeTime(Uint8Array.of(0x7b, 0xff, 0x7d), 9).kind, "malformed");
});

Deno.test("readPrimeTime() refuses an integer of too many digits", () => {
  assertEquals(read('{"method":"isPrime","number":123456}', 5).kind, "malformed");
});
