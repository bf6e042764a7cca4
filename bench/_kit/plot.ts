import type { Outcome, Row } from "./bench.ts";
import { ratioText, short, titleOf } from "./table.ts";

/** One bar of the plot. */
interface Bar {
  readonly contender: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** What stands behind the bar: the figure and netlab's ratio to it, or why there is none. */
  readonly label: string;
}

/**
 * Draws outcomes as an SVG, one panel each: bars are medians, the thin line runs from the slowest to the fastest round, who could not
 * be measured is there with the reason.
 *
 * Observable Plot draws and linkedom gives it a document; both are loaded here and nowhere else, so that only a person who
 * measures downloads them.
 *
 * @param outcomes at least one
 * @returns the text of an SVG file, panels below one another
 */
export async function plot(outcomes: readonly Outcome[]): Promise<string> {
  const panels = await Promise.all(outcomes.filter(hasFigures).map(panel));
  const height = panels.reduce((total, one) => total + one.height, 0);
  let top = 0;
  const placed = panels.map((one) => {
    const text = `<g transform="translate(0,${top})">${one.svg}</g>`;
    top += one.height;
    return text;
  });
  const open =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif">`;
  return `${open}<rect width="100%" height="100%" fill="white"/>${placed.join("\n")}</svg>\n`;
}

const WIDTH = 900;

const HEADING_HEIGHT = 26;

function hasFigures({ rows, unit }: Outcome): boolean {
  return rows.some((row) => row.figures[unit]);
}

function barOf({ contender, figures, missing = "", ratio }: Row, { rows, unit }: Outcome): Bar {
  const figure = figures[unit];
  if (!figure) {
    return {
      contender,
      median: 0,
      min: 0,
      max: 0,
      label: missing.replace(/^failed: (.{60}).*/s, "failed: $1…"),
    };
  }
  const ours = rows[0]?.contender;
  const beside = ratio && Number.isFinite(ratio) && contender !== ours
    ? ` (${ours} / this: ${ratioText(ratio)})`
    : "";
  return { contender, ...figure, label: short(figure.median) + beside };
}

async function panel(outcome: Outcome): Promise<{ svg: string; height: number }> {
  const Plot = await import("npm:@observablehq/plot@0.6.17");
  const { parseHTML } = await import("npm:linkedom@0.18.12");
  // linkedom's types promise a browser's window; what is there is just this
  const { document } = parseHTML("<html></html>") as unknown as { document: never };
  const bars = outcome.rows.map((row) => barOf(row, outcome));
  const ours = bars[0]?.contender;
  const height = 40 + 26 * bars.length;
  const figure = Plot.plot({
    document,
    width: WIDTH,
    height,
    marginLeft: 190,
    marginTop: 22,
    marginRight: 210,
    x: { label: null, grid: true, axis: "top", ticks: 5 },
    y: { label: null, domain: bars.map((bar) => bar.contender) },
    marks: [
      Plot.barX(bars, {
        x: "median",
        y: "contender",
        fill: (bar: Bar) => bar.contender === ours ? "#2563eb" : "#9ca3af",
      }),
      Plot.ruleY(bars, { x1: "min", x2: "max", y: "contender", strokeWidth: 1.5 }),
      Plot.text(bars, { x: "max", y: "contender", text: "label", textAnchor: "start", dx: 6 }),
      Plot.ruleX([0]),
    ],
  });
  const heading = `<text x="8" y="18" font-size="14" font-weight="bold">${
    escaped(headingOf(outcome))
  }</text>`;
  const svg = `${heading}${
    figure.outerHTML.replace("<svg ", `<svg y="${HEADING_HEIGHT}" `).replace(
      'font-size="10"',
      'font-size="12"',
    )
  }`;
  return { svg, height: height + HEADING_HEIGHT };
}

function headingOf(outcome: Outcome): string {
  return `${titleOf(outcome)}: ${outcome.unit}, ${outcome.better} is better`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
