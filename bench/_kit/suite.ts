import { bench, type BenchOptions, type Comparison } from "./bench.ts";
import { changesIn, type FigureChange } from "./compare/changes.ts";
import { changeTable } from "./compare/change_table.ts";
import { otherVersion } from "./compare/other_version.ts";
import { reportChanges } from "./compare/report_changes.ts";
import { inVersion, type NetlabVersion } from "./compare/version.ts";
import { interruptible } from "./interruption.ts";
import { machineLine } from "./machine.ts";
import { type LoadGenerator, prepareLoadGenerator } from "./load_generator.ts";
import { provenance } from "./provenance.ts";
import { publish } from "./publish.ts";
import { type SuiteOptions, suiteOptions } from "./suite_options.ts";
import { table, titleOf } from "./table.ts";

/** A run of several comparisons that share a load generator, flags and a report. */
export interface Suite {
  /** `--quick`: a few seconds in all, for CI; the figures are not to be quoted. */
  readonly quick: boolean;
  /** The sizes to measure at: all of them, or for `--quick` the smallest and the largest. */
  sizes<Size>(...all: readonly Size[]): readonly Size[];
  /** How long one load should run, seconds. */
  readonly seconds: number;
  readonly load: LoadGenerator;
  /** A folder for files and programs; removed at the end. */
  readonly folder: string;
  /**
   * Measures, prints the table, keeps the comparison and gives it back. Skipped when `--only` is given and the name does not
   * contain it. With `--compare` every netlab among the candidates runs in both versions, and the others only with
   * `--peers`.
   */
  bench(options: Omit<BenchOptions, "load">): Promise<Comparison | undefined>;
  readonly rounds: number;
  /** Aborted when everything is to end. */
  readonly signal: AbortSignal;
  /** Whether `--only` lets a comparison be measured. */
  wanted(what: Pick<Comparison, "name" | "at">): boolean;
  /** Keeps a comparison that was computed from others, and prints its table. */
  keep(comparison: Comparison): void;
}

/** What a suite has of its own. */
export interface SuiteKind {
  /** Draws its results; bars by default. */
  readonly draw?: (comparisons: readonly Comparison[]) => Promise<string>;
}

/**
 * Runs a suite: reads the flags (see docs/performance.md), prepares the load, runs, publishes.
 *
 * @param name the report's name under `bench/results/`
 * @param args the command line, without the program
 * @param body the comparisons, one after another
 */
export async function suite(
  name: string,
  args: readonly string[],
  body: (suite: Suite) => Promise<void>,
  kind: SuiteKind = {},
): Promise<void> {
  await interruptible((signal) => run(name, args, body, { ...kind, signal }));
}

async function run(
  name: string,
  args: readonly string[],
  body: (suite: Suite) => Promise<void>,
  { signal, draw }: SuiteKind & { readonly signal: AbortSignal },
): Promise<void> {
  const options = suiteOptions(args);
  const { quick, rounds, seconds, only } = options;
  console.log(`${machineLine()}\n`);
  const folder = await Deno.makeTempDir({ prefix: "netlab-bench-" });
  // Peers that give up root (nginx does) must still be able to look in
  if (Deno.build.os !== "windows") await Deno.chmod(folder, 0o755);
  const comparisons: Comparison[] = [];
  const changes: FigureChange[] = [];
  try {
    const other = options.compare === undefined ? undefined : await otherVersion(options.compare, folder);
    const load = await prepareLoadGenerator(folder);
    const wanted = (what: Pick<Comparison, "name" | "at">) => titleOf(what).includes(only);
    const keep = (comparison: Comparison) => {
      comparisons.push(comparison);
      console.log(table(comparison) + "\n");
      return comparison;
    };
    const compared = async (what: Omit<BenchOptions, "load">) => {
      if (!wanted(what)) return undefined;
      const common = { rounds, timeout: quick ? 20 : 60, ...what, load, signal };
      if (other) {
        changes.push(...await inBothVersions(common, other, options));
        return undefined;
      }
      return keep(await bench(common));
    };
    await body({
      quick,
      sizes: quick ? ends : all,
      seconds,
      load,
      folder,
      bench: compared,
      keep,
      rounds,
      signal,
      wanted,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  signal.throwIfAborted();
  if (options.compare !== undefined) await reportChanges(name, args, changes, options);
  else await report(name, args, comparisons, { partial: quick || only !== "", draw });
}

/** Measures netlab's candidates in this version and another one; comparisons without netlab are left out. */
async function inBothVersions(
  options: BenchOptions,
  other: NetlabVersion,
  { peers }: SuiteOptions,
): Promise<FigureChange[]> {
  const pairs = options.candidates.map((candidate) => [candidate, inVersion(candidate, other)] as const);
  const candidates = pairs.flatMap(([candidate, twin]) =>
    twin ? [candidate, twin] : peers ? [candidate] : []
  );
  const ours = pairs.flatMap(([candidate, twin]) => twin ? [[candidate.name, twin.name] as const] : []);
  if (ours.length === 0) return [];
  const comparison = await bench({ ...options, candidates, versions: true });
  if (peers || comparison.rows.some((row) => row.missing)) console.log(`${table(comparison)}\n`);
  const changes = changesIn(comparison, ours);
  if (changes.length > 0) console.log(`${changeTable(changes)}\n`);
  return changes;
}

function all<Size>(...sizes: readonly Size[]): readonly Size[] {
  return sizes;
}

function ends<Size>(...sizes: readonly Size[]): readonly Size[] {
  return sizes.filter((_, index) => index === 0 || index === sizes.length - 1);
}

/** A quick or partial run goes beside the real figures, never over them. */
async function report(
  name: string,
  args: readonly string[],
  comparisons: readonly Comparison[],
  { partial, draw }: SuiteKind & { readonly partial: boolean },
): Promise<void> {
  const command = ["deno task", `bench:${name}`, ...args].join(" ");
  const { json, svg } = await publish(partial ? `${name}.partial` : name, command, comparisons, draw);
  console.log(
    `${provenance(comparisons)}\n\nwritten: ${[json, svg].filter((path) => path !== null).join(", ")}`,
  );
}
