/**
 * `deno task bench:modes`: what the six ways of serving cost, as `netlab lab modes` measures them; docs/modes.md shows
 * it. The load is the laboratory's own, in the same program, so these are proportions among the modes.
 *
 * @module
 */
import type { Comparison, Figures, Row } from "./_kit/bench.ts";
import { thisVersion } from "./_kit/compare/version.ts";
import { ratioOf, summarise } from "./_kit/statistics.ts";
import { type Suite, suite } from "./_kit/suite.ts";

/** What `netlab lab modes --json` says of a mode. */
interface Measured {
  readonly mode: string;
  readonly seconds: number;
  readonly answers: number;
  readonly served: number;
  readonly died: boolean;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** What the system tells of the server, `null` where it does not. */
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly processes: number | null;
  readonly threads: number | null;
}

const SCENARIOS = [
  { name: "one client", words: ["-s", "equal", "--clients", "1"] },
  { name: "equal", words: ["-s", "equal"] },
  { name: "one-silent", words: ["-s", "one-silent"] },
  { name: "n-silent", words: ["-s", "n-silent"] },
  { name: "slow-reader", words: ["-s", "slow-reader"] },
  { name: "cpu-heavy", words: ["-s", "cpu-heavy"] },
  { name: "burst", words: ["-s", "burst"] },
  { name: "crash", words: ["-s", "crash"] },
];

await suite("modes", Deno.args, async (run) => {
  for (const { name, words } of SCENARIOS) await scenario(run, name, words);
});

/** All modes are one run of the program; the rounds follow each other. */
async function scenario(run: Suite, name: string, words: readonly string[]): Promise<void> {
  if (!run.wanted({ name })) return;
  const { start } = thisVersion();
  const command = [...start, "lab", "modes", ...words, "--seconds", `${run.seconds}`, "--json"];
  const rounds: Measured[][] = [];
  for (let round = 0; round < run.rounds; round++) rounds.push(await measured(command, run.signal));
  const modes = rounds[0]?.map(({ mode }) => mode) ?? [];
  const first = figuresIn(rounds, modes[0] ?? "").map((round) => round["answers/s"]!);
  const comparison: Comparison = {
    name,
    unit: "answers/s",
    better: "higher",
    rounds: run.rounds,
    load: [["netlab", ...command.slice(start.length)].join(" ")],
    rows: modes.map((mode) => rowOf(mode, command, rounds, first)),
  };
  run.keep(comparison);
}

/** A server that has died has no figures. */
function rowOf(
  mode: string,
  command: readonly string[],
  rounds: readonly (readonly Measured[])[],
  first: readonly number[],
): Row {
  const died = rounds.some((round) => round.some((row) => row.mode === mode && row.died));
  const all = figuresIn(rounds, mode);
  const keys = died ? [] : Object.keys(all[0]!).filter((key) => all.every((round) => key in round));
  const summaries = keys.map((key) => [key, summarise(all.map((round) => round[key]!))] as const);
  const ratio = died ? undefined : ratioOf(first, all.map((round) => round["answers/s"]!));
  return {
    candidate: mode,
    command: command.join(" "),
    figures: Object.fromEntries(summaries),
    ...(died ? { missing: "died" } : {}),
    ...(ratio === undefined || !Number.isFinite(ratio) ? {} : { ratio }),
  };
}

function figuresIn(rounds: readonly (readonly Measured[])[], mode: string): Figures[] {
  return rounds.map((round) => figuresOf(round.find((row) => row.mode === mode)!));
}

async function measured([program, ...args]: string[], signal: AbortSignal): Promise<Measured[]> {
  const child = new Deno.Command(program!, {
    args,
    stdin: "null",
    stderr: "piped",
    signal,
    env: { NO_COLOR: "1" },
  });
  const { success, stdout, stderr } = await child.output();
  signal.throwIfAborted();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
}

/** Where nobody was answered there are no times. */
function figuresOf({ answers, seconds, served, ...more }: Measured): Figures {
  const { p50, p99, max, cpu, memory, processes, threads } = more;
  return {
    "answers/s": answers / seconds,
    ...(answers > 0 ? { "p50 ms": p50, "p99 ms": p99, "max ms": max } : {}),
    served,
    ...(cpu === null ? {} : { "CPU %": cpu * 100 }),
    ...(memory === null ? {} : { MiB: memory / 2 ** 20 }),
    ...(processes === null ? {} : { processes }),
    ...(threads === null ? {} : { threads }),
  };
}
