/**
 * `deno task bench:kv`: keys and values, against redis-server, with redis-benchmark as the load.
 *
 * @module
 */
import { join } from "@std/path";
import type { Candidate } from "./_kit/candidate.ts";
import { datagramBench } from "./_kit/datagram_bench.ts";
import { bareKv, netlab, redis } from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";

const inMemory = [netlab(["kv", "serve", "0", "--host", "127.0.0.1"]), redis("redis-server")];

await suite("kv", Deno.args, async (run) => {
  for (const test of ["get", "set", "incr"]) {
    await asked(run, test, 1, test === "set" ? [...inMemory, bareKv] : inMemory);
    await asked(run, test, 16, inMemory);
  }
  // What is asked for is not there: the answer is the key and an equals sign
  await datagramBench(run, { words: ["kv", "serve", "0", "--host", "127.0.0.1"], text: "key" });
  const kept = onDisk(run.folder);
  for (const pipeline of [1, 16]) {
    await asked(run, "set", pipeline, kept, "SET, kept on the disk, 50 clients");
  }
});

/**
 * What is kept before it is answered: each server in its own way, and each start with nothing kept. netlab answers when
 * its database has been flushed, as redis does with `always`; with `everysec` a second may be lost.
 */
function onDisk(folder: string): Candidate[] {
  let starts = 0;
  const fresh = () => {
    const place = join(folder, `kept${++starts}`);
    Deno.mkdirSync(place);
    return place;
  };
  const ours = (port: number) => netlab(["kv", "serve", `${port}`, "--host", "127.0.0.1"]).command(0);
  const append = (fsync: string): Candidate => {
    const kept = redis(`redis, fsync ${fsync}`, "--appendonly", "yes", "--appendfsync", fsync);
    return { ...kept, command: (port) => [...kept.command(port), "--dir", fresh()] };
  };
  return [
    {
      ...netlab([]),
      name: "netlab --store",
      command: () => [...ours(0), "--store", join(fresh(), "keys.db")],
    },
    append("everysec"),
    append("always"),
  ];
}

/** Fifty clients of redis-benchmark. @param pipeline commands that each sends at once */
async function asked(
  run: Suite,
  test: string,
  pipeline: number,
  candidates: readonly Candidate[],
  name = `${test.toUpperCase()}, 50 clients`,
): Promise<void> {
  const count = (run.quick ? 10_000 : 100_000) * (pipeline === 1 ? 1 : 5);
  await run.bench({
    name,
    at: pipeline === 1 ? "one at a time" : `${pipeline} at once`,
    unit: "requests/s",
    candidates,
    measure: async ({ client, server }) => {
      const words = ["-t", test, "-c", "50", "-P", `${pipeline}`, "-n", `${count}`, "-r", "10000", "--csv"];
      const said = await client("redis-benchmark", "-h", "127.0.0.1", "-p", `${server.port}`, ...words);
      const [, perSecond, , , p50, , p99] = said.trim().split("\n").at(-1)!.replaceAll('"', "").split(",")
        .map(Number);
      return { "requests/s": perSecond ?? 0, "p50 ms": p50 ?? 0, "p99 ms": p99 ?? 0, each: count };
    },
  });
}
