import { assert, assertEquals } from "@std/assert";
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

/** When, in milliseconds, a clock calls that is used at these times. */
async function endOf(idleMs: number, uses: readonly number[]): Promise<number> {
  using time = new FakeClock();
  let end = NaN;
  const clock = new PumpClock({ lingerMs: 500, idleMs }, () => end = now);
  let now = 0;
  for (; Number.isNaN(end); now++) {
    if (uses.includes(now)) {
      clock.busy();
      clock.done();
    }
    await time.tick(1);
  }
  return end + 1;
}

for (const idleMs of [200, 16_000]) {
  const late = idleMs < 10_000 ? 0 : idleMs / 64;
  const name = `PumpClock ends ${idleMs} ms after the last activity, ${late} ms later at most`;
  Deno.test(name, async () => {
    const half = idleMs / 2;
    const cases = [[], [0], [half], [half, half + 1, half + late], [half, 2 * half, 3 * half], [1, idleMs]];
    for (const uses of cases) {
      const after = await endOf(idleMs, uses) - Math.max(0, ...uses) - idleMs;
      assert(after >= 0 && after <= late, `used at ${uses}: ${after} ms too late`);
    }
  });
}

Deno.test("PumpClock looks at the time once for many blocks under a long limit, and never without one", () => {
  using _time = new FakeClock();
  for (const [idleMs, most] of [[0, 0], [300_000, 2]] as const) {
    const clock = new PumpClock({ lingerMs: 500, idleMs }, () => {});
    const reading = performance.now;
    let readings = 0;
    performance.now = () => (readings++, reading.call(performance));
    try {
      for (let block = 0; block < 1000; block++) {
        clock.busy();
        clock.done();
      }
    } finally {
      performance.now = reading;
      clock.stop();
    }
    assert(readings <= most, `${readings} readings`);
  }
});

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
