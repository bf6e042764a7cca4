import { assert, assertEquals } from "@std/assert";
import { ComputePool } from "../../../../mod/server/workers/compute/compute_pool.ts";
import type { Requester } from "../../../../mod/server/workers/compute/requester.ts";
import { processorMilliseconds } from "../../../_kit/measure/processor_time.ts";
import { until } from "../../../_kit/until.ts";

const ASKER = { client: "127.0.0.1" };

/** A pool for the length of a test. */
async function withPool(
  options: { size?: number; waiting?: number; timeLimit?: number },
  use: (pool: ComputePool<string, string>, stop: AbortController) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const module = new URL("./echo_worker.ts", import.meta.url).href;
  const pool = new ComputePool<string, string>({
    module,
    size: 1,
    waiting: 10,
    timeLimit: 5000,
    lifetime: stop.signal,
    ...options,
  });
  try {
    await use(pool, stop);
  } finally {
    stop.abort();
  }
}

Deno.test("ComputePool.run() answers many jobs with one worker, in their order", async () => {
  await withPool({}, async (pool) => {
    const order: unknown[] = [];
    await Promise.all(["a", "b", "c"].map(async (job) => order.push(await pool.run(job, ASKER))));
    assertEquals(order, [{ answer: "a!" }, { answer: "b!" }, { answer: "c!" }]);
  });
});

Deno.test("ComputePool.run() ends a job that overruns its time, and goes on with the next one", async () => {
  await withPool({ timeLimit: 100 }, async (pool) => {
    const slow = pool.run("for ever", ASKER);
    const next = pool.run("next", ASKER);
    assertEquals(await slow, { gaveUp: "too-slow" });
    assertEquals(await next, { answer: "next!" });
  });
});

Deno.test("ComputePool.run() survives a worker that breaks", async () => {
  await withPool({}, async (pool) => {
    assertEquals(await pool.run("break", ASKER), { gaveUp: "failed" });
    assertEquals(await pool.run("next", ASKER), { answer: "next!" });
  });
});

Deno.test("ComputePool.run() refuses when too many wait", async () => {
  await withPool({ waiting: 1, timeLimit: 200 }, async (pool) => {
    const running = pool.run("for ever", ASKER);
    const waiting = pool.run("waiting", ASKER);
    assertEquals(await pool.run("one too many", ASKER), { gaveUp: "busy" });
    assertEquals([await running, await waiting], [{ gaveUp: "too-slow" }, { answer: "waiting!" }]);
  });
});

Deno.test("ComputePool answers everything when its lifetime ends", async () => {
  await withPool({}, async (pool, stop) => {
    const jobs = [pool.run("for ever", ASKER), pool.run("waiting", ASKER)];
    stop.abort();
    assertEquals(await Promise.all(jobs), [{ gaveUp: "stopped" }, { gaveUp: "stopped" }]);
    assertEquals(await pool.run("late", ASKER), { gaveUp: "stopped" });
  });
});

Deno.test("ComputePool takes the jobs of several clients in turn", async () => {
  await withPool({}, async (pool) => {
    const order: unknown[] = [];
    const jobs = ["a1", "a2", "a3", "b1", "c1", "b2"];
    await Promise.all(jobs.map(async (job) => order.push(await pool.run(job, { client: job[0]! }))));
    // The first is taken at once; the turns begin with the second.
    assertEquals(order, ["a1", "a2", "b1", "c1", "a3", "b2"].map((job) => ({ answer: `${job}!` })));
  });
});

Deno.test("ComputePool drops what somebody asked who has left, and ends what it computes for them", async () => {
  await withPool({ timeLimit: 3_600_000 }, async (pool) => {
    const left = new AbortController();
    const requester: Requester = { client: "127.0.0.2", signal: left.signal };
    const running = pool.run("for ever", requester);
    const waiting = pool.run("for ever and ever", requester);
    const next = pool.run("next", ASKER);
    const used = processorMilliseconds();
    await until(() => processorMilliseconds() - used > 100); // somebody computes
    left.abort();
    assertEquals(await Promise.all([running, waiting]), [{ gaveUp: "stopped" }, { gaveUp: "stopped" }]);
    assertEquals(await next, { answer: "next!" });
    assertEquals(await pool.run("too late", requester), { gaveUp: "stopped" });
  });
});

Deno.test("ComputePool has no more threads than its size, however many jobs overrun", async () => {
  await withPool({ timeLimit: 60, waiting: 50, size: 2 }, async (pool) => {
    await pool.run("start", ASKER);
    const before = threads();
    const jobs = Array.from({ length: 20 }, () => pool.run("for ever", ASKER));
    assertEquals(await Promise.all(jobs), Array(20).fill({ gaveUp: "too-slow" }));
    // The second worker is a thread, and may bring some of the engine's own
    if (before !== undefined) assert(threads()! - before <= 6, `${before} threads became ${threads()}`);
  });
});

function threads(): number | undefined {
  try {
    return Number(/^Threads:\s+(\d+)/m.exec(Deno.readTextFileSync("/proc/self/status"))?.[1]);
  } catch {
    return undefined; // no /proc here
  }
}
