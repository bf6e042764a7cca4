import { assertEquals } from "@std/assert";
import { RollCall } from "../../../mod/services/chat/roll_call.ts";

Deno.test("RollCall takes a silent server for gone, once", () => {
  const clock = { ms: 0 };
  const rolls = new RollCall(1000, () => clock.ms);
  assertEquals([rolls.heard("a"), rolls.heard("a")], [true, false]);
  clock.ms = 900;
  rolls.heard("b");
  clock.ms = 1500;
  assertEquals([rolls.silent(), rolls.silent()], [["a"], []]);
  assertEquals(rolls.heard("a"), true, "it is new again");
});

Deno.test("RollCall excuses everybody after our own absence", () => {
  const clock = { ms: 0 };
  const rolls = new RollCall(1000, () => clock.ms);
  rolls.heard("a");
  clock.ms = 5000;
  rolls.excuse();
  assertEquals(rolls.silent(), []);
});
