import { assertEquals, assertThrows } from "@std/assert";
import { numberToAsk } from "../../../../mod/services/prime/client/number_to_ask.ts";
import { UsageError } from "../../../../mod/cli/usage_error.ts";

Deno.test("numberToAsk() works expressions out", () => {
  const table: [string, string][] = [["2**50-1", `${2n ** 50n - 1n}`], ["(1+2)*3", "9"], ["10//3", "3"], [
    "1<<61",
    `${2n ** 61n}`,
  ], [
    "7 - 9",
    "-2",
  ], ["math.factorial(5)", "120"]];
  for (const [word, number] of table) assertEquals(numberToAsk(word), number);
});

Deno.test("numberToAsk() leaves everything else as it is", () => {
  for (
    const word of [
      "17",
      "-5",
      "+5",
      "4j",
      "0x11",
      "1e3",
      "1/2",
      "7.0",
      "seven",
      "",
      "1_000",
      "2**-1",
      "1/0",
      "2**x",
    ]
  ) {
    assertEquals(numberToAsk(word), word);
  }
});

Deno.test("numberToAsk() refuses what is too large to be worked out", () => {
  assertThrows(() => numberToAsk("9**9**9"), UsageError, "too large");
});
