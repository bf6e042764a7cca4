/**
 * `deno task bench:kv`: keys and values, against redis-server, with redis-benchmark as the load.
 *
 * @module
 */
import { join } from "@std/path";
import type { Candidate } from "./_kit/candidate.ts";
import { bareKv, netlab, redis } from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";

const inMemory = [netlab(["kv", "serve", "0", "--host", "127.0.0.1"]), redis("redis-server")];
const folder = await Deno.makeTempDir();

/** What is kept before it is answered: each server in its own way. */
const onDisk = [
  netlab(["kv", "serve", "0", "--host", "127.0.0.1", "--store", join(folder, "keys.db")], "netlab --store"),
  redis("redis, fsync each second", "--dir", folder, "--appendonly", "yes", "--appendfsync", "everysec"),
  redis("redis, fsync always", "--dir", folder, "--appendonly", "yes", "--appendfsync", "always"),
];

await suite("kv", Deno.args, async (run) => {
  for (const test of ["get", "set", "incr"]) {
    await asked(run, test, 1, test === "set" ? [...inMemory, bareKv] : inMemory);
    await asked(run, test, 16, inMemory);
  }
  await asked(run, "set", 1, onDisk, "SET, kept on the disk, 50 clients");
});
await Deno.remove(folder, { recursive: true });

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
      return { "requests/s": perSecond ?? 0, "p50 ms": p50 ?? 0, "p99 ms": p99 ?? 0 };
    },
  });
}
