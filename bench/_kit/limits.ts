import type { Row } from "./bench.ts";

/** From this share of a core on, the figures may show the limit of a generator with one thread. */
const BUSY_PERCENT = 85;

/** When the generator waited longer for its core, somebody else used it in the meantime. */
const WAITING_PERCENT = 10;

/** From this share of all cores on, other programs take a part of what is measured. */
const OTHERS_PERCENT = 10;

/** Whether other programs used so much of the machine during a measurement that its rates say little. */
export function isDisturbed({ figures }: Pick<Row, "figures">): boolean {
  const median = (figure: string) => figures[figure]?.median ?? 0;
  return median("load waits %") >= WAITING_PERCENT || median("others %") >= OTHERS_PERCENT;
}

/**
 * Where the load generator and not the server may have been the limit.
 *
 * @param rows the measurements
 * @param kind of the generator
 * @returns sentences for the reader; none when the generator had time left everywhere
 */
export function limitsOf(rows: readonly Row[], kind: "c" | "deno"): string[] {
  const median = (row: Row, figure: string) => row.figures[figure]?.median ?? 0;
  const without = rows.filter(isDisturbed);
  const busy = rows.filter((row) =>
    !without.includes(row) && median(row, "load %") + median(row, "load waits %") >= BUSY_PERCENT
  ).map((row) => row.candidate);
  return [
    ...(kind === "deno" && rows.some((row) => "load %" in row.figures)
      ? ["no C compiler: the load came from Deno itself, which may be what limited it"]
      : []),
    ...(without.length > 0
      ? ["other programs used the processors as well: compare processor time only"]
      : []),
    ...(busy.length > 0
      ? [`the load generator was busy with ${busy.join(", ")}: it may be the limit there`]
      : []),
  ];
}
