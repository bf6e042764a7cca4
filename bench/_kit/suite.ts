import { parseArgs } from "@std/cli/parse-args";
import { bench, type BenchOptions, type Comparison } from "./bench.ts";
import { machineLine } from "./machine.ts";
import { type LoadGenerator, prepareLoadGenerator } from "./load_generator.ts";
import { provenance } from "./provenance.ts";
import { publish } from "./publish.ts";
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
   * Measures, prints the table, keeps the comparison. Skipped when `--only` is given and the name does not
   * contain it.
   */
  bench(options: Omit<BenchOptions, "load">): Promise<void>;
}

/**
 * Runs a suite: reads the flags (`--quick`, `--rounds N`, `--seconds N`, `--only TEXT`), prepares the load,
 * runs, publishes.
 *
 * @param name the report's name under `bench/results/`
 * @param args the command line, without the program
 * @param body the comparisons, one after another
 */
export async function suite(
  name: string,
  args: readonly string[],
  body: (suite: Suite) => Promise<void>,
): Promise<void> {
  const { quick, rounds, seconds, only } = flagsOf(args);
  console.log(`${machineLine()}\n`);
  const folder = await Deno.makeTempDir({ prefix: "netlab-bench-" });
  // Peers that give up root (nginx does) must still be able to look in
  if (Deno.build.os !== "windows") await Deno.chmod(folder, 0o755);
  const comparisons: Comparison[] = [];
  try {
    const load = await prepareLoadGenerator(folder);
    const run = async (options: Omit<BenchOptions, "load">) => {
      if (!titleOf(options).includes(only)) return;
      const comparison = await bench({ rounds, timeout: quick ? 20 : 60, ...options, load });
      comparisons.push(comparison);
      console.log(table(comparison) + "\n");
    };
    await body({ quick, sizes: quick ? ends : all, seconds, load, folder, bench: run });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  await report(name, args, comparisons, quick || only !== "");
}

function all<Size>(...sizes: readonly Size[]): readonly Size[] {
  return sizes;
}

function ends<Size>(...sizes: readonly Size[]): readonly Size[] {
  return sizes.filter((_, index) => index === 0 || index === sizes.length - 1);
}

function flagsOf(args: readonly string[]): { quick: boolean; rounds: number; seconds: number; only: string } {
  const flags = parseArgs([...args], { boolean: ["quick"], string: ["rounds", "seconds", "only"] });
  const quick = flags.quick === true;
  const rounds = Number(flags.rounds ?? (quick ? 1 : 3));
  const seconds = Number(flags.seconds ?? (quick ? 0.3 : 1));
  return { quick, rounds, seconds, only: String(flags.only ?? "") };
}

/** A quick or partial run goes beside the real figures, never over them. */
async function report(
  name: string,
  args: readonly string[],
  comparisons: readonly Comparison[],
  partial: boolean,
): Promise<void> {
  const command = ["deno task", `bench:${name}`, ...args].join(" ");
  const { json, svg } = await publish(partial ? `${name}.partial` : name, command, comparisons);
  console.log(
    `${provenance(comparisons)}\n\nwritten: ${[json, svg].filter((path) => path !== null).join(", ")}`,
  );
}
