/** The latencies that a crowd of clients has seen. */
export interface LatencySummary {
  readonly answers: number;
  /** Milliseconds; `null` when nobody got an answer. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** Sums up how long each answer took, in milliseconds. */
export function summariseLatencies(latencies: readonly number[]): LatencySummary {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) => sorted.length === 0 ? null : sorted[Math.ceil(share * sorted.length) - 1]!;
  return { answers: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
