import type { KeyEntry, Keyspace } from "../store/keyspace.ts";
import { keyOfBucketName } from "./bucket_key.ts";

/** What a bucket has stored. */
export interface BucketMessage {
  /** Its number: the revision of its key, and its place in the order of all. */
  readonly number: number;
  /** The name of the key in the bucket. */
  readonly name: string;
  /** `undefined`: the key was deleted. */
  readonly entry: KeyEntry | undefined;
  /** How many are still to come of those that were stored when this one was sent; the bus may count too many. */
  readonly pending: number;
}

/**
 * # A copy of a bucket
 *
 * The bucket sends what it stores in the order in which it was stored, but it keeps only the last value of each key:
 * what was overwritten before it was sent does not come. So after a gap in the numbers the copy would be a mixture, with
 * one key older than another that was changed after it. The bucket had the newer value of every such key when it sent
 * the message after the gap: when those that were still to come then have come, there is no mixture any more. Until then
 * what comes is held back, and the copy stays as it was. So everything that is read here was once everything there was,
 * and every server sees the same changes in the same order.
 */
export class Replica {
  readonly #keyspace: Keyspace;
  readonly #now: () => number;
  /** The number of the last change of each key that is there. */
  readonly #revisions = new Map<string, number>();
  #position = 0;
  /** The number of the last message that came. */
  #taken = 0;
  #held: BucketMessage[] = [];
  /** So many messages more make the copy whole. */
  #missing = 0;
  #heldSince = 0;
  /** The keys that have come, while everything is read anew. */
  #come: Set<string> | undefined;
  #isCatchingUp = false;
  /** Those who wait for a number, the lowest first. */
  #waiting: { readonly number: number; readonly resolve: () => void }[] = [];
  /** When it began to be waited for something, or something was sent meanwhile. */
  #waitingSince = 0;

  /**
   * @param over told of a key that is over here, with the revision that the bucket may still have
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    keyspace: Keyspace,
    over: (key: string, revision: number) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#keyspace = keyspace;
    this.#now = now;
    keyspace.listen({
      changed: ({ key, after }) => {
        const revision = after === undefined ? this.#revisions.get(key) : undefined;
        if (revision === undefined) return;
        this.#revisions.delete(key);
        over(key, revision);
      },
      cleared() {/* is done key by key */},
    });
  }

  /** Everything up to this number is in the copy. */
  get position(): number {
    return this.#position;
  }

  /** Milliseconds for which changes have been held back. */
  get behind(): number {
    return this.#held.length === 0 ? 0 : this.#now() - this.#heldSince;
  }

  /**
   * Milliseconds for which what the bucket has stored has been waited for, by the copy itself or by somebody, and
   * nothing at all has come.
   */
  get stuck(): number {
    return this.#isAwaited ? this.#now() - this.#waitingSince : 0;
  }

  get #isAwaited(): boolean {
    return this.#isCatchingUp || this.#waiting.length > 0;
  }

  /** The number of a key's last change; 0 when it is not there. */
  revisionOf(key: string): number {
    return this.#revisions.get(key) ?? 0;
  }

  /** Messages follow from a new connection. @param isAnew all that there are; otherwise those after the position */
  begin(isAnew: boolean): void {
    this.#held = [];
    this.#missing = 0;
    this.#isCatchingUp = true;
    this.#waitingSince = this.#now();
    this.#come = isAnew ? new Set() : undefined;
    if (isAnew) this.#position = 0;
    this.#taken = this.#position;
  }

  /** All that there were have come. @param last the number of the last one */
  caughtUp(last: number): void {
    if (this.#come !== undefined) {
      for (const key of [...this.#revisions.keys()]) if (!this.#come.has(key)) this.gone(key);
      this.#come = undefined;
    }
    this.#isCatchingUp = false;
    this.#taken = Math.max(this.#taken, last);
    this.#reach(this.#taken);
  }

  /** The next message. */
  take(message: BucketMessage): void {
    const { number, pending } = message;
    const isNext = number === this.#taken + 1;
    this.#taken = number;
    if (this.#isAwaited) this.#waitingSince = this.#now();
    if (this.#isCatchingUp) return this.#apply(message);
    // Those that were missing before are among those that are to come, or have been overwritten by some of them
    this.#missing = isNext ? Math.min(Math.max(this.#missing - 1, 0), pending) : pending;
    if (this.#held.length === 0) {
      if (this.#missing === 0) {
        this.#apply(message);
        return this.#reach(number);
      }
      this.#heldSince = this.#now();
    }
    this.#held.push(message);
    if (this.#missing === 0) this.#release();
  }

  /** All that was stored when the last message was sent has come. */
  complete(): void {
    this.#missing = 0;
    if (this.#held.length > 0) this.#release();
  }

  /** The bucket has a key no longer, though it has said nothing. */
  gone(key: string): void {
    this.#revisions.delete(key);
    if (this.#keyspace.has(key)) this.#keyspace.apply(key, undefined);
  }

  /** @returns when the copy has everything up to a number, or nobody knows any more when that will be */
  reached(number: number): Promise<void> {
    if (number <= this.#position) return Promise.resolve();
    if (!this.#isAwaited) this.#waitingSince = this.#now();
    return new Promise((resolve) => {
      let at = this.#waiting.length;
      while (at > 0 && this.#waiting[at - 1]!.number > number) at--;
      this.#waiting.splice(at, 0, { number, resolve });
    });
  }

  /** Nothing more comes from this connection. */
  end(): void {
    this.#isCatchingUp = false;
    this.#held = [];
    this.#missing = 0;
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const each of held) this.#apply(each);
    this.#reach(this.#taken);
  }

  #reach(number: number): void {
    this.#position = number;
    let done = 0;
    while (done < this.#waiting.length && this.#waiting[done]!.number <= number) done++;
    if (done > 0) { for (const { resolve } of this.#waiting.splice(0, done)) resolve(); }
  }

  /** A number that the bucket has lost may have been given to another change. */
  #isThere(key: string, { value, expires }: KeyEntry): boolean {
    const entry = this.#keyspace.entry(key);
    return entry !== undefined && entry.value === value && entry.expires === expires;
  }

  #apply({ number, name, entry }: BucketMessage): void {
    const key = keyOfBucketName(name);
    if (key === undefined) return;
    if (entry === undefined) return this.gone(key);
    this.#come?.add(key);
    if (this.#revisions.get(key) === number && this.#isThere(key, entry)) return;
    this.#revisions.set(key, number);
    this.#keyspace.apply(key, entry);
  }
}
