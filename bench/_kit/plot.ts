import type { Comparison, Row } from "./bench.ts";
import { ratioText, short, titleOf } from "./table.ts";

/** One bar of the plot. */
interface Bar {
  readonly candidate: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The text after the bar: the figure and netlab's ratio to it, or why there is none. */
  readonly label: string;
}

/**
 * Draws comparisons as an SVG, one panel each: bars are medians, the thin line runs from the
 * slowest to the fastest round, and a candidate that could not be measured is there with the
 * reason.
 *
 * Observable Plot draws and linkedom gives it a document; both are loaded here and nowhere else, so
 * that only people who measure download them.
 *
 * @param comparisons at least one
 * @returns the text of an SVG file, panels below one another
 */
export async function plot(comparisons: readonly Comparison[]): Promise<string> {
  const panels = await Promise.all(comparisons.filter(hasFigures).map(panel));
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

function hasFigures({ rows, unit }: Comparison): boolean {
  return rows.some((row) => row.figures[unit]);
}

function barOf({ candidate, figures, missing = "", ratio }: Row, { rows, unit }: Comparison): Bar {
  const figure = figures[unit];
  if (!figure) {
    return {
      candidate,
      median: 0,
      min: 0,
      max: 0,
      label: missing.replace(/^failed: (.{60}).*/s, "failed: $1…"),
    };
  }
  const ours = rows[0]?.candidate;
  const beside = ratio && Number.isFinite(ratio) && candidate !== ours
    ? ` (${ours} / this: ${ratioText(ratio)})`
    : "";
  return { candidate, ...figure, label: short(figure.median) + beside };
}

async function panel(comparison: Comparison): Promise<{ svg: string; height: number }> {
  const Plot = await import("npm:@observablehq/plot@0.6.17");
  const { parseHTML } = await import("npm:linkedom@0.18.12");
  // linkedom's types promise a browser's window; this is all there is
  const { document } = parseHTML("<html></html>") as unknown as { document: never };
  const bars = comparison.rows.map((row) => barOf(row, comparison));
  const ours = bars[0]?.candidate;
  const height = 40 + 26 * bars.length;
  const figure = Plot.plot({
    document,
    width: WIDTH,
    height,
    marginLeft: 190,
    marginTop: 22,
    marginRight: 210,
    x: { label: null, grid: true, axis: "top", ticks: 5 },
    y: { label: null, domain: bars.map((bar) => bar.candidate) },
    marks: [
      Plot.barX(bars, {
        x: "median",
        y: "candidate",
        fill: (bar: Bar) => bar.candidate === ours ? "#2563eb" : "#9ca3af",
      }),
      Plot.ruleY(bars, { x1: "min", x2: "max", y: "candidate", strokeWidth: 1.5 }),
      Plot.text(bars, { x: "max", y: "candidate", text: "label", textAnchor: "start", dx: 6 }),
      Plot.ruleX([0]),
    ],
  });
  const heading = `<text x="8" y="18" font-size="14" font-weight="bold">${
    escaped(headingOf(comparison))
  }</text>`;
  const svg = `${heading}${
    figure.outerHTML.replace("<svg ", `<svg y="${HEADING_HEIGHT}" `).replace(
      'font-size="10"',
      'font-size="12"',
    )
  }`;
  return { svg, height: height + HEADING_HEIGHT };
}

function headingOf(comparison: Comparison): string {
  return `${titleOf(comparison)}: ${comparison.unit}, ${comparison.better} is better`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
