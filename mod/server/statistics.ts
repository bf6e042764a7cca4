import { format as formatBytes } from "@std/fmt/bytes";
import { Counters, type CounterValues, sumCounters } from "./counters.ts";

/** How a server is doing. */
export interface ServerStatistics extends CounterValues {
  /** Clients that were accepted and are waiting for a worker; they count as active, too. */
  readonly queued: number;
  /** The same for each worker that serves one client after another, by its name. */
  readonly workers: Readonly<Record<string, CounterValues>>;
}

/** Everything that a server counts while it runs. */
export class Statistics {
  /** The clients accepted in this isolate. */
  readonly here = new Counters();
  /** Clients waiting for a worker. */
  queued = 0;
  readonly #workers = new Map<string, () => CounterValues>();
  readonly #elsewhere = new Map<string, CounterValues>();

  /** A worker's counters, for clients that are accepted here and served there. */
  worker(name: string): Counters {
    const counters = new Counters();
    this.#workers.set(name, () => counters.snapshot());
    return counters;
  }

  /** The counts reported by a worker that accepts by itself, for as long as `name` lasts. */
  remote(name: string, snapshot: CounterValues): void {
    this.#elsewhere.set(name, snapshot);
  }

  /** How the server is doing at this moment. */
  snapshot(): ServerStatistics {
    const workers = [...this.#workers].map(([name, count]) => [name, count()] as const);
    // In an order that is the same each time, whichever of them was the first to report.
    const all = [...workers, ...this.#elsewhere].sort(([a], [b]) => a.localeCompare(b, "en", NUMBERS));
    return {
      ...sumCounters([this.here.snapshot(), ...this.#elsewhere.values()]),
      queued: this.queued,
      workers: Object.fromEntries(all),
    };
  }
}

const NUMBERS = { numeric: true } as const;

/**
 * `stats: 3 active, 1 queued, 120 served, 0 refused, 1.2 kB in, 3.4 kB out; worker 1: 1 active, 40 served,
 * …`.
 */
export function describeStatistics(snapshot: ServerStatistics): string {
  const { active, queued, served, refused } = snapshot;
  const total = `${active} active, ${queued} queued, ${served} served, ${refused} refused, ${
    bytes(snapshot)
  }`;
  const workers = Object.entries(snapshot.workers)
    .map(([name, each]) => `; ${name}: ${each.active} active, ${each.served} served, ${bytes(each)}`);
  return `stats: ${total}${workers.join("")}`;
}

function bytes({ bytesRead, bytesWritten }: CounterValues): string {
  return `${formatBytes(bytesRead)} in, ${formatBytes(bytesWritten)} out`;
}
