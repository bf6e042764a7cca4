import type { Connection } from "../net/connection.ts";

/** What has been counted up to a moment. */
export interface CounterValues {
  /** Clients being served, or waiting inside to be. */
  readonly active: number;
  /** Clients that have left. */
  readonly served: number;
  /** Those among them who were sent away: too long a message, too long a silence, or the end of the grace period. */
  readonly refused: number;
  /** What clients sent. */
  readonly bytesRead: number;
  /** What was sent to them. */
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

  /** A client is here. */
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

  /** What there is by now, the bytes of open connections included. */
  snapshot(): CounterValues {
    let [bytesRead, bytesWritten] = [this.#bytesRead, this.#bytesWritten];
    for (const connection of this.#open) {
      bytesRead += connection.bytesRead;
      bytesWritten += connection.bytesWritten;
    }
    return { active: this.#open.size, served: this.#served, refused: this.#refused, bytesRead, bytesWritten };
  }
}

/** Several counts as one. */
export function sumCounters(snapshots: Iterable<CounterValues>): CounterValues {
  const total: Record<keyof CounterValues, number> = { ...ZERO };
  for (const each of snapshots) {
    for (const key of Object.keys(total) as (keyof CounterValues)[]) total[key] += each[key];
  }
  return total;
}
