import { join } from "@std/path";
import type { Outcome } from "./bench.ts";
import type { Machine } from "./machine.ts";
import { root } from "./root.ts";

/** What `bench/results/NAME.json` holds. */
export interface Report {
  readonly command: string;
  readonly machine: Machine;
  readonly outcomes: readonly Outcome[];
}

/**
 * Reads the report of a suite.
 *
 * @returns `undefined` when the suite was not measured
 */
export function readReport(name: string): Report | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(join(root, "bench/results", `${name}.json`)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
