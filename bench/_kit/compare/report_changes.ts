import { dirname, join } from "@std/path";
import { describeMachine, type Machine } from "../machine.ts";
import { withoutOurPaths } from "../provenance.ts";
import { plainNumbers } from "../plain_numbers.ts";
import { root } from "../root.ts";
import type { SuiteOptions } from "../suite_options.ts";
import { changeSummary } from "./change_table.ts";
import { sourcesCommit } from "./check_out.ts";
import { type FigureChange, regressions } from "./changes.ts";

/** The contents of `bench/results/NAME.compare.json`, or of `bench/results/changes/NAME.json`, which is kept. */
export interface ChangeReport {
  readonly command: string;
  /** The commit of these sources, with a plus where they had been changed since; `undefined` without git. */
  readonly commit?: string;
  readonly machine: Machine;
  readonly changes: readonly FigureChange[];
}

/** The exit status of a suite in which nothing could be compared. */
export const NOTHING_COMPARED = 3;

/** Where the changes of a suite are written. */
function pathOf(name: string): string {
  return join(root, "bench/results", `${name}.compare.json`);
}

/** Where those are that pages show. */
function keptPath(name: string): string {
  return join(root, "bench/results/changes", `${name}.json`);
}

/**
 * Ends a comparison of two versions: prints what changed, writes all ratios, and sets the exit status to 1 when
 * figures have become worse by more than a share, or to {@linkcode NOTHING_COMPARED}.
 *
 * @param options from which share on the comparison fails, and the name under which it is kept
 */
export async function reportChanges(
  name: string,
  args: readonly string[],
  changes: readonly FigureChange[],
  { fail, keep }: Pick<SuiteOptions, "fail" | "keep">,
): Promise<void> {
  const command = withoutOurPaths(["deno task", `bench:${name}`, ...args].join(" "));
  const commit = await sourcesCommit(root);
  const report: ChangeReport = {
    command,
    ...(commit === undefined ? {} : { commit }),
    machine: describeMachine(),
    changes,
  };
  const path = keep === undefined ? pathOf(name) : keptPath(keep);
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, JSON.stringify(report, plainNumbers, 2) + "\n");
  if (changes.length === 0) {
    console.error("bench: nothing was compared");
    Deno.exitCode = NOTHING_COMPARED;
    return;
  }
  console.log(`${changeSummary(changes)}\n\nwritten: ${path}`);
  if (fail === undefined) return;
  const lost = regressions(changes, fail);
  if (lost.length === 0) return;
  const figures = lost.length === 1 ? "1 figure is" : `${lost.length} figures are`;
  console.error(`bench: ${figures} worse by more than ${fail * 100} %`);
  Deno.exitCode = 1;
}

/** Reads the changes of a suite. @returns `undefined` when there are none */
export function readChangeReport(name: string): ChangeReport | undefined {
  return readReport(pathOf(name));
}

/** Reads changes that were kept. @returns `undefined` when there are none of that name */
export function readKeptChanges(name: string): ChangeReport | undefined {
  return readReport(keptPath(name));
}

function readReport(path: string): ChangeReport | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
