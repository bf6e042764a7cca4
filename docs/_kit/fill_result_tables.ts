import type { Comparison, Row } from "../../bench/_kit/bench.ts";
import { machineLine } from "../../bench/_kit/machine.ts";
import type { BenchReport } from "../../bench/_kit/reports.ts";
import { ratioText, short, withSpread } from "../../bench/_kit/table.ts";

/** What stands around a table in a page: the suite, what is compared, and of several figures which one. */
const MARKED = /(<!-- results of (\w+)(?:: ([^\]]+?)(?: \[([^\]]+)\])?)? -->)[^]*?(<!-- end of results -->)/g;

/**
 * Figures that are shown elsewhere than in a comparison's own line would be compared by nobody: they have no
 * ratio.
 */
const NO_FIGURE = "–";

/**
 * A page with the results of the measurements that it names filled in: read off `bench/results`, so that a
 * page cannot show a figure that was not measured.
 *
 * @param page   with marks such as `<!-- results of echo: 64-byte round trips [p99 µs] --><!-- end of results -->`;
 *               without a comparison's name a mark says how and on what the suite was measured, and several figures,
 *               `[answers/s, p50 ms]`, stand side by side
 * @param report gives a suite's report, or `undefined` when it was not measured
 */
export function fillResultTables(page: string, report: (suite: string) => BenchReport | undefined): string {
  return page.replaceAll(
    MARKED,
    (_all, start: string, suite: string, name: string | undefined, figure: string | undefined, end: string) =>
      `${start}\n\n${
        name === undefined ? origin(suite, report(suite)) : results(suite, name, figure, report(suite))
      }\n\n${end}`,
  );
}

function results(
  suite: string,
  name: string,
  figure: string | undefined,
  report: BenchReport | undefined,
): string {
  const comparisons = report?.comparisons.filter((comparison) => comparison.name === name) ?? [];
  const [first] = comparisons;
  if (report === undefined || first === undefined) return `Not measured yet: \`deno task bench:${suite}\`.`;
  if (figure?.includes(", ")) return severalFigures(comparisons, figure.split(", "));
  const unit = figure ?? first.unit;
  // A size at which nobody could be measured stands there with the reason
  const shown = comparisons.filter(({ rows }) =>
    rows.some((row) => unit in row.figures) || rows.every((row) => row.missing !== undefined)
  );
  return [
    table(shown, unit),
    ...limits(shown),
    caption(
      unit,
      first,
      comparisons.some(({ rows }) => rows.slice(1).some(({ ratio }) => ratio !== undefined)),
    ),
  ].join("\n\n");
}

/** Medians of several figures side by side, where nothing else is compared: a row for each candidate. */
function severalFigures(comparisons: readonly Comparison[], figures: readonly string[]): string {
  const [{ rows, rounds }] = comparisons as [Comparison];
  const lines = rows.map((row) => [
    row.candidate,
    ...figures.map((name, at) => {
      const figure = row.figures[name];
      return figure ? short(figure.median) : at === 0 && row.missing || NO_FIGURE;
    }),
  ]);
  const head = ["", ...figures];
  return [
    [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.map(escaped).join(" | ")} |`).join(
      "\n",
    ),
    ...limits(comparisons),
    `_${rounds === 1 ? "One round" : `Medians of ${rounds} rounds`}._`,
  ].join("\n\n");
}

/** More sizes than this have a row each, and the candidates a column. */
const MOST_COLUMNS = 5;

/** A row for each candidate, a column for each size; the other way round where there are many sizes. */
function table(comparisons: readonly Comparison[], unit: string): string {
  const names = [...new Set(comparisons.flatMap(({ rows }) => rows.map((row) => row.candidate)))];
  const rows = names.map((name) => [
    name,
    ...comparisons.map((comparison) =>
      cell(comparison.rows.find((row) => row.candidate === name), comparison, unit)
    ),
  ]);
  const all = [["", ...comparisons.map(({ at }) => at ?? unit)], ...rows];
  const [head = [], ...others] = comparisons.length > MOST_COLUMNS
    ? all[0]!.map((_, column) => all.map((row) => row[column]!))
    : all;
  return [head, head.map(() => "---"), ...others].map((cells) => `| ${cells.map(escaped).join(" | ")} |`)
    .join("\n");
}

function cell(row: Row | undefined, comparison: Comparison, unit: string): string {
  const figure = row?.figures[unit];
  if (row === undefined || figure === undefined) return row?.missing ?? NO_FIGURE;
  const ratio = unit === comparison.unit && row !== comparison.rows[0] ? row.ratio : undefined;
  return ratio ? `${withSpread(figure)}, **${ratioText(ratio)}**` : withSpread(figure);
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** A sentence that is true of every size stands alone; another one behind its sizes. */
function limits(comparisons: readonly Comparison[]): string[] {
  const sizes = new Map<string, string[]>();
  for (const { at = "", limits = [] } of comparisons) {
    for (const limit of limits) sizes.set(limit, [...sizes.get(limit) ?? [], at]);
  }
  const lines = [...sizes].map(([limit, ats]) =>
    ats.length === comparisons.length && comparisons.length > 1 || ats.every((at) => at === "")
      ? `- ${limit}`
      : `- ${ats.join("; ")}: ${limit}`
  );
  return lines.length === 0 ? [] : [lines.join("\n")];
}

/** How and on what a suite was measured, and where everything is that was. */
function origin(suite: string, report: BenchReport | undefined): string {
  if (report === undefined) return `Not measured yet: \`deno task bench:${suite}\`.`;
  const path = `../bench/results/${suite}`;
  return `Measured with \`${report.command}\` on ${
    machineLine(report.machine)
  }. All figures, versions and commands: [${suite}.json](${path}.json), [plots](${path}.svg).`;
}

function caption(unit: string, { better, unit: own, rows, rounds }: Comparison, hasRatios: boolean): string {
  if (better === "neither") {
    return `_Computed from what was measured${unit === "percent" ? ", in percent" : ""}._`;
  }
  const many = rounds === 1 ? "one round" : `${rounds} interleaved rounds`;
  if (unit !== own) return `_${unit}: median (extremes) of ${many}._`;
  const bold = hasRatios ? `, in bold ${rows[0]?.candidate} / peer` : "";
  return `_${unit}, ${better} is better: median (extremes) of ${many}${bold}._`;
}
