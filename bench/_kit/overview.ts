import type { Comparison, Row } from "./bench.ts";
import { align, ratioText, short, titleOf } from "./table.ts";

/**
 * One line for each comparison and peer: how many times as good netlab was. Above 1 netlab is ahead, whether
 * more or less is better.
 *
 * @param comparisons of one suite
 */
export function overview(comparisons: readonly Comparison[]): string {
  const lines = comparisons.flatMap((comparison) => [
    [titleOf(comparison), `${figureOf(comparison.rows[0], comparison.unit)} ${comparison.unit}`],
    ...comparison.rows.slice(1).map((
      row,
    ) => [`    ${row.candidate}`, figureOf(row, comparison.unit), aheadOf(row, comparison)]),
  ]);
  return align(lines).join("\n");
}

function figureOf(row: Row | undefined, unit: string): string {
  const figure = row?.figures[unit];
  return figure ? short(figure.median) : row?.missing ?? "-";
}

function aheadOf({ ratio }: Row, { better }: Comparison): string {
  if (!ratio || !Number.isFinite(ratio)) return "";
  return `x ${ratioText(better === "higher" ? ratio : 1 / ratio)}`;
}
