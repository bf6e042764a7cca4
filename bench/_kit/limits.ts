import type { Row } from "./bench.ts";

/** From this share of a core on, the figures may show the limit of a generator with one thread. */
const BUSY_PERCENT = 85;

/** When it waited longer for its core, somebody else used the machine in the meantime. */
const WAITING_PERCENT = 10;

/**
 * Where the load generator and not the server may have been the limit.
 *
 * @param rows the measurements
 * @param kind of the generator
 * @returns sentences for the reader; none when the generator had time left everywhere
 */
export function limitsOf(rows: readonly Row[], kind: "c" | "deno"): string[] {
  const median = (row: Row, figure: string) => row.figures[figure]?.median ?? 0;
  const without = rows.filter((row) => median(row, "load waits %") >= WAITING_PERCENT);
  const busy = rows.filter((row) =>
    !without.includes(row) && median(row, "load %") + median(row, "load waits %") >= BUSY_PERCENT
  ).map((row) => row.candidate);
  return [
    ...(kind === "deno" && rows.some((row) => "load %" in row.figures)
      ? ["no C compiler: the load came from Deno itself, which may be what limited it"]
      : []),
    ...(without.length > 0
      ? [
        `the load generator waited for a processor that others used, with ${
          without.map((row) => `${row.candidate} ${Math.round(median(row, "load waits %"))} %`).join(", ")
        } of the time: compare processor time only`,
      ]
      : []),
    ...(busy.length > 0
      ? [`the load generator was busy with ${busy.join(", ")}: it may be the limit there`]
      : []),
  ];
}
