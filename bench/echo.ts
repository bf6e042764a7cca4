/**
 * `deno task bench:echo`: the same line there and back, against what people use today.
 *
 * @module
 */
import { delay } from "@std/async";
import type { Figures, Stage } from "./_kit/bench.ts";
import { bareEcho, cEcho, ncatEcho, netlab, nodeEcho, pythonEcho, socatEcho } from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";

await suite("echo", Deno.args, async (run) => {
  const ours = netlab(["echo", "serve", "0", "--host", "127.0.0.1"]);
  const limit = await cEcho(run.folder);
  const all = [ours, limit, bareEcho, nodeEcho, pythonEcho, ncatEcho, socatEcho];
  const fast = [ours, limit, bareEcho, nodeEcho, pythonEcho];
  for (const conns of [1, 50, 200]) await roundTrips(run, all, conns, 64);
  for (const size of [1024, 16_384]) await roundTrips(run, fast, 50, size);
  await pipelined(run, all);
  await idle(run, fast);
});

type Contenders = Parameters<Suite["bench"]>[0]["contenders"];

/** Every client waits for its answer before it asks again: throughput is what one loop can turn round. */
async function roundTrips(run: Suite, contenders: Contenders, conns: number, size: number): Promise<void> {
  await run.bench({
    name: `${size}-byte round trips, ${conns} connection${conns > 1 ? "s" : ""}`,
    unit: "answers/s",
    contenders,
    measure: async ({ server, load }) => {
      const before = server.usage().cpuSeconds ?? NaN;
      const result = await load("echo", { conns, size, seconds: run.seconds, warmup: 0 });
      const used = (server.usage().cpuSeconds ?? NaN) - before;
      return {
        "answers/s": result.per_second ?? 0,
        "p50 µs": result.p50_us ?? 0,
        "p99 µs": result.p99_us ?? 0,
        // What a busy machine cannot take away: the server's own time for one answer.
        "cpu µs each": used * 1e6 / (result.answers ?? NaN),
      };
    },
  });
}

/** One client that never waits. Peers that copy bytes without looking for lines have less to do, and it shows. */
async function pipelined(run: Suite, contenders: Contenders): Promise<void> {
  await run.bench({
    name: "16-byte lines poured in, 1 connection",
    unit: "lines/s",
    contenders,
    measure: async ({ load }) => {
      const result = await load("lines", { count: run.quick ? 50_000 : 1_000_000, size: 16 });
      return { "lines/s": result.per_second ?? 0 };
    },
  });
}

/** What a client costs that only sits there, and whether one who talks notices the others. */
async function idle(run: Suite, contenders: Contenders): Promise<void> {
  const conns = run.quick ? 1000 : 10_000;
  await run.bench({
    name: `${conns} idle connections`,
    unit: "KiB/connection",
    better: "lower",
    contenders,
    measure: (stage) => perIdleConnection(stage, conns),
  });
}

async function perIdleConnection({ server, hold, load }: Stage, conns: number): Promise<Figures> {
  // A little talk first, so that what the runtime sets up once is not counted as a connection's cost
  await load("echo", { conns: 10, seconds: 0.2, warmup: 0 });
  const before = server.usage().residentKib ?? NaN;
  await using _crowd = await hold("idle", { conns });
  await delay(1000);
  const after = server.usage().residentKib ?? NaN;
  const talk = await load("echo", { conns: 1, seconds: 0.3, warmup: 0 });
  return { "KiB/connection": (after - before) / conns, "p99 µs of one who talks": talk.p99_us ?? 0 };
}
