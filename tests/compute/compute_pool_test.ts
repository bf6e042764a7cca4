import { assertEquals } from "@std/assert";
import { ComputePool } from "../../mod/compute/compute_pool.ts";

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
    await Promise.all(["a", "b", "c"].map(async (job) => order.push(await pool.run(job))));
    assertEquals(order, [{ answer: "a!" }, { answer: "b!" }, { answer: "c!" }]);
  });
});

Deno.test("ComputePool.run() ends a job that overruns its time, and the next one has a fresh worker", async () => {
  await withPool({ timeLimit: 100 }, async (pool) => {
    const slow = pool.run("for ever");
    const next = pool.run("next");
    assertEquals(await slow, { gaveUp: "too-slow" });
    assertEquals(await next, { answer: "next!" });
  });
});

Deno.test("ComputePool.run() survives a worker that breaks", async () => {
  await withPool({}, async (pool) => {
    assertEquals(await pool.run("break"), { gaveUp: "failed" });
    assertEquals(await pool.run("next"), { answer: "next!" });
  });
});

Deno.test("ComputePool.run() refuses when too many wait", async () => {
  await withPool({ waiting: 1, timeLimit: 200 }, async (pool) => {
    const running = pool.run("for ever");
    const waiting = pool.run("waiting");
    assertEquals(await pool.run("one too many"), { gaveUp: "busy" });
    assertEquals([await running, await waiting], [{ gaveUp: "too-slow" }, { answer: "waiting!" }]);
  });
});

Deno.test("ComputePool answers everything when its lifetime ends", async () => {
  await withPool({}, async (pool, stop) => {
    const jobs = [pool.run("for ever"), pool.run("waiting")];
    stop.abort();
    assertEquals(await Promise.all(jobs), [{ gaveUp: "stopped" }, { gaveUp: "stopped" }]);
    assertEquals(await pool.run("late"), { gaveUp: "stopped" });
  });
});
