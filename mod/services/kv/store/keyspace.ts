import { RecencyList } from "./recency_list.ts";

/** A value and until when it is there. */
export interface KeyEntry {
  /** One character a byte. */
  readonly value: string;
  /** Milliseconds since 1970, `undefined` for ever. */
  readonly expires: number | undefined;
}

/** What a command has done to a key. */
export interface Change {
  readonly key: string;
  readonly before: KeyEntry | undefined;
  readonly after: KeyEntry | undefined;
}

/** Everything at a moment, as it was before it was deleted. */
export interface Snapshot {
  readonly values: Map<string, string>;
  readonly expires: Map<string, number>;
  readonly memory: number;
}

/** Told of each change, in order. */
export interface ChangeListener {
  /** A key was set or deleted. */
  changed(change: Change): void;
  /** Everything was deleted at once. */
  cleared(before: Snapshot): void;
}

/** How a {@linkcode Keyspace} behaves. */
export interface KeyspaceOptions {
  /** Bytes that keys and values may take, with what the runtime needs around them. */
  readonly maxMemory: number;
  /** Whether what was not used for longest makes room for what is new; otherwise what is new is refused. */
  readonly evicts: boolean;
  /** The time, milliseconds since 1970. @default {Date.now} */
  readonly now?: () => number;
}

/** There is no room for what a command wants to keep. */
export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory";
}

/**
 * # The keys and their values
 *
 * All that the clients of a server share, in the memory of one isolate: a command reads and writes without an `await`
 * in between, so two commands never mix, and the order in which commands run is the only order there is.
 *
 * Values are in one map and times to live in another, because most keys have none: a key costs what the two strings
 * and one entry of a map cost. A key whose time is over is gone for everybody at once, whether or not its memory has
 * been given back; what nobody asks for is given back by {@linkcode Keyspace.sweep}.
 *
 * Whoever has to know is told of every change: those who watch a key, and the journal. What commands change goes through
 * {@linkcode Keyspace.put}, where keys that are shared with other servers take another way.
 */
export class Keyspace {
  #values = new Map<string, string>();
  #expires = new Map<string, number>();
  readonly #recency: RecencyList | undefined;
  readonly #maxMemory: number;
  readonly #now: () => number;
  #memory = 0;
  /** The time, while something happens at one moment. */
  #moment: number | undefined;
  readonly #listeners: ChangeListener[] = [];

  constructor({ maxMemory, evicts, now = Date.now }: KeyspaceOptions) {
    this.#maxMemory = maxMemory;
    this.#recency = evicts ? new RecencyList() : undefined;
    this.#now = now;
  }

  /** How many keys there are; one that is over may still count until it is swept. */
  get size(): number {
    return this.#values.size;
  }

  /** How many keys have a time to live. */
  get expiring(): number {
    return this.#expires.size;
  }

  /** Bytes that keys and values take. */
  get memory(): number {
    return this.#memory;
  }

  /** The time, milliseconds since 1970. */
  get now(): number {
    return this.#moment ?? this.#now();
  }

  /** Does something in which no time passes. @param act must not wait for anything */
  atOnce(act: () => void): void {
    this.#moment ??= this.#now();
    try {
      act();
    } finally {
      this.#moment = undefined;
    }
  }

  /** The value of a key; `undefined` when there is none. */
  get(key: string): string | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    if (this.#expires.size > 0 && this.#drops(key)) return undefined;
    this.#recency?.touch(key);
    return value;
  }

  /** Whether there is such a key. Does not count as use. */
  has(key: string): boolean {
    return this.#values.has(key) && !(this.#expires.size > 0 && this.#drops(key));
  }

  /** When a key is over, milliseconds since 1970; `undefined` when never, or there is no such key. */
  expiryOf(key: string): number | undefined {
    return this.has(key) ? this.#expires.get(key) : undefined;
  }

