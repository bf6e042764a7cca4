import type { Row } from "./bench.ts";

/** From this share of a core on, the figures may show the limit of a generator with one thread. */
const BUSY_PERCENT = 85;

/**
 * Where the load generator and not the server may have been the limit.
 *
 * @param rows the measurements
 * @param kind of the generator
 * @returns sentences for the reader; none when the generator had time left everywhere
 */
export function limitsOf(rows: readonly Row[], kind: "c" | "deno"): string[] {
  const busy = rows.filter((row) => (row.figures["load %"]?.median ?? 0) >= BUSY_PERCENT)
    .map((row) => row.candidate);
  return [
    ...(kind === "deno" && rows.some((row) => "load %" in row.figures)
      ? ["no C compiler: the load came from Deno itself, which may be what limited it"]
      : []),
    ...(busy.length > 0
      ? [`the load generator was busy with ${busy.join(", ")}: it may be the limit there`]
      : []),
  ];
}
