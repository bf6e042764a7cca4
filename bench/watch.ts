/**
 * `deno task bench:watch`: how much slower a server of one thread is while `netlab lab watch` looks at it, and while a
 * bare strace does that looks at the same calls: an echo server in C and one in Python, plain and watched in turns.
 *
 * `--calls N` (default 100000) system calls of the server for each figure, `--rounds N` (default 3); the median of the
 * ratios is shown. Nothing is kept: how a busy machine divides its processors between three programs says little about
 * another one.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { straceArguments } from "../mod/lab/watch/strace/options.ts";
import type { Candidate } from "./_kit/candidate.ts";
import { compileC } from "./_kit/compile_c.ts";
import { type LoadGenerator, prepareLoadGenerator } from "./_kit/load_generator.ts";
import { root } from "./_kit/root.ts";
import { startServer } from "./_kit/start_server.ts";
import { summarise } from "./_kit/statistics.ts";
import { align, short } from "./_kit/table.ts";

const options = parseArgs(Deno.args, { string: ["calls", "rounds"] });
const [calls, rounds] = [Number(options.calls ?? 100_000), Number(options.rounds ?? 3)];
const folder = await Deno.makeTempDir({ prefix: "netlab-bench-" });
try {
  const load = await prepareLoadGenerator(folder);
  const c = await compileC(["_peers/echo_server.c"], folder, "echo_server");
  const servers: [string, (port: number) => string[]][] = [
    ...(c === null
      ? []
      : [["C, epoll", (port: number) => [c, String(port)]] as [string, (port: number) => string[]]]),
    ["Python, threads", (port) => ["python3", "bench/_peers/echo_threads.py", String(port)]],
  ];
  const rows = [["server", "plain, answers/s", "strace", "lab watch", "slower by strace", "by lab watch"]];
  for (const [name, command] of servers) rows.push([name, ...await measure(command, load)]);
  console.log(align(rows).join("\n"));
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** The row of a server: its rates, and how many times slower it became. */
async function measure(command: (port: number) => string[], load: LoadGenerator): Promise<string[]> {
  const [plain, traced, watched]: [number[], number[], number[]] = [[], [], []];
  const strace = (
    port: number,
  ) => ["strace", ...straceArguments({ output: "/dev/null", words: command(port), dialect: "sockets" })];
  const watch = (port: number) => [
    ...[Deno.execPath(), "run", "-A", "--no-check", `${root}/main.ts`, "lab", "watch", "--json"],
    ...["--run", `server=${command(port).join(" ")}`],
  ];
  for (let round = 0; round < rounds; round++) {
    plain.push(await rate({ name: "plain", command }, load));
    traced.push(await rate({ name: "strace", command: strace }, load));
    watched.push(await rate({ name: "lab watch", command: watch }, load));
  }
  const slower = (rates: readonly number[]) =>
    `${short(summarise(rates.map((each, at) => plain[at]! / each)).median)}×`;
  const medians = [plain, traced, watched].map((rates) => short(summarise(rates).median));
  return [...medians, slower(traced), slower(watched)];
}

/** Answers a second, over so many calls of the server: it reads and writes once for each. */
async function rate(candidate: Candidate, load: LoadGenerator): Promise<number> {
  await using server = await startServer(candidate);
  const trial = await load.run("echo", server.port, { conns: 1, size: 16, seconds: 0.3, warmup: 0 });
  const seconds = Math.min(60, Math.max(0.5, calls / 2 / trial["per_second"]!));
  const { per_second } = await load.run("echo", server.port, { conns: 1, size: 16, seconds, warmup: 0 });
  return per_second!;
}
