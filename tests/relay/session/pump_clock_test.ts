import { assertEquals } from "@std/assert";
import { PumpClock } from "../../../mod/relay/session/pump_clock.ts";
import { FakeClock } from "../../_kit/fake_clock.ts";

/** What the clock calls within a time. */
async function calledWithin(milliseconds: number, act: (clock: PumpClock) => void): Promise<string[]> {
  using time = new FakeClock();
  const called: string[] = [];
  act(new PumpClock({ lingerMs: 500, idleMs: 0 }, (why) => called.push(why)));
  await time.tick(milliseconds);
  return called;
}

Deno.test("PumpClock ends the linger time after a direction has ended, and not before", async () => {
  assertEquals(await calledWithin(499, (clock) => clock.close()), []);
  assertEquals(await calledWithin(500, (clock) => clock.close()), ["linger"]);
});

Deno.test("PumpClock sets no timer for a direction that ends after it was stopped", async () => {
  assertEquals(await calledWithin(3_600_000, (clock) => (clock.stop(), clock.close())), []);
});

Deno.test("PumpClock gives up the linger time when it is stopped", async () => {
  assertEquals(await calledWithin(3_600_000, (clock) => (clock.close(), clock.stop())), []);
});