  /** A key as it is kept. */
  entry(key: string): KeyEntry | undefined {
    return this.has(key) ? { value: this.#values.get(key)!, expires: this.#expires.get(key) } : undefined;
  }

  /**
   * Sets a key.
   *
   * @param expires milliseconds since 1970; `undefined` for ever. What is over already deletes the key
   * @throws {OutOfMemory} when there is no room; nothing has changed then, except that others may have been evicted
   */
  set(key: string, value: string, expires?: number): void {
    if (expires !== undefined && expires <= this.now) {
      this.delete(key);
      return;
    }
    const more = costOf(key, value, expires) - this.#costNow(key);
    if (more > 0 && this.#memory + more > this.#maxMemory) this.#makeRoom(more, key);
    this.put(key, { value, expires });
  }

  /** Deletes a key. @returns whether it was there */
  delete(key: string): boolean {
    if (!this.has(key)) return false;
    this.put(key, undefined);
    return true;
  }

  /** Puts a key as somebody else has set or deleted it, however much room it takes; whoever has to know is told. */
  apply(key: string, after: KeyEntry | undefined): void {
    this.#change(key, after);
  }

  /** Deletes everything, at once however much it is. */
  clear(): void {
    const before = { values: this.#values, expires: this.#expires, memory: this.#memory };
    this.#values = new Map();
    this.#expires = new Map();
    this.#memory = 0;
    this.#recency?.clear();
    for (const each of this.#listeners) each.cleared(before);
  }

  /** Puts a key back as it was, without telling anybody and however much room it takes. */
  restore(key: string, entry: KeyEntry | undefined): void {
    this.#keep(key, entry);
  }

  /** Puts everything back as it was, without telling anybody. */
  restoreAll({ values, expires, memory }: Snapshot): void {
    this.#values = values;
    this.#expires = expires;
    this.#memory = memory;
    this.#recency?.clear();
    if (this.#recency !== undefined) { for (const key of values.keys()) this.#recency.touch(key); }
  }

  /** Has somebody told of each change from now on. */
  listen(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  /** The keys, from the one that was set first; those that are added meanwhile come, too. */
  *keys(): IterableIterator<string> {
    for (const key of this.#values.keys()) if (this.has(key)) yield key;
  }

  /** A key chosen at random; `undefined` when there is none. */
  random(): string | undefined {
    // A walk to a random place would be long: start among the first few thousand
    const skip = Math.floor(Math.random() * Math.min(this.#values.size, 4096));
    let last: string | undefined;
    let at = 0;
    for (const key of this.keys()) {
      last = key;
      if (at++ >= skip) break;
    }
    return last;
  }

  /**
   * Gives back the memory of keys whose time is over.
   *
   * @param most how many of those that have a time to live to look at
   * @returns how many were over
   */
  sweep(most: number): number {
    let over = 0;
    for (const key of [...take(this.#expires.keys(), most)]) {
      if (this.#drops(key)) over++;
      else {
        // At the end, so that the next sweep looks at others
        const expires = this.#expires.get(key)!;
        this.#expires.delete(key);
        this.#expires.set(key, expires);
      }
    }
    return over;
  }

  /** Whether a key's time is over; then it is deleted. */
  #drops(key: string): boolean {
    const expires = this.#expires.get(key);
    if (expires === undefined || expires > this.now) return false;
    this.#change(key, undefined);
    return true;
  }

  /** What a command does to a key. */
  protected put(key: string, after: KeyEntry | undefined): void {
    this.#change(key, after);
  }

  #change(key: string, after: KeyEntry | undefined): void {
    if (this.#listeners.length === 0) {
      this.#keep(key, after);
      return;
    }
    const value = this.#values.get(key);
    const before = value === undefined ? undefined : { value, expires: this.#expires.get(key) };
    this.#keep(key, after);
    for (const each of this.#listeners) each.changed({ key, before, after });
  }

  #keep(key: string, entry: KeyEntry | undefined): void {
    this.#memory -= this.#costNow(key);
    if (entry === undefined) {
      this.#values.delete(key);
      this.#expires.delete(key);
      this.#recency?.forget(key);
      return;
    }
    this.#memory += costOf(key, entry.value, entry.expires);
    this.#values.set(key, entry.value);
    if (entry.expires !== undefined) this.#expires.set(key, entry.expires);
    else if (this.#expires.size > 0) this.#expires.delete(key);
    this.#recency?.touch(key);
  }

  #costNow(key: string): number {
    const value = this.#values.get(key);
    return value === undefined ? 0 : costOf(key, value, this.#expires.get(key));
  }

  #makeRoom(more: number, key: string): void {
    const recency = this.#recency;
    if (recency === undefined || more > this.#maxMemory) throw new OutOfMemory();
    while (this.#memory + more > this.#maxMemory) {
      const oldest = recency.oldest(key);
      if (oldest === undefined) throw new OutOfMemory();
      this.#change(oldest, undefined);
    }
  }
}

/**
 * Bytes that a key takes: its two strings, their headers and the entries of the maps, as the growth of the heap shows
 * them for a million small keys.
 */
export function costOf(key: string, value: string, expires: number | undefined): number {
  return key.length + value.length + (expires === undefined ? PER_KEY : PER_KEY + PER_EXPIRY);
}

const PER_KEY = 96;
const PER_EXPIRY = 64;

function* take<T>(from: Iterable<T>, most: number): Generator<T> {
  let left = most;
  for (const each of from) {
    if (left-- === 0) return;
    yield each;
  }
}
