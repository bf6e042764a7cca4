import type { Comparison } from "./bench.ts";
import { root } from "./root.ts";

/**
 * The candidates, with version and command: what a reader needs to repeat the test.
 *
 * @param comparisons of one suite
 * @returns lines without a final line end
 */
export function provenance(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap((comparison) => comparison.rows).filter(({ command }) => command !== "" // what was computed was not measured
  );
  const names = [...new Set(rows.map((row) => row.candidate))];
  const lines = names.map((name) => {
    const row = rows.find((row) => row.candidate === name && row.version) ??
      rows.find((row) => row.candidate === name);
    return `  ${name}${row?.version ? ` (${row.version})` : ""}: ${withoutOurPaths(row?.command ?? "")}`;
  });
  return ["Measured were:", ...lines].join("\n");
}

/**
 * The places where this machine keeps things do not belong in a command that others should be able
 * to type.
 */
export function withoutOurPaths(text: string): string {
  return text.replaceAll(`${root}/`, "").replaceAll(Deno.execPath(), "deno").replaceAll(
    /\S*netlab-bench-\w+[/\\]/g,
    "",
  );
}
