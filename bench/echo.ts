/**
 * `deno task bench:echo`: the same line there and back, against what people use today.
 *
 * @module
 */
import { delay } from "@std/async";
import type { Figures } from "./_kit/bench.ts";
import { datagramBench } from "./_kit/datagram_bench.ts";
import type { Candidate } from "./_kit/candidate.ts";
import type { RoundContext } from "./_kit/round_context.ts";
import {
  bareEcho,
  bareEchoWith,
  cEcho,
  ncatEcho,
  netlab,
  nodeEcho,
  pythonEcho,
  socatEcho,
} from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";

await suite("echo", Deno.args, async (run) => {
  const ours = netlab(["echo", "serve", "0", "--host", "127.0.0.1", "--limit", "131072"]);
  const limit = await cEcho(run.folder);
  const copies = await cEcho(run.folder, "copy");
  const looksForLines = await cEcho(run.folder, "lines");
  const fast = [ours, limit, bareEcho, nodeEcho, pythonEcho];
  const all = [...fast, ncatEcho, socatEcho];
  // With a process for each client, a thousand of them no longer say anything about echo
  for (const conns of run.sizes(1, 50, 200)) await byCrowd(run, all, conns);
  await byCrowd(run, fast, 1000);
  for (const size of run.sizes(16, 1024, 65_536)) {
    const bare = size < 65_536 ? bareEcho : bareEchoWith(65_536);
    await bySize(run, [ours, looksForLines, limit, copies, bare, nodeEcho, pythonEcho], size);
  }
  await pipelined(run, [ours, looksForLines, ...all.slice(1)]);
  await datagramBench(run, { words: ["echo", "serve", "0", "--host", "127.0.0.1"], text: "e" });
  for (const conns of run.quick ? [1000] : [1000, 10_000]) await idle(run, fast, conns);
});

async function byCrowd(run: Suite, candidates: readonly Candidate[], conns: number): Promise<void> {
  const at = `${conns} connection${conns > 1 ? "s" : ""}`;
  await roundTrips(run, { name: "64-byte round trips", at, candidates, conns, size: 64 });
}

async function bySize(run: Suite, candidates: readonly Candidate[], size: number): Promise<void> {
  await roundTrips(run, {
    name: "round trips, 50 connections",
    at: `${size} bytes`,
    candidates,
    conns: 50,
    size,
  });
}

interface RoundTrips {
  readonly name: string;
  readonly at: string;
  readonly candidates: readonly Candidate[];
  readonly conns: number;
  readonly size: number;
}

/**
 * Every client waits for its answer before it asks again: the throughput shows how fast one loop
 * can turn.
 */
async function roundTrips(run: Suite, { conns, size, ...what }: RoundTrips): Promise<void> {
  await run.bench({
    ...what,
    unit: "answers/s",
    measure: async ({ load }) => {
      const result = await load("echo", { conns, size, seconds: run.seconds, warmup: 0 });
      return {
        "answers/s": result.per_second ?? 0,
        "p50 µs": result.p50_us ?? 0,
        "p99 µs": result.p99_us ?? 0,
        ...(result.fairness === undefined ? {} : { fairness: result.fairness }),
        ...(result.p99_rounds === undefined ? {} : { "p99 rounds": result.p99_rounds }),
        each: result.answers ?? 0,
      };
    },
  });
}

/**
 * One client that never waits. One peer in C looks for lines as netlab does; those that copy bytes have less to do.
 */
async function pipelined(run: Suite, candidates: readonly Candidate[]): Promise<void> {
  await run.bench({
    name: "16-byte lines poured in, 1 connection",
    unit: "lines/s",
    candidates,
    measure: async ({ load }) => {
      const result = await load("lines", { seconds: run.seconds, size: 16 });
      return { "lines/s": result.per_second ?? 0, each: result.answers ?? 0 };
    },
  });
}

/** The cost of a client that only sits there, and whether one that talks notices the others. */
async function idle(run: Suite, candidates: readonly Candidate[], conns: number): Promise<void> {
  await run.bench({
    name: "idle connections",
    at: `${conns} connections`,
    unit: "KiB/connection",
    better: "lower",
    candidates,
    measure: (context) => perIdleConnection(context, conns),
  });
}

async function perIdleConnection({ server, hold, load }: RoundContext, conns: number): Promise<Figures> {
  // A little talk first, so that the runtime's one-time setup is not counted as a connection's cost
  await load("echo", { conns: 10, seconds: 0.2, warmup: 0 });
  const before = server.usage().residentKib ?? NaN;
  await using _crowd = await hold("idle", { conns });
  await delay(1000);
  const after = server.usage().residentKib ?? NaN;
  const talk = await load("echo", { conns: 1, seconds: 0.3, warmup: 0 });
  return { "KiB/connection": (after - before) / conns, "p99 µs of one who talks": talk.p99_us ?? 0 };
}
