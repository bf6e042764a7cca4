import { assertEquals } from "@std/assert";
import { BackPressure } from "../../../../mod/services/chat/room/back_pressure.ts";
import { FakeClock } from "../../../_kit/fake_clock.ts";

/** Whether speakers have to wait. */
const holds = (pressure: BackPressure) => pressure.wait !== undefined;

Deno.test("BackPressure lets speakers wait until the last reader has caught up", async () => {
  using _clock = new FakeClock();
  const pressure = new BackPressure();
  const [one, two] = [{ taken: 0 }, { taken: 0 }];
  assertEquals(holds(pressure), false);
  pressure.fallBehind(one);
  pressure.fallBehind(two);
  const waiting = pressure.wait;
  pressure.catchUp(one);
  pressure.catchUp({ taken: 0 });
  assertEquals(holds(pressure), true);
  pressure.catchUp(two);
  assertEquals(holds(pressure), false);
  await waiting;
});

Deno.test("BackPressure waits for nobody who takes little or nothing", async () => {
  using clock = new FakeClock();
  for (const little of [0, 65_535]) {
    const pressure = new BackPressure();
    const [reads, sleeps] = [{ taken: 0 }, { taken: 0 }];
    pressure.fallBehind(sleeps);
    sleeps.taken += little;
    await clock.tick(100);
    assertEquals(holds(pressure), false);
    pressure.fallBehind(reads);
    assertEquals(holds(pressure), false, "so soon after a wait in vain");
    await clock.tick(500);
    pressure.fallBehind(reads);
    pressure.fallBehind(sleeps);
    for (let look = 0; look < 3; look++) {
      assertEquals(holds(pressure), true);
      reads.taken += 65_536;
      sleeps.taken += little;
      await clock.tick(100);
    }
    pressure.catchUp(reads);
    assertEquals(holds(pressure), false, "the sleeper is no longer waited for");
  }
});

Deno.test("BackPressure holds a room for at most a sixth of the time, however slowly somebody reads", async () => {
  using clock = new FakeClock();
  const pressure = new BackPressure();
  const reader = { taken: 0 };
  let held = 0;
  for (let ms = 0; ms < 60_000; ms += 20) {
    pressure.fallBehind(reader);
    reader.taken += 65_536 / 5;
    await clock.tick(20);
    if (holds(pressure)) held += 20;
  }
  assertEquals([held > 5000, held <= 12_000], [true, true], `${held} ms of a minute`);
});
