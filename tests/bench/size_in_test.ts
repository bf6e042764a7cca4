import { assertEquals } from "@std/assert";
import { sizeIn } from "../../bench/_kit/growth/size_in.ts";

Deno.test("sizeIn() reads what a comparison was made at", () => {
  assertEquals(sizeIn("1 connection"), 1);
  assertEquals(sizeIn("50000 connections"), 50_000);
  assertEquals(sizeIn("16 bytes"), 16);
  assertEquals(sizeIn("64 MiB"), 2 ** 26);
  assertEquals(sizeIn("two cores, measured"), undefined);
  assertEquals(sizeIn(), undefined);
});
