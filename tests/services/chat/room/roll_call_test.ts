import { assertEquals } from "@std/assert";
import { RollCall } from "../../../../mod/services/chat/room/roll_call.ts";

/** Lets time pass while our own calls come back. */
function pass(rolls: RollCall, clock: { ms: number }, until: number): void {
  for (; clock.ms < until; clock.ms += 100) rolls.echoed();
  rolls.echoed();
}

Deno.test("RollCall takes a silent server for gone, once", () => {
  const clock = { ms: 0 };
  const rolls = new RollCall(1000, () => clock.ms);
  assertEquals([rolls.heard("a"), rolls.heard("a")], [true, false]);
  pass(rolls, clock, 900);
  rolls.heard("b");
  pass(rolls, clock, 1500);
  assertEquals([rolls.silent(), rolls.silent()], [["a"], []]);
  assertEquals(rolls.heard("a"), true, "it is new again");
});

Deno.test("RollCall takes nobody for gone while our own calls do not come back, nor at once when they do", () => {
  const clock = { ms: 0 };
  const rolls = new RollCall(1000, () => clock.ms);
  rolls.heard("a");
  clock.ms = 60_000;
  assertEquals(rolls.silent(), []);
  rolls.echoed();
  assertEquals(rolls.silent(), []);
  pass(rolls, clock, 61_500);
  assertEquals(rolls.silent(), ["a"]);
});

Deno.test("RollCall gives the others time to come back after a break", () => {
  const clock = { ms: 0 };
  const rolls = new RollCall(1000, () => clock.ms);
  rolls.heard("a");
  clock.ms = 5000;
  rolls.excuse(3000);
  rolls.echoed();
  pass(rolls, clock, 8500);
  assertEquals(rolls.silent(), []);
  pass(rolls, clock, 9500);
  assertEquals(rolls.silent(), ["a"]);
});
