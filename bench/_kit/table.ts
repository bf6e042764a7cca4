import type { Outcome, Row } from "./bench.ts";
import type { Summary } from "./statistics.ts";

/**
 * An outcome as text: one line a contender, the median with its extremes, the other figures, the ratio.
 *
 * @param outcome what was measured
 * @returns lines without a final line end
 */
export function table(outcome: Outcome): string {
  const others = figureNames(outcome).filter((name) => name !== outcome.unit);
  const head = ["", `${outcome.unit} (min - max)`, ...others, `${outcome.rows[0]?.contender} / this`];
  const lines = outcome.rows.map((row) => line(row, outcome.unit, others));
  const note = `${outcome.better} is better, median of ${outcome.rounds} interleaved round${
    outcome.rounds > 1 ? "s" : ""
  }`;
  return [`${outcome.name} (${note})`, ...align([head, ...lines]), ...reasons(outcome)].join("\n");
}

function figureNames(outcome: Outcome): string[] {
  return [...new Set(outcome.rows.flatMap((row) => Object.keys(row.figures)))];
}

function line(row: Row, unit: string, others: readonly string[]): string[] {
  if (Object.keys(row.figures).length === 0) return [row.contender, shortReason(row)];
  const main = row.figures[unit];
  const spread = main ? `${short(main.median)} (${short(main.min)} - ${short(main.max)})` : "-";
  const ratio = row.ratio === undefined ? "-" : row.ratio.toFixed(2);
  return [row.contender, spread, ...others.map((name) => median(row.figures[name])), ratio];
}

function shortReason(row: Row): string {
  return (row.missing ?? "").startsWith("failed") ? "failed (see below)" : row.missing ?? "";
}

function reasons(outcome: Outcome): string[] {
  return outcome.rows.filter((row) => row.missing?.startsWith("failed"))
    .map((row) => `  ${row.contender} ${row.missing}`);
}

function median(figure: Summary | undefined): string {
  return figure ? short(figure.median) : "-";
}

/** Three significant digits are what such a measurement can carry. */
function short(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en").replaceAll(",", " ");
  return Number(value.toPrecision(3)).toString();
}

function align(rows: readonly string[][]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => width(column));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(cell).join("  ")}`.trimEnd());
}
