/**
 * Side-by-side measurements, made so that a sceptic can run them again.
 *
 * Every contender is started anew in every round and the rounds are interleaved (A B C, A B C, …), because a shared machine
 * drifts: two runs of the same server an hour apart differ more than two servers do. What is compared is therefore the
 * ratio inside a round, and what is shown is the median over rounds with the extremes. A contender that is not installed
 * stays in the table with that reason: an absent line reads like a line that was beaten.
 *
 * When it is the wrong choice: for a function rather than a server (`Deno.bench`), and for anything where network, disk or a
 * second machine matters: all of this is loopback.
 *
 * @module
 */
import { type Contender, whyMissing } from "./contender.ts";
import type { Load, LoadResult, Words } from "./load.ts";
import { type Usage, watchUsage } from "./proc.ts";
import { versionOf } from "./machine.ts";
import { ratioOf, summarise, type Summary } from "./statistics.ts";
import { type RunningServer, startServer } from "./start_server.ts";

/** What one measurement may use. */
export interface Stage {
  readonly server: RunningServer;
  readonly contender: Contender;
  /** Runs the load against this server and notes the command for the results. */
  load(mode: string, words: Words): Promise<LoadResult>;
  /** As {@link Load.hold}, noted likewise. */
  hold(mode: string, words: Words): Promise<AsyncDisposable>;
}

/** Figures of one round: the one named by `unit`, and any others. */
export type Figures = Readonly<Record<string, number>>;

/** One comparison. */
export interface BenchOptions {
  /** What is compared, for the heading: `64-byte round trips, 50 connections`. */
  readonly name: string;
  /** The figure that is compared and plotted; a key of what `measure` returns. */
  readonly unit: string;
  /** @default {"higher"} */
  readonly better?: "higher" | "lower";
  /** The first is the one the ratios are about. */
  readonly contenders: readonly Contender[];
  readonly measure: (stage: Stage) => Promise<Figures>;
  /** @default {5} */
  readonly rounds?: number;
  readonly load: Load;
}

/** One contender's line in the outcome. */
export interface Row {
  readonly contender: string;
  readonly command: string;
  readonly version?: string;
  /** Why there are no figures; `undefined` when there are. */
  readonly missing?: string;
  /** Summaries by figure, `cpu s` and `peak MiB` of the server among them where the system tells. */
  readonly figures: Readonly<Record<string, Summary>>;
  /** First contender over this one, median of the rounds' ratios of `unit`. */
  readonly ratio?: number;
}

/** What {@link bench} found, ready for a table, a file and a plot. */
export interface Outcome {
  readonly name: string;
  readonly unit: string;
  readonly better: "higher" | "lower";
  readonly rounds: number;
  readonly load: readonly string[];
  readonly rows: readonly Row[];
}

interface Entry {
  readonly contender: Contender;
  readonly rounds: Figures[];
  command: string;
  missing: string | null;
}

/**
 * Runs one comparison: all contenders, all rounds, interleaved.
 *
 * @param options what to compare and how
 * @returns the outcome; a contender that is not installed or failed keeps its row with the reason
 */
export async function bench(options: BenchOptions): Promise<Outcome> {
  const { contenders, rounds = 5 } = options;
  const commands = new Set<string>();
  const entries = contenders.map((contender): Entry => {
    const command = contender.command(0).join(" ");
    return { contender, rounds: [], command, missing: whyMissing(contender) };
  });
  for (let round = 0; round < rounds; round++) {
    for (const entry of entries) await runRound(entry, options, commands);
  }
  const rows = await Promise.all(
    entries.map((entry) => rowOf(entry, entries[0]?.rounds ?? [], options.unit)),
  );
  const { name, unit, better = "higher" } = options;
  return { name, unit, better, rounds, load: [...commands], rows };
}

/** One failed round ends a contender: half of its figures would compare unlike rounds. */
async function runRound(entry: Entry, options: BenchOptions, commands: Set<string>): Promise<void> {
  if (entry.missing) return;
  try {
    await using server = await startServer(entry.contender);
    entry.command = server.command.join(" ");
    const before = server.usage();
    const after = watchUsage(server.pid);
    const figures = await options.measure(stageOf(server, entry.contender, options.load, commands)).finally(
      after,
    );
    entry.rounds.push({ ...figures, ...used(before, after()) });
  } catch (error) {
    entry.missing = `failed: ${error instanceof Error ? error.message : error}`;
  }
}

function stageOf(server: RunningServer, contender: Contender, load: Load, commands: Set<string>): Stage {
  const note = (mode: string, words: Words) => commands.add(load.commandOf(mode, words));
  return {
    server,
    contender,
    load: (mode, words) => (note(mode, words), load.run(mode, server.port, words)),
    hold: (mode, words) => (note(mode, words), load.hold(mode, server.port, words)),
  };
}

function used(before: Usage, after: Usage): Figures {
  if (after.cpuSeconds === undefined || after.peakKib === undefined) return {};
  return { "cpu s": after.cpuSeconds - (before.cpuSeconds ?? 0), "peak MiB": after.peakKib / 1024 };
}

async function rowOf(entry: Entry, first: readonly Figures[], unit: string): Promise<Row> {
  const { contender, rounds, command } = entry;
  const version = contender.version && !whyMissing(contender)
    ? await versionOf(contender.version)
    : undefined;
  const all = (key: string) => rounds.map((figures) => figures[key] ?? NaN);
  const keys = Object.keys(rounds[0] ?? {});
  const figures = Object.fromEntries(keys.map((key) => [key, summarise(all(key))]));
  const ratio = ratioOf(first.map((round) => round[unit] ?? NaN), all(unit));
  const missing = entry.missing ?? undefined;
  return { contender: contender.name, command, version, missing, figures, ratio };
}
