import { assertEquals } from "@std/assert";
import { claimsOf, figures } from "./claims.ts";

Deno.test("figures() reads sizes, times and counts as people write them", () => {
  assertEquals(figures("32 KiB, 100 fields, 8 KiB of target"), [32_768, 100, 8192]);
  assertEquals(figures("4096 lines, 1 MiB; 15 s to catch up"), [4096, 1_048_576, 15]);
  assertEquals(figures("100 000 a second"), [100_000]);
  assertEquals(figures("24 h"), [86_400]);
  assertEquals(figures("none"), []);
});

Deno.test("claimsOf() finds rows by their first cell and points by their bold words", () => {
  assertEquals(claimsOf("security.md", "What is bounded").some(({ what }) => what === "line of echo"), true);
  assertEquals(claimsOf("security.md", "What was tried on it").some(({ what }) => what === "Paths"), true);
});
