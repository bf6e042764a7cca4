import { assertEquals, assertRejects } from "@std/assert";
import type { OpenSide } from "../../mod/relay/address_plan.ts";
import type { RelayContext } from "../../mod/relay/context.ts";
import { DescriptorBackoff } from "../../mod/relay/descriptor_backoff.ts";
import { FakeClock } from "../_kit/fake_clock.ts";

const SIDE = {} as OpenSide;
const full = () => new Error("Too many open files (os error 24)");

function contextOf(signal = new AbortController().signal): { context: RelayContext; warnings: string[] } {
  const warnings: string[] = [];
  const log = { warning: (line: string) => void warnings.push(line) };
  return { context: { log, signal } as unknown as RelayContext, warnings };
}

/** An address that fails as often as there are errors, then opens. */
function opening(...errors: Error[]): () => AsyncGenerator<OpenSide> {
  return async function* () {
    const error = errors.shift();
    if (error !== undefined) throw error;
    yield await Promise.resolve(SIDE);
  };
}

Deno.test("DescriptorBackoff keeps a client until there is a descriptor, and holds others back meanwhile", async () => {
  using clock = new FakeClock();
  const backoff = new DescriptorBackoff();
  const { context, warnings } = contextOf();
  const opened = backoff.open(opening(full(), full()), context).next();
  let settled = false;
  await clock.tick(0);
  backoff.settled().then(() => settled = true);
  await clock.tick(99);
  assertEquals([settled, warnings], [false, ["Too many open files; trying again"]]);
  await clock.tick(101);
  assertEquals((await opened).value, SIDE);
  await clock.tick(0);
  assertEquals([settled, warnings.length], [true, 1]);
});

Deno.test("DescriptorBackoff does not try again what failed for another reason, or is to stop", async () => {
  using _clock = new FakeClock();
  const backoff = new DescriptorBackoff();
  const refused = backoff.open(opening(new Error("Connection refused (os error 111)")), contextOf().context);
  await assertRejects(() => refused.next(), Error, "Connection refused");
  const stopped = backoff.open(opening(full()), contextOf(AbortSignal.abort()).context);
  await assertRejects(() => stopped.next(), Error, "Too many open files");
  await backoff.settled();
});

/** An address that takes three descriptors, one after another, gives all of them back when there is none, and keeps one. */
function needingThree(free: { count: number }): () => AsyncGenerator<OpenSide> {
  return async function* () {
    let taken = 0;
    try {
      for (; taken < 3; taken++) {
        if (free.count === 0) throw full();
        free.count--;
        await step();
      }
    } catch (error) {
      await step();
      free.count += taken;
      throw error;
    }
    free.count += 2;
    yield SIDE;
  };
}

const step = () => new Promise((resolve) => setTimeout(resolve, 10));

Deno.test("DescriptorBackoff lets clients that need several descriptors try one after another", async () => {
  using clock = new FakeClock();
  const backoff = new DescriptorBackoff();
  const free = { count: 8 };
  const opened = Array.from(
    { length: 6 },
    () => backoff.open(needingThree(free), contextOf().context).next(),
  );
  const all = Promise.all(opened).then((sides) => sides.map(({ value }) => value));
  for (let turns = 0; turns < 20; turns++) await clock.tick(100);
  assertEquals(free.count, 2);
  assertEquals(await all, opened.map(() => SIDE));
});

Deno.test("DescriptorBackoff sends clients away, one by one, that hold all descriptors and wait for one", async () => {
  using clock = new FakeClock();
  const backoff = new DescriptorBackoff();
  const free = { count: 0 };
  const ends: string[] = [];
  const client = async () => {
    try {
      for await (const side of backoff.open(needingThree(free), contextOf().context)) {
        await step();
        ends.push(side === SIDE ? "served" : "lost");
        free.count += 1;
      }
    } catch (error) {
      ends.push((error as Error).message);
    } finally {
      free.count += 1; // its own
    }
  };
  const all = Promise.all(Array.from({ length: 8 }, client));
  for (let turns = 0; turns < 60 && ends.length < 8; turns++) await clock.tick(100);
  await all;
  assertEquals(ends, [...Array(3).fill(full().message), ...Array(5).fill("served")]);
  await backoff.settled();
});

Deno.test("DescriptorBackoff does not let an attempt that takes long keep the others from trying", async () => {
  using clock = new FakeClock();
  const backoff = new DescriptorBackoff();
  let attempts = 0;
  const slow = backoff.open(async function* () {
    if (++attempts === 1) throw full();
    await new Promise(() => {});
    yield SIDE;
  }, contextOf().context).next();
  const quick = backoff.open(opening(full()), contextOf().context).next();
  for (let turns = 0; turns < 13; turns++) await clock.tick(100);
  assertEquals((await quick).value, SIDE);
  assertEquals(attempts, 2);
  void slow;
});
