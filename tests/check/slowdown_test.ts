import { assertEquals } from "@std/assert";
import { slowdown } from "../../mod/check/command/check_server.ts";

Deno.test("check waits longer on a machine that has more to do than processors, and never for ever", () => {
  assertEquals([slowdown(0, 8), slowdown(1, 2), slowdown(3, 2), slowdown(50, 2)], [1, 1, 1.5, 3]);
});
