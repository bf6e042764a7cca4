import { format as formatBytes } from "@std/fmt/bytes";
import { sum, Tally, type TallySnapshot } from "./tally.ts";

/** How a server is doing. */
export interface Snapshot extends TallySnapshot {
  /** Clients that were accepted and wait for a worker; they count among the active ones, too. */
  readonly queued: number;
  /** The same for each worker that serves one client after another, by its name. */
  readonly workers: Readonly<Record<string, TallySnapshot>>;
}

/** What a server counts while it runs. */
export class Statistics {
  /** The clients accepted in this isolate. */
  readonly here = new Tally();
  /** Clients waiting for a worker. */
  queued = 0;
  readonly #workers = new Map<string, () => TallySnapshot>();
  readonly #elsewhere = new Map<string, TallySnapshot>();

  /** A worker's own tally, for clients that are accepted here and served there. */
  worker(name: string): Tally {
    const tally = new Tally();
    this.#workers.set(name, () => tally.snapshot());
    return tally;
  }

  /** What a worker says that accepts for itself, for as long as `name` lasts. */
  elsewhere(name: string, snapshot: TallySnapshot): void {
    this.#elsewhere.set(name, snapshot);
  }

  /** How the server is doing at this moment. */
  snapshot(): Snapshot {
    const workers = [...this.#workers].map(([name, count]) => [name, count()] as const);
    return {
      ...sum([this.here.snapshot(), ...this.#elsewhere.values()]),
      queued: this.queued,
      workers: Object.fromEntries([...workers, ...this.#elsewhere]),
    };
  }
}

/** `stats: 3 active, 1 queued, 120 served, 0 refused, 1.2 kB in, 3.4 kB out; worker 1: 1 active, 40 served, …`. */
export function describeSnapshot(snapshot: Snapshot): string {
  const { active, queued, served, refused } = snapshot;
  const total = `${active} active, ${queued} queued, ${served} served, ${refused} refused, ${
    bytes(snapshot)
  }`;
  const workers = Object.entries(snapshot.workers)
    .map(([name, each]) => `; ${name}: ${each.active} active, ${each.served} served, ${bytes(each)}`);
  return `stats: ${total}${workers.join("")}`;
}

function bytes({ bytesRead, bytesWritten }: TallySnapshot): string {
  return `${formatBytes(bytesRead)} in, ${formatBytes(bytesWritten)} out`;
}
