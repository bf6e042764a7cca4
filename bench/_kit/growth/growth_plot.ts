import type { Comparison } from "../bench.ts";
import { isDisturbed } from "../limits.ts";
import { type Bend, bendsIn } from "./bends.ts";
import { sizeIn } from "./size_in.ts";

/** One measured point of a line. */
interface Point {
  readonly x: number;
  readonly candidate: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

const WIDTH = 900;
const HEIGHT = 360;
const HEADING_HEIGHT = 26;
const LEGEND_WIDTH = 320;
const COST = "cpu µs each";
const COLORS = ["#2563eb", "#6b7280", "#d97706", "#059669"];

/**
 * Draws what was measured at several sizes as lines, one panel for each comparison, both axes logarithmic: where a
 * cost is in proportion to the size, the line is straight and at 45 degrees; where it bends, something else begins to
 * cost. The thin line at each point runs from the worst round to the best, and a dashed one stands where a line bends
 * (`bends.ts`).
 *
 * @param comparisons those that have no number in their size are left out
 * @returns the text of an SVG file
 */
export async function growthPlot(comparisons: readonly Comparison[]): Promise<string> {
  const names = [...new Set(comparisons.map(({ name }) => name))];
  const groups = names.map((name) => comparisons.filter((comparison) => comparison.name === name))
    .filter((group) => group.filter(hasSize).length > 2);
  const drawn = groups.flatMap((group) => figuresOf(group).map((unit) => ({ group, unit })));
  const bends = bendsIn(comparisons).filter(({ at }) => Number.isFinite(at));
  const panels = await Promise.all(
    drawn.map(({ group, unit }, index) => {
      const own = bends.filter(({ line, figure }) => line === group[0]!.name && figure === unit);
      return panel(group, unit, own, index * (HEIGHT + HEADING_HEIGHT));
    }),
  );
  const height = panels.length * (HEIGHT + HEADING_HEIGHT);
  const open =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif">`;
  return `${open}<rect width="100%" height="100%" fill="white"/>${panels.join("\n")}</svg>\n`;
}

/**
 * The figure that is compared, and the processor time behind it. Where other programs used the machine only the second
 * one is worth a line.
 */
function figuresOf(group: readonly Comparison[]): string[] {
  const rows = group.flatMap(({ rows }) => rows);
  if (!rows.some(({ figures }) => COST in figures)) return [group[0]!.unit];
  return rows.filter(isDisturbed).length > rows.length / 2 ? [COST] : [group[0]!.unit, COST];
}

function hasSize({ at }: Comparison): boolean {
  return sizeIn(at) !== undefined;
}

async function panel(
  group: readonly Comparison[],
  unit: string,
  bends: readonly Bend[],
  top: number,
): Promise<string> {
  const Plot = await import("npm:@observablehq/plot@0.6.17");
  const { parseHTML } = await import("npm:linkedom@0.18.12");
  // linkedom's types promise a browser's window; this is all there is
  const { document } = parseHTML("<html></html>") as unknown as { document: never };
  const points = group.flatMap(({ at, rows }) =>
    rows.flatMap(({ candidate, figures }): Point[] => {
      const [figure, x] = [figures[unit], sizeIn(at)];
      return figure && x !== undefined && figure.min > 0 ? [{ x, candidate, ...figure }] : [];
    })
  );
  const candidates = [...new Set(points.map(({ candidate }) => candidate))];
  const { name, at = "" } = group[0]!;
  const kind = /MiB|KiB|bytes/.test(at) ? "bytes" : `${at.split(" ")[1]?.replace(/s$/, "")}s`;
  const figure = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 70,
    marginRight: LEGEND_WIDTH,
    x: { type: "log", label: `${kind} →`, grid: true, tickFormat: "~s" },
    y: { type: "log", label: `↑ ${unit}`, grid: true, tickFormat: "~s" },
    color: { domain: candidates, range: COLORS },
    marks: [
      Plot.ruleX(bends, { x: "at", stroke: "candidate", strokeDasharray: "4 4" }),
      Plot.line(points, { x: "x", y: "median", stroke: "candidate", strokeWidth: 2 }),
      Plot.ruleX(points, { x: "x", y1: "min", y2: "max", stroke: "candidate" }),
      Plot.dot(points, { x: "x", y: "median", fill: "candidate", r: 3 }),
    ],
  });
  const heading = `<text x="8" y="18" font-size="14" font-weight="bold">${
    escaped(`${name}: ${unit}`)
  }</text>`;
  const svg = figure.outerHTML.replace("<svg ", `<svg y="${HEADING_HEIGHT}" `).replace(
    'font-size="10"',
    'font-size="12"',
  );
  return `<g transform="translate(0,${top})">${heading}${svg}${candidates.map(legend).join("")}</g>`;
}

function legend(name: string, index: number): string {
  const [x, y] = [WIDTH - LEGEND_WIDTH + 16, HEADING_HEIGHT + 34 + 20 * index];
  return `<circle cx="${x}" cy="${y - 4}" r="5" fill="${COLORS[index % COLORS.length]}"/>` +
    `<text x="${x + 12}" y="${y}" font-size="12">${escaped(name)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
