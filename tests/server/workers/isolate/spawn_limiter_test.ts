import { assertEquals } from "@std/assert";
import { SpawnLimiter } from "../../../../mod/server/workers/isolate/spawn_limiter.ts";
import { FakeClock } from "../../../_kit/fake_clock.ts";

/** A process that may open a number of files, and no more: what is opened is counted instead. */
class Descriptors implements Disposable {
  readonly #openSync = Deno.openSync;
  #open = 0;

  constructor(public limit: number) {
    Deno.openSync = () => {
      if (this.#open >= this.limit) throw new Error("Too many open files (os error 24)");
      this.#open++;
      return { [Symbol.dispose]: () => void this.#open-- } as Deno.FsFile;
    };
  }

  get open(): number {
    return this.#open;
  }

  [Symbol.dispose](): void {
    Deno.openSync = this.#openSync;
  }
}

/** As many as a server has that nobody limits. */
const PLENTY = 1000;
/** Enough for one isolate that starts from source, and what is kept free besides; not for two. */
const FOR_ONE = 40;
const onUnix = { ignore: Deno.build.os === "windows" };

Deno.test("SpawnLimiter lets an isolate start at once while there are descriptors, and keeps none", async () => {
  using descriptors = new Descriptors(PLENTY);
  const limiter = new SpawnLimiter();
  using _one = await limiter.acquire();
  using _other = await limiter.acquire();
  assertEquals(descriptors.open, 0);
});

Deno.test("SpawnLimiter waits until there is room for one more, however long", onUnix, async () => {
  using clock = new FakeClock();
  using descriptors = new Descriptors(0);
  let started = false;
  const starting = new SpawnLimiter().acquire().then((held) => (started = true, held));
  await clock.tick(3_600_000);
  assertEquals(started, false);
  descriptors.limit = FOR_ONE;
  await clock.tick(50);
  assertEquals(started, true);
  using _held = await starting;
});

Deno.test(
  "SpawnLimiter counts those that are still starting, which take theirs a little later",
  onUnix,
  async () => {
    using clock = new FakeClock();
    using _descriptors = new Descriptors(FOR_ONE);
    const limiter = new SpawnLimiter();
    const first = await limiter.acquire();
    let second = false;
    const starting = limiter.acquire().then((held) => (second = true, held));
    await clock.tick(60_000);
    assertEquals(second, false);
    first[Symbol.dispose]();
    first[Symbol.dispose](); // counts once
    await clock.tick(50);
    assertEquals(second, true);
    using _held = await starting;
  },
);

Deno.test("SpawnLimiter lets those who wait start in the order in which they came", onUnix, async () => {
  using clock = new FakeClock();
  using descriptors = new Descriptors(0);
  const limiter = new SpawnLimiter();
  const order: number[] = [];
  const all = [1, 2, 3].map(async (number) => {
    using _held = await limiter.acquire();
    order.push(number);
  });
  await clock.tick(1000);
  descriptors.limit = PLENTY;
  await clock.tick(50);
  await Promise.all(all);
  assertEquals(order, [1, 2, 3]);
});

Deno.test("SpawnLimiter.acquire() waits no longer than its signal", onUnix, async () => {
  using clock = new FakeClock();
  using _descriptors = new Descriptors(0);
  const limiter = new SpawnLimiter();
  const stop = new AbortController();
  const starting = limiter.acquire(stop.signal);
  await clock.tick(60_000);
  stop.abort();
  using _held = await starting;
  await limiter.whenIdle();
});

Deno.test("SpawnLimiter takes what tells nothing about descriptors for no reason to wait", async () => {
  const { openSync } = Deno;
  Deno.openSync = () => {
    throw new Deno.errors.NotCapable("Requires read access");
  };
  try {
    using _held = await new SpawnLimiter().acquire();
  } finally {
    Deno.openSync = openSync;
  }
});
