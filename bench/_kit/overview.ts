import type { Outcome, Row } from "./bench.ts";
import { align, ratioText, short, titleOf } from "./table.ts";

/**
 * One line for each comparison and peer: how many times as good netlab was. Above 1 netlab is ahead, whether more or less is
 * better.
 *
 * @param outcomes of one suite
 */
export function overview(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap((outcome) => [
    [titleOf(outcome), `${figureOf(outcome.rows[0], outcome.unit)} ${outcome.unit}`],
    ...outcome.rows.slice(1).map((
      row,
    ) => [`    ${row.contender}`, figureOf(row, outcome.unit), aheadOf(row, outcome)]),
  ]);
  return align(lines).join("\n");
}

function figureOf(row: Row | undefined, unit: string): string {
  const figure = row?.figures[unit];
  return figure ? short(figure.median) : row?.missing ?? "-";
}

function aheadOf({ ratio }: Row, { better }: Outcome): string {
  if (!ratio || !Number.isFinite(ratio)) return "";
  return `x ${ratioText(better === "higher" ? ratio : 1 / ratio)}`;
}
