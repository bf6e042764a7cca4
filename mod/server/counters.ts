import type { Connection } from "../net/connection.ts";

/** The counts at some moment. */
export interface CounterValues {
  /** Clients being served, or waiting inside to be. */
  readonly active: number;
  /** Clients that have left. */
  readonly served: number;
  /**
   * Those of them that were sent away: too long a message, too long a silence, or the end of the
   * grace period.
   */
  readonly refused: number;
  /** Bytes that clients sent. */
  readonly bytesRead: number;
  /** Bytes that were sent to them. */
  readonly bytesWritten: number;
}

/** Nothing counted yet. */
export const ZERO: CounterValues = { active: 0, served: 0, refused: 0, bytesRead: 0, bytesWritten: 0 };

/** Counts clients and their bytes: for a whole server, or for one of its workers. */
export class Counters {
  readonly #open = new Set<Connection>();
  #served = 0;
  #refused = 0;
  #bytesRead = 0;
  #bytesWritten = 0;

  /** A client has arrived. */
  begin(connection: Connection): void {
    this.#open.add(connection);
  }

  /** A client has left. */
  end(connection: Connection, refused = false): void {
    if (!this.#open.delete(connection)) return;
    this.#served++;
    if (refused) this.#refused++;
    this.#bytesRead += connection.bytesRead;
    this.#bytesWritten += connection.bytesWritten;
  }

  /** The counts so far, including the bytes of open connections. */
  snapshot(): CounterValues {
    let [bytesRead, bytesWritten] = [this.#bytesRead, this.#bytesWritten];
    for (const connection of this.#open) {
      bytesRead += connection.bytesRead;
      bytesWritten += connection.bytesWritten;
    }
    return { active: this.#open.size, served: this.#served, refused: this.#refused, bytesRead, bytesWritten };
  }
}

/** The sum of several counts. */
export function sumCounters(snapshots: Iterable<CounterValues>): CounterValues {
  const total: Record<keyof CounterValues, number> = { ...ZERO };
  for (const each of snapshots) {
    for (const key of Object.keys(total) as (keyof CounterValues)[]) total[key] += each[key];
  }
  return total;
}
