/**
 * Where the lines of growth bend, and what one more costs.
 *
 * A cost is a sum of parts that grow in different ways: one that is shared by all who are there, one that is the same
 * for everybody, and one that grows with their number. On logarithmic axes each is a straight line, and the sum
 * bends where two of them are equal. So the parts are found in what was measured (`relative_fit.ts`), and the bends are
 * computed from them: a bend is where the next part begins to cost as much as the one before. That says more than
 * looking for the bend itself in a few points that a busy machine has moved.
 *
 * @module
 */
import type { Comparison, Row } from "../bench.ts";
import { summarise } from "../statistics.ts";
import { type MeasuredPoint, relativeFit } from "./relative_fit.ts";
import { SHARED } from "./several_servers.ts";
import { sizeIn } from "./size_in.ts";

/** How one of the lines grows. */
interface Line {
  /** The comparison's name. */
  readonly name: string;
  /** The figure that is drawn. */
  readonly figure: string;
  /** Its parts, in the order in which they are the largest, from few to many. */
  readonly parts: readonly ((x: number) => number)[];
  /** What is said of the size at which each part is as large as the one before. */
  readonly bends: readonly string[];
  /** What one more costs, by the last part, where one is expected. @param factor of it */
  readonly each?: { readonly what: string; readonly of: (factor: number) => number };
}

const shared = (x: number) => 1 / x;
const same = () => 1;
const growing = (x: number) => x;

const COST = "cpu µs each";
const KIB = 1024;

const LINES: readonly Line[] = [
  {
    name: "connections that talk",
    figure: COST,
    parts: [shared, same, growing],
    bends: ["connections that talk: no cheaper from", "connections that talk: dearer from"],
    each: { what: "a connection that talks, ns more for each answer", of: (factor) => factor * 1000 },
  },
  {
    name: "memory of connections that rest",
    figure: "MiB",
    parts: [same, growing],
    bends: ["connections that rest: as much as the program from"],
    each: { what: "a connection that rests, KiB", of: (factor) => factor * KIB },
  },
  {
    name: "size of a message, 4 connections",
    figure: COST,
    parts: [same, growing],
    bends: ["bytes of a message: as much as its way from"],
    each: { what: "a byte of a message, ns", of: (factor) => factor * 1000 },
  },
  {
    name: "listing of a folder",
    figure: COST,
    parts: [same, growing],
    bends: ["files of a page: as much as the page from"],
    each: { what: "a file of a page, µs", of: (factor) => factor },
  },
  {
    name: "getting each file of a folder",
    figure: COST,
    parts: [same, growing],
    bends: ["files of a folder, getting one: dearer from"],
  },
];

/** A bend of one candidate's line. */
export interface Bend {
  readonly line: string;
  readonly figure: string;
  readonly candidate: string;
  /** What begins there. */
  readonly what: string;
  /** The size; infinite when the next part was never seen. */
  readonly at: number;
}

/** The parts of one candidate's line. */
interface Found {
  readonly line: Line;
  readonly candidate: string;
  readonly factors: readonly number[];
  /** The largest size that was measured. */
  readonly most: number;
}

/** The bends that lie within what was measured, with those that were looked for and not found. */
export function bendsIn(comparisons: readonly Comparison[]): Bend[] {
  return found(comparisons).flatMap(({ line, candidate, factors, most }) =>
    line.bends.map((what, index): Bend => {
      const at = factors[index]! / factors[index + 1]!;
      return { line: line.name, figure: line.figure, candidate, what, at: at <= most ? at : Infinity };
    })
  );
}

/** Tables of the bends, and of what one more costs; nothing of lines of fewer than four points. */
export function bendTables(comparisons: readonly Comparison[]): Comparison[] {
  const bends = bendsIn(comparisons);
  const lines = found(comparisons);
  const table = (name: string, at: string, unit: string, rows: Row[]): Comparison => ({
    name,
    at,
    unit,
    better: "neither",
    rounds: 1,
    load: [],
    rows,
  });
  const names = [...new Set(bends.map(({ what }) => what))];
  const costs = new Map(lines.flatMap(({ line: { each } }) => each ? [[each.what, each.of] as const] : []));
  return [
    ...names.map((what) =>
      table(
        "where the lines bend",
        what,
        "at",
        bends.filter((bend) => bend.what === what).map(({ candidate, at }) =>
          Number.isFinite(at) ? computed(candidate, "at", at) : without(candidate, "nowhere here")
        ),
      )
    ),
    ...[...costs].map(([what, costOf]) =>
      table(
        "what one more costs",
        what,
        "cost",
        lines.filter(({ line }) => line.each?.what === what).map(({ candidate, factors }) =>
          factors.at(-1)! > 0
            ? computed(candidate, "cost", costOf(factors.at(-1)!))
            : without(candidate, "nothing that was seen")
        ),
      )
    ),
  ];
}

function found(comparisons: readonly Comparison[]): Found[] {
  return LINES.flatMap((line) => {
    const group = comparisons.filter(({ name }) => name === line.name);
    const candidates = [...new Set(group.flatMap(({ rows }) => rows.map(({ candidate }) => candidate)))];
    return candidates.flatMap((candidate): Found[] => {
      const points = pointsOf(group, candidate, line.figure);
      if (points.length < 4) return [];
      const most = Math.max(...points.map(({ x }) => x));
      return [{ line, candidate, factors: relativeFit(points, line.parts), most }];
    });
  });
}

function pointsOf(group: readonly Comparison[], candidate: string, figure: string): MeasuredPoint[] {
  return group.flatMap(({ at, rows, limits = [] }) => {
    if (limits.some((limit) => limit.includes(SHARED))) return [];
    const y = rows.find((row) => row.candidate === candidate)?.figures[figure]?.median;
    const x = sizeIn(at);
    return x !== undefined && y !== undefined && y > 0 ? [{ x, y }] : [];
  });
}

/** Two digits: more would say that a bend is a point. */
function computed(candidate: string, unit: string, value: number): Row {
  return { candidate, command: "", figures: { [unit]: summarise([Number(value.toPrecision(2))]) } };
}

function without(candidate: string, missing: string): Row {
  return { candidate, command: "", figures: {}, missing };
}
