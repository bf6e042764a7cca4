import type { Outcome } from "./bench.ts";
import { titleOf } from "./table.ts";

/** One bar of the plot. */
interface Bar {
  readonly contender: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Draws outcomes as an SVG, one panel each: bars are medians, the thin line runs from the slowest to the fastest round.
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
    const text = one.svg.replace("<svg ", `<svg y="${top}" `);
    top += one.height;
    return text;
  });
  const open =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif">`;
  return `${open}<rect width="100%" height="100%" fill="white"/>${placed.join("\n")}</svg>\n`;
}

const WIDTH = 820;

function hasFigures(outcome: Outcome): boolean {
  return barsOf(outcome).length > 0;
}

function barsOf(outcome: Outcome): Bar[] {
  return outcome.rows.flatMap((row) => {
    const figure = row.figures[outcome.unit];
    return figure ? [{ contender: row.contender, ...figure }] : [];
  });
}

async function panel(outcome: Outcome): Promise<{ svg: string; height: number }> {
  const Plot = await import("npm:@observablehq/plot@0.6.17");
  const { parseHTML } = await import("npm:linkedom@0.18.12");
  // linkedom's types promise a browser's window; what is there is just this
  const { document } = parseHTML("<html></html>") as unknown as { document: never };
  const bars = barsOf(outcome);
  const height = 70 + 28 * bars.length;
  const ours = bars[0]?.contender;
  const figure = Plot.plot({
    document,
    width: WIDTH,
    height,
    marginLeft: 200,
    marginTop: 34,
    marginRight: 40,
    x: {
      label: `${titleOf(outcome)}: ${outcome.unit}, ${outcome.better} is better`,
      labelAnchor: "left",
      grid: true,
      axis: "top",
    },
    y: { label: null, domain: bars.map((bar) => bar.contender) },
    marks: [
      Plot.barX(bars, {
        x: "median",
        y: "contender",
        fill: (bar: Bar) => bar.contender === ours ? "#2563eb" : "#9ca3af",
      }),
      Plot.ruleY(bars, { x1: "min", x2: "max", y: "contender", strokeWidth: 1.5 }),
      Plot.ruleX([0]),
    ],
  });
  return { svg: figure.outerHTML, height };
}
