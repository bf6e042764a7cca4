import type { Comparison } from "./bench.ts";
import { root } from "./root.ts";

/**
 * Who took part, in which version and with which command: what a reader needs to do it again.
 *
 * @param comparisons of one suite
 * @returns lines without a final line end
 */
export function provenance(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap((comparison) => comparison.rows);
  const names = [...new Set(rows.map((row) => row.candidate))];
  const lines = names.map((name) => {
    const row = rows.find((row) => row.candidate === name && row.version) ??
      rows.find((row) => row.candidate === name);
    return `  ${name}${row?.version ? ` (${row.version})` : ""}: ${withoutOurPaths(row?.command ?? "")}`;
  });
  return ["Measured were:", ...lines].join("\n");
}

/** Where this machine keeps things is no part of a command that others should be able to type. */
export function withoutOurPaths(text: string): string {
  return text.replaceAll(`${root}/`, "").replaceAll(Deno.execPath(), "deno").replaceAll(
    /\S*netlab-bench-\w+[/\\]/g,
    "",
  );
}
