import { assertEquals } from "@std/assert";
import { represent } from "../../../mod/services/calc/represent.ts";

Deno.test("represent() writes floats as Python's repr does", () => {
  const table: [number, string][] = [
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [-2.5, "-2.5"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [123456789012345680, "1.2345678901234568e+17"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1.5e-7, "1.5e-07"],
    [1e22, "1e+22"],
    [1e100, "1e+100"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [0.1 + 0.2, "0.30000000000000004"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
    [NaN, "nan"],
  ];
  for (const [value, text] of table) assertEquals(represent(value), text);
});

Deno.test("represent() writes ints in full", () => {
  assertEquals(represent(-(10n ** 30n)), `-1${"0".repeat(30)}`);
});

Deno.test("represent() writes everything else as Python's str does", () => {
  assertEquals([true, false, null].map(represent), ["True", "False", "None"]);
  assertEquals(represent("0b101"), "0b101");
  assertEquals(represent([-3n, 0.5]), "(-3, 0.5)");
});
