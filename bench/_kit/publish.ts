import { join } from "@std/path";
import type { Comparison } from "./bench.ts";
import { describeMachine } from "./machine.ts";
import { plainNumbers } from "./plain_numbers.ts";
import { plot } from "./plot.ts";
import type { BenchReport } from "./reports.ts";
import { root } from "./root.ts";

/**
 * Writes comparisons to `bench/results/NAME.json` and `NAME.svg`.
 *
 * @param name     the file's name without ending
 * @param command  the command that measured, so that a reader can do it again
 * @param comparisons in the order of the report
 * @param draw        makes the plot; bars by default
 * @returns the two paths; the plot's is `null` when its libraries could not be loaded, which is said on
 *   stderr
 */
export async function publish(
  name: string,
  command: string,
  comparisons: readonly Comparison[],
  draw: (comparisons: readonly Comparison[]) => Promise<string> = plot,
): Promise<{ json: string; svg: string | null }> {
  const json = join(root, "bench/results", `${name}.json`);
  await Deno.mkdir(join(root, "bench/results"), { recursive: true });
  const report: BenchReport = { command, machine: describeMachine(), comparisons };
  await Deno.writeTextFile(json, JSON.stringify(report, plainNumbers, 2) + "\n");
  return { json, svg: await drawn(json.replace(/json$/, "svg"), () => draw(comparisons)) };
}

async function drawn(path: string, draw: () => Promise<string>): Promise<string | null> {
  try {
    await Deno.writeTextFile(path, await draw());
    return path;
  } catch (error) {
    console.error(`bench: no plot: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}
