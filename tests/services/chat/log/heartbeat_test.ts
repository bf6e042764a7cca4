import { assertEquals } from "@std/assert";
import { Heartbeat } from "../../../../mod/services/chat/log/heartbeat.ts";

/** Lets time pass while our own calls come back. */
function pass(heartbeat: Heartbeat, clock: { ms: number }, until: number): void {
  for (; clock.ms < until; clock.ms += 100) heartbeat.echoed();
  heartbeat.echoed();
}

Deno.test("Heartbeat takes a silent server for gone, once", () => {
  const clock = { ms: 0 };
  const heartbeat = new Heartbeat(1000, () => clock.ms);
  heartbeat.expect(["a"]);
  pass(heartbeat, clock, 900);
  heartbeat.expect(["a", "b"]);
  pass(heartbeat, clock, 1500);
  assertEquals([heartbeat.silent(), heartbeat.silent()], [["a"], []]);
  heartbeat.expect(["a", "b"]);
  assertEquals(heartbeat.silent(), [], "it has the full time again");
});

Deno.test("Heartbeat takes nobody for gone while our own calls do not come back, nor at once when they do", () => {
  const clock = { ms: 0 };
  const heartbeat = new Heartbeat(1000, () => clock.ms);
  heartbeat.expect(["a"]);
  clock.ms = 60_000;
  assertEquals(heartbeat.silent(), []);
  heartbeat.echoed();
  assertEquals(heartbeat.silent(), []);
  pass(heartbeat, clock, 61_500);
  assertEquals(heartbeat.silent(), ["a"]);
});

Deno.test("Heartbeat gives the others time to come back after a break", () => {
  const clock = { ms: 0 };
  const heartbeat = new Heartbeat(1000, () => clock.ms);
  heartbeat.expect(["a"]);
  clock.ms = 5000;
  heartbeat.excuse(3000);
  heartbeat.echoed();
  pass(heartbeat, clock, 8500);
  assertEquals(heartbeat.silent(), []);
  pass(heartbeat, clock, 9500);
  assertEquals(heartbeat.silent(), ["a"]);
});

Deno.test("Heartbeat takes nobody for gone who calls, or of whom no calls are expected", () => {
  const clock = { ms: 0 };
  const heartbeat = new Heartbeat(1000, () => clock.ms);
  heartbeat.expect(["a", "b"]);
  pass(heartbeat, clock, 900);
  heartbeat.heard("a");
  heartbeat.heard("c");
  heartbeat.expect(["a", "c"]);
  pass(heartbeat, clock, 1500);
  assertEquals(heartbeat.silent(), []);
  pass(heartbeat, clock, 2500);
  assertEquals(heartbeat.silent(), ["a", "c"]);
});
