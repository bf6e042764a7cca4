/**
 * Side-by-side measurements, made so that a sceptic can run them again.
 *
 * Every candidate is started anew in every round and the rounds are interleaved (A B C, A B C, …), because a
 * shared machine drifts: two runs of the same server an hour apart differ more than two servers do. So the
 * ratio within a round is compared, and the median over the rounds is shown with the extremes. A candidate
 * that is not installed stays in the table with that reason: an absent line reads like a line that was
 * beaten.
 *
 * When it is the wrong choice: for a function rather than a server (`Deno.bench`), and for anything where
 * network, disk or a second machine matters: all of this is loopback.
 *
 * @module
 */
import { type Candidate, whyMissing } from "./candidate.ts";
import { type Cores, placed, type Placing } from "./cores.ts";
import { limitsOf } from "./limits.ts";
import type { LoadGenerator } from "./load_generator.ts";
import { versionOf } from "./machine.ts";
import { watchOthers } from "./other_programs.ts";
import { NotMeasured } from "./not_measured.ts";
import { type Usage, watchUsage } from "../../tests/_kit/program/proc.ts";
import { type RoundContext, roundContext } from "./round_context.ts";
import { type RunningServer, startServer } from "./start_server.ts";
import { ratioOf, summarise, type Summary } from "./statistics.ts";

/**
 * Figures of one round: the one named by `unit`, and any others. `each`, the number of answers, is
 * shown as the server's processor time for one of them, which a busy machine cannot distort.
 */
export type Figures = Readonly<Record<string, number>>;

