import { assertEquals } from "@std/assert";
import { GracePeriod } from "../../mod/server/grace_period.ts";
import { FakeClock } from "../_kit/fake_clock.ts";

/** Whether the deadline has come, and whether the last moment after it is over, too. */
function watched(grace: GracePeriod): () => [boolean, boolean] {
  let exhausted = false;
  grace.exhausted.then(() => exhausted = true);
  return () => [grace.deadline.aborted, exhausted];
}

Deno.test("GracePeriod begins when the server is asked to stop, not before", async () => {
  using clock = new FakeClock();
  const stop = new AbortController();
  using grace = new GracePeriod(stop.signal, 5000);
  const state = watched(grace);
  await clock.tick(3_600_000);
  assertEquals(state(), [false, false]);
  stop.abort();
  await clock.tick(4999);
  assertEquals(state(), [false, false]);
  await clock.tick(1);
  assertEquals(state(), [true, false]);
  await clock.tick(2000);
  assertEquals(state(), [true, true]);
});

Deno.test("GracePeriod has begun when the server was asked before there was one", async () => {
  using clock = new FakeClock();
  using grace = new GracePeriod(AbortSignal.abort(), 1000);
  await clock.tick(1000);
  assertEquals(grace.deadline.aborted, true);
});

/** What --grace says, what the system leaves in all, and when sessions are then broken off; milliseconds. */
const LIMITED = [[5000, 5000, 2000], [1000, 5000, 1000], [5000, Infinity, 5000], [5000, 1000, 0]] as const;

for (const [said, left, deadline] of LIMITED) {
  Deno.test(`GracePeriod of ${said} ms with ${left} ms left ends after ${deadline} ms`, async () => {
    using clock = new FakeClock();
    const stop = new AbortController();
    using grace = new GracePeriod(stop.signal, said, () => left);
    stop.abort();
    if (deadline > 0) {
      await clock.tick(deadline - 1);
      assertEquals(grace.deadline.aborted, false);
    }
    await clock.tick(1);
    assertEquals(grace.deadline.aborted, true);
  });
}

Deno.test("GracePeriod ends nobody after it was disposed of", async () => {
  using clock = new FakeClock();
  const stop = new AbortController();
  const grace = new GracePeriod(stop.signal, 1000);
  grace[Symbol.dispose]();
  stop.abort();
  const begun = new GracePeriod(stop.signal, 1000);
  begun[Symbol.dispose]();
  await clock.tick(3_600_000);
  assertEquals([grace.deadline.aborted, begun.deadline.aborted], [false, false]);
});
