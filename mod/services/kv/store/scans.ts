import type { Keyspace } from "./keyspace.ts";

/** Walks under way that are remembered; beyond that the oldest is forgotten. */
const MOST = 1024;

/** A step of a walk. */
export interface ScanStep {
  /** What to ask for next, 0 at the end. */
  readonly cursor: number;
  readonly keys: readonly string[];
}

interface Place {
  readonly iterator: Iterator<string>;
  /** Keys that were there when the walk began and are still to come, at most. */
  readonly left: number;
  /** What this place was answered with: a client that asks again, because the answer was lost, gets the same. */
  answered?: ScanStep;
}

/**
 * # Walks over all keys, a few at a time
 *
 * SCAN promises that a key which is there from the first step to the last is told, whatever else comes and goes. The
 * map of the keys walks in the order in which they came and is not disturbed by changes, so a walk is an iterator that
 * waits here for its next step under the number that the client was given. What comes while it goes on is at the end:
 * after as many keys as there were at the beginning the walk is over, and somebody who adds keys all the time cannot
 * make it last for ever.
 */
export class Scans {
  readonly #keyspace: Keyspace;
  readonly #places = new Map<number, Place>();
  #last = 0;

  constructor(keyspace: Keyspace) {
    this.#keyspace = keyspace;
  }

  /**
   * One step.
   *
   * @param cursor 0 to begin, or what the last step said
   * @param count how many keys to look at
   * @param matches which of them to tell
   * @returns `undefined` when there is no such walk (any more)
   */
  step(cursor: number, count: number, matches: (key: string) => boolean): ScanStep | undefined {
    const place = cursor === 0
      ? { iterator: this.#keyspace.keys(), left: this.#keyspace.size }
      : this.#places.get(cursor);
    if (place === undefined) return undefined;
    return place.answered ??= this.#walk(place, count, matches);
  }

  #walk({ iterator, left }: Place, count: number, matches: (key: string) => boolean): ScanStep {
    const keys: string[] = [];
    const most = Math.min(count, left);
    for (let looked = 0; looked < most; looked++) {
      const { value, done } = iterator.next();
      if (done) return { cursor: 0, keys };
      if (matches(value)) keys.push(value);
    }
    if (most === left) return { cursor: 0, keys };
    const cursor = ++this.#last;
    this.#places.set(cursor, { iterator, left: left - most });
    if (this.#places.size > MOST) this.#places.delete(this.#places.keys().next().value!);
    return { cursor, keys };
  }
}
