import { join } from "@std/path";
import { describeMachine, type Machine } from "../machine.ts";
import { withoutOurPaths } from "../provenance.ts";
import { root } from "../root.ts";
import { changeSummary } from "./change_table.ts";
import { type FigureChange, regressions } from "./changes.ts";

/** The contents of `bench/results/NAME.compare.json`, which is not kept in the repository. */
export interface ChangeReport {
  readonly command: string;
  readonly machine: Machine;
  readonly changes: readonly FigureChange[];
}

/** Where the changes of a suite are written. */
function pathOf(name: string): string {
  return join(root, "bench/results", `${name}.compare.json`);
}

/**
 * Ends a comparison of two versions: prints what changed, writes all ratios, and sets the exit status to 1 when
 * figures have become worse by more than a share, or when nothing could be compared.
 *
 * @param fail the share; `undefined` to only tell
 */
export async function reportChanges(
  name: string,
  args: readonly string[],
  changes: readonly FigureChange[],
  fail: number | undefined,
): Promise<void> {
  const command = withoutOurPaths(["deno task", `bench:${name}`, ...args].join(" "));
  const report: ChangeReport = { command, machine: describeMachine(), changes };
  await Deno.writeTextFile(pathOf(name), JSON.stringify(report, null, 2) + "\n");
  if (changes.length === 0) {
    console.error("bench: nothing was compared");
    Deno.exitCode = 1;
    return;
  }
  console.log(`${changeSummary(changes)}\n\nwritten: ${pathOf(name)}`);
  if (fail === undefined) return;
  const lost = regressions(changes, fail);
  if (lost.length === 0) return;
  const figures = lost.length === 1 ? "1 figure is" : `${lost.length} figures are`;
  console.error(`bench: ${figures} worse by more than ${fail * 100} %`);
  Deno.exitCode = 1;
}

/** Reads the changes of a suite. @returns `undefined` when there are none */
export function readChangeReport(name: string): ChangeReport | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(pathOf(name)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
