import type { Comparison, Row } from "./bench.ts";
import type { Cores } from "./cores.ts";
import { withoutOurPaths } from "./provenance.ts";
import type { Summary } from "./statistics.ts";

/**
 * A comparison as text: one line a candidate, the median with its extremes, the other figures, the ratio.
 *
 * @param comparison the measurements
 * @returns lines without a final line end
 */
export function table(comparison: Comparison): string {
  const others = figureNames(comparison).filter((name) => name !== comparison.unit);
  const head = ["", `${comparison.unit} (min - max)`, ...others, `${comparison.rows[0]?.candidate} / this`];
  const lines = comparison.rows.map((row) => line(row, comparison.unit, others));
  const note = comparison.better === "neither"
    ? "computed from what was measured"
    : `${comparison.better} is better, median of ${comparison.rounds} interleaved round${
      comparison.rounds > 1 ? "s" : ""
    }`;
  const heading = `${titleOf(comparison)} (${note})`;
  return [
    heading,
    ...align([head, ...lines]),
    ...reasons(comparison),
    ...warnings(comparison),
    ...loads(comparison),
    ...coreLine(comparison.cores),
  ]
    .join("\n");
}

/** The candidates compared, and the size of the test. */
export function titleOf({ name, at }: Pick<Comparison, "name" | "at">): string {
  return at === undefined ? name : `${name}, ${at}`;
}

function figureNames(comparison: Comparison): string[] {
  return [...new Set(comparison.rows.flatMap((row) => Object.keys(row.figures)))];
}

function line(row: Row, unit: string, others: readonly string[]): string[] {
  if (Object.keys(row.figures).length === 0) return [row.candidate, shortReason(row)];
  const main = row.figures[unit];
  const spread = main ? withSpread(main) : "-";
  const ratio = ratioText(row.ratio);
  return [row.candidate, spread, ...others.map((name) => median(row.figures[name])), ratio];
}

/** `0.71`, `13.20`, `0.0017`; `-` where there is none. */
export function ratioText(ratio: number | undefined): string {
  if (ratio === undefined || !Number.isFinite(ratio)) return "-";
  return ratio < 0.1 ? Number(ratio.toPrecision(2)).toString() : ratio.toFixed(2);
}

/** `12.3 (11.8 - 14)`; for a single round, just its figure. */
export function withSpread({ median, min, max, rounds }: Summary): string {
  return rounds < 2 ? short(median) : `${short(median)} (${short(min)} - ${short(max)})`;
}

function shortReason({ missing = "" }: Row): string {
  return isLong(missing) ? "failed (see below)" : missing;
}

function isLong(reason: string): boolean {
  return reason.length > 60;
}

/** Reasons that have no place in the line: it has figures of earlier rounds, or they are long. */
function reasons(comparison: Comparison): string[] {
  return comparison.rows.flatMap(({ candidate, figures, missing }) => {
    if (missing === undefined) return [];
    const rounds = Object.values(figures)[0]?.rounds ?? 0;
    if (rounds > 0) {
      return [`  ${candidate} (figures of ${rounds} round${rounds > 1 ? "s" : ""}): ${missing}`];
    }
    return isLong(missing) ? [`  ${candidate}: ${missing}`] : [];
  });
}

function loads({ load }: Comparison): string[] {
  return load.map(withoutOurPaths)
    .map((command) =>
      `  $ ${command.length > 160 ? `${command.slice(0, 150)}… (whole in the results)` : command}`
    );
}

/** Where servers and load were kept. */
function coreLine(cores: Cores | undefined): string[] {
  if (cores === undefined) return [];
  return [
    `  servers on core${cores.server.length > 1 ? "s" : ""} ${
      cores.server.join(", ")
    }, load on core ${cores.load}`,
  ];
}

function warnings({ limits = [] }: Comparison): string[] {
  return limits.map((sentence) => `  ! ${sentence}`);
}

function median(figure: Summary | undefined): string {
  return figure ? short(figure.median) : "-";
}

/** Three significant digits are what such a measurement can carry. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en").replaceAll(",", " ");
  return Number(value.toPrecision(3)).toString();
}

/** Columns side by side, figures to the right. */
export function align(rows: readonly string[][]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => width(column));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(cell).join("  ")}`.trimEnd());
}
