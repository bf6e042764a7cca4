import { join } from "@std/path";
import type { Comparison } from "./bench.ts";
import type { Machine } from "./machine.ts";
import { root } from "./root.ts";

/** The contents of `bench/results/NAME.json`. */
export interface BenchReport {
  readonly command: string;
  readonly machine: Machine;
  readonly comparisons: readonly Comparison[];
}

/**
 * Reads the report of a suite.
 *
 * @returns `undefined` when the suite was not measured
 */
export function readBenchReport(name: string): BenchReport | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(join(root, "bench/results", `${name}.json`)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
