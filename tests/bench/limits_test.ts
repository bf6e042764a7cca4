import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { bench } from "../../bench/_kit/bench.ts";
import { limitsOf } from "../../bench/_kit/limits.ts";
import type { LoadGenerator } from "../../bench/_kit/load_generator.ts";
import { NotMeasured } from "../../bench/_kit/not_measured.ts";
import { table } from "../../bench/_kit/table.ts";
import { until } from "../_kit/until.ts";

const refuse = () => Promise.reject(new NotMeasured("no C compiler, which this load needs"));
const load: LoadGenerator = { kind: "deno", run: refuse, hold: refuse, on: () => [], commandOf: () => "" };
const listener = `const l = Deno.listen({ hostname: "127.0.0.1", port: 0 });
console.error("listening on 127.0.0.1:" + l.addr.port); for await (const c of l) c.close();`;
const server = { name: "server", command: () => [Deno.execPath(), "eval", listener], ready: "line" } as const;
const one = { name: "nothing", unit: "x", candidates: [server], rounds: 2, load };

Deno.test("bench does not wait for a round that never ends, and says so", async () => {
  const comparison = await bench({ ...one, timeout: 0.2, measure: () => new Promise(() => {}) });
  assertEquals(comparison.rows[0]?.missing, "failed: not ended within 0.2 s");
  assertStringIncludes(table(comparison), "failed: not ended within 0.2 s");
});

Deno.test("bench ends the clients of a round that takes too long", async () => {
  const comparison = await bench({
    ...one,
    timeout: 0.5,
    measure: async ({ client }) => ({
      x: (await client(Deno.execPath(), "eval", "setInterval(() => {}, 1000)")).length,
    }),
  });
  assertEquals(comparison.rows[0]?.missing, "failed: not ended within 0.5 s");
});

Deno.test("bench keeps the figures of the rounds before one that failed", async () => {
  let rounds = 0;
  const measure = () => rounds++ === 0 ? Promise.resolve({ x: 7 }) : Promise.reject(new Error("it broke"));
  const comparison = await bench({ ...one, measure });
  assertEquals(comparison.rows[0]?.figures.x?.rounds, 1);
  assertStringIncludes(table(comparison), "server (figures of 1 round): failed: it broke");
});

Deno.test("bench says that a server ended rather than what its clients saw of it", async () => {
  const measure = async ({ server }: { server: { pid: number; ended(): string | undefined } }) => {
    Deno.kill(server.pid, "SIGKILL");
    await until(() => server.ended() !== undefined);
    throw new Error("connection reset");
  };
  const comparison = await bench({ ...one, measure });
  assertMatch(comparison.rows[0]?.missing ?? "", /^failed: the server ended \(SIGKILL/);
});

Deno.test("bench says which load needs a compiler", async () => {
  const comparison = await bench({ ...one, measure: async (context) => await context.load("udp", {}) });
  assertEquals(comparison.rows[0]?.missing, "not measured: no C compiler, which this load needs");
});

Deno.test("limitsOf() names those with whom the load generator was busy, and the generator that may be slow", () => {
  const once = (value: number) => ({ median: value, min: value, max: value, rounds: 1 });
  const row = (candidate: string, percent: number, waits = 0) => ({
    candidate,
    command: "",
    figures: { "load %": once(percent), "load waits %": once(waits) },
  });
  const busy = "the load generator was busy with fast: it may be the limit there";
  assertEquals(limitsOf([row("fast", 97), row("slow", 30)], "c"), [busy]);
  const [deno, ...rest] = limitsOf([row("fast", 97)], "deno");
  assertStringIncludes(deno ?? "", "no C compiler: the load came from Deno itself");
  assertEquals(rest, [busy]);
  assertEquals(
    limitsOf([row("fast", 80, 6)], "c"),
    [busy],
    "a core that it had to share a little is its limit, too",
  );
  assertEquals(limitsOf([row("fast", 80, 40), row("slow", 30, 9)], "c"), [
    "other programs used the processors as well: compare processor time only",
  ]);
});
