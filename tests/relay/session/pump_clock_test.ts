import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { PumpClock } from "../../../mod/relay/session/pump_clock.ts";

/** What the clock calls within a moment, in which a linger time of a millisecond is over. */
async function calledAfter(act: (clock: PumpClock) => void): Promise<string[]> {
  const called: string[] = [];
  act(new PumpClock({ lingerMs: 1, idleMs: 0 }, (why) => called.push(why)));
  await delay(50);
  return called;
}

Deno.test("PumpClock ends the linger time after a direction has ended", async () => {
  const called = Promise.withResolvers<string>();
  new PumpClock({ lingerMs: 1, idleMs: 0 }, called.resolve).close();
  assertEquals(await called.promise, "linger");
});

Deno.test("PumpClock sets no timer for a direction that ends after it was stopped", async () => {
  assertEquals(await calledAfter((clock) => (clock.stop(), clock.close())), []);
});

Deno.test("PumpClock gives up the linger time when it is stopped", async () => {
  assertEquals(await calledAfter((clock) => (clock.close(), clock.stop())), []);
});