/** One comparison. */
export interface BenchOptions {
  /** The thing compared, for the heading: `64-byte round trips`. */
  readonly name: string;
  /** At which of several sizes, where the same is compared at more than one: `50 connections`. */
  readonly at?: string;
  /** The figure that is compared and plotted; a key of what `measure` returns. */
  readonly unit: string;
  /** @default {"higher"} */
  readonly better?: "higher" | "lower";
  /** The first is the one the ratios are about. */
  readonly candidates: readonly Candidate[];
  readonly measure: (context: RoundContext) => Promise<Figures>;
  /** @default {5} */
  readonly rounds?: number;
  /**
   * How long one round of one candidate may take; one that needs longer is shown with that and not tried
   * again.
   *
   * @default {60}
   */
  readonly timeout?: number;
  readonly load: LoadGenerator;
  /** The server behind a relay: what it uses of the processor counts with the load. */
  readonly behind?: Pick<RunningServer, "usage">;
  /**
   * Where servers and load run: `apart` on cores of their own, `together` on one core, or on every core as the
   * system likes.
   *
   * @default {"apart"}
   */
  readonly placing?: Placing;
  /**
   * That two versions of one program are compared. A round goes forwards and the next one backwards, so that none is
   * always the first; a round that does not count goes before, because sources that have never run are compiled
   * first; and the rows keep the figures of each round.
   */
  readonly versions?: boolean;
  /** What a reader has to know of these figures beforehand; stands with the warnings. */
  readonly notes?: readonly string[];
  /** Ends everything; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** One candidate's line in the comparison. */
export interface Row {
  readonly candidate: string;
  readonly command: string;
  readonly version?: string;
  /** Why there are no figures; `undefined` when there are. */
  readonly missing?: string;
  /**
   * Summaries by figure: the measurements, and where the system tells `cpu s` and `peak MiB` of the
   * server and `load %`, the share of a core that the clients used, and `load waits %`, that of the time in which
   * they waited for one; `others %` is the share of all cores that other programs used.
   */
  readonly figures: Readonly<Record<string, Summary>>;
  /** First candidate over this one, median of the rounds' ratios of `unit`. */
  readonly ratio?: number;
  /** The figures of each round, when versions are compared. */
  readonly perRound?: readonly Figures[];
}

/** The results of {@link bench}, ready for a table, a file and a plot. */
export interface Comparison {
  readonly name: string;
  readonly at?: string;
  readonly unit: string;
  /** Neither of what was computed from other figures and is no figure of merit. */
  readonly better: "higher" | "lower" | "neither";
  readonly rounds: number;
  readonly load: readonly string[];
  /** The cores on which servers and load were kept; `undefined` when all could run on all of them. */
  readonly cores?: Cores;
  readonly rows: readonly Row[];
  /**
   * Warnings for a reader before believing the figures, such as a load generator that was at its
   * own limit.
   */
  readonly limits?: readonly string[];
}

interface Entry {
  readonly candidate: Candidate;
  rounds: Figures[];
  command: string;
  missing: string | null;
}

/**
 * Runs one comparison: all candidates, all rounds, interleaved.
 *
 * @param options what to compare and how
 * @returns the comparison; a candidate that is not installed or failed keeps its row with the reason
 */
export async function bench(options: BenchOptions): Promise<Comparison> {
  const { candidates, rounds = 5, versions = false } = options;
  const commands = new Set<string>();
  const entries = candidates.map((candidate): Entry => {
    const command = candidate.command(0).join(" ");
    return { candidate, rounds: [], command, missing: whyMissing(candidate) };
  });
  if (versions) {
    for (const entry of entries) await runRound(entry, options, commands);
    for (const entry of entries) entry.rounds = [];
  }
  for (let round = 0; round < rounds; round++) {
    const order = versions && round % 2 === 1 ? entries.toReversed() : entries;
    for (const entry of order) await runRound(entry, options, commands);
  }
  const rows = await Promise.all(entries.map(async (entry) => ({
    ...await rowOf(entry, entries[0]?.rounds ?? [], options.unit),
    ...(versions ? { perRound: entry.rounds } : {}),
  })));
  const { name, at, unit, better = "higher", load, notes = [] } = options;
  const cores = placed(options.placing, load.cores);
  return {
    name,
    ...(at === undefined ? {} : { at }),
    unit,
    better,
    rounds,
    load: [...commands],
    ...(cores === undefined ? {} : { cores }),
    rows,
    limits: [...notes, ...limitsOf(rows, load.kind)],
  };
}

/** One failed round ends a candidate: half of its figures would compare unlike rounds. */
async function runRound(entry: Entry, options: BenchOptions, commands: Set<string>): Promise<void> {
  options.signal?.throwIfAborted();
  if (entry.missing) return;
  using limit = timeLimit(options.timeout ?? 60, options.signal);
  try {
    const { load } = options;
    const cores = placed(options.placing, load.cores);
    await using server = await startServer(entry.candidate, cores ? load.on(cores.server) : []);
    entry.command = server.command.join(" ");
    const context = roundContext(server, entry.candidate, {
      load,
      core: cores?.load,
      commands,
      signal: limit.signal,
    });
    const before = server.usage();
    const beforeBehind = options.behind?.usage().cpuSeconds;
    const after = watchUsage(server.pid);
    const others = watchOthers();
    const measured = options.measure(context);
    // A measurement that ignores the signal is left behind; its later result is of no interest.
    measured.catch(() => {});
    const figures = await Promise.race([measured, limit.over]).catch((error) => {
      after();
      throw deathOf(server) ?? error;
    });
    context.clientUsage.add(
      options.behind ? difference(options.behind.usage().cpuSeconds, beforeBehind) : 0,
      0,
    );
    const { percent, waitingPercent, cpuSeconds } = context.clientUsage;
    const spent = used(before, after());
    const othersPercent = others((spent["cpu s"] ?? NaN) + cpuSeconds);
    entry.rounds.push({
      ...perAnswer(figures, spent["cpu s"], cpuSeconds),
      ...spent,
      ...(percent === undefined ? {} : { "load %": percent }),
      ...(othersPercent === undefined || Number.isNaN(othersPercent) ? {} : { "others %": othersPercent }),
      // On one core they wait for the server, as they should
      ...(waitingPercent === undefined || options.placing === "together"
        ? {}
        : { "load waits %": waitingPercent }),
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    entry.missing = reasonOf(limit.signal.aborted ? limit.signal.reason : error);
  }
}

/** The end of a server is a better reason than what its clients saw. */
function deathOf(server: RunningServer): Error | undefined {
  const ended = server.ended();
  return ended === undefined ? undefined : new Error(`the server ended (${ended})`);
}

function reasonOf(error: unknown): string {
  if (error instanceof NotMeasured) return `not measured: ${error.message}`;
  return `failed: ${error instanceof Error ? error.message : error}`;
}

/** A signal that is aborted after `seconds` seconds, or with another one, and a promise that is rejected then. */
function timeLimit(
  seconds: number,
  other?: AbortSignal,
): Disposable & { signal: AbortSignal; over: Promise<never> } {
  const controller = new AbortController();
  const { promise: over, reject } = Promise.withResolvers<never>();
  over.catch(() => {});
  const end = (reason: unknown) => {
    controller.abort(reason);
    reject(reason);
  };
  const interrupted = () => end(other?.reason);
  other?.addEventListener("abort", interrupted, { once: true });
  const timer = setTimeout(() => end(new Error(`not ended within ${seconds} s`)), seconds * 1000);
  return {
    signal: controller.signal,
    over,
    [Symbol.dispose]() {
      clearTimeout(timer);
      other?.removeEventListener("abort", interrupted);
    },
  };
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before;
}

function used(before: Usage, after: Usage): Figures {
  if (after.cpuSeconds === undefined || after.peakKib === undefined) return {};
  return { "cpu s": after.cpuSeconds - (before.cpuSeconds ?? 0), "peak MiB": after.peakKib / 1024 };
}

function perAnswer({ each, ...figures }: Figures, server: number | undefined, load: number): Figures {
  return {
    ...figures,
    ...(each && server ? { "cpu µs each": server * 1e6 / each } : {}),
    ...(each && load ? { "load µs each": load * 1e6 / each } : {}),
  };
}

async function rowOf(entry: Entry, first: readonly Figures[], unit: string): Promise<Row> {
  const { candidate, rounds, command } = entry;
  const version = candidate.version && !whyMissing(candidate)
    ? await versionOf(candidate.version)
    : undefined;
  const all = (key: string) => rounds.map((figures) => figures[key] ?? NaN);
  const keys = Object.keys(rounds[0] ?? {});
  const figures = Object.fromEntries(keys.map((key) => [key, summarise(all(key))]));
  const ratio = ratioOf(first.map((round) => round[unit] ?? NaN), all(unit));
  const missing = entry.missing ?? undefined;
  return { candidate: candidate.name, command, version, missing, figures, ratio };
}
