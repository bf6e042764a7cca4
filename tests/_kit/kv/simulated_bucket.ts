import { bucketName } from "../../../mod/services/kv/bus/bucket_key.ts";
import type { ChangeLog, WriteOutcome } from "../../../mod/services/kv/bus/change_log.ts";
import { Replica } from "../../../mod/services/kv/bus/replica.ts";
import { SharedKeyspace } from "../../../mod/services/kv/bus/shared_keyspace.ts";
import { SharedStore } from "../../../mod/services/kv/bus/shared_store.ts";
import type { KeyEntry } from "../../../mod/services/kv/store/keyspace.ts";

interface Stored {
  readonly number: number;
  readonly name: string;
  readonly entry: KeyEntry | undefined;
}

/**
 * A bucket in memory: it keeps the last change of each key, and sends what it keeps to its readers in the order of the
 * numbers, each at its own pace.
 */
export class SimulatedBucket {
  /** The last change of each key, in the order of their numbers. */
  readonly kept = new Map<string, Stored>();
  readonly #readers: SimulatedReader[] = [];
  #last = 0;

  /**
   * @param random whether something happens now, from 0 to 1
   * @param turns of the event loop, fewer than which a change takes on its way and an answer on its
   */
  constructor(readonly random: () => number = () => 0, readonly turns = 4) {}

  /** The number of the last change. */
  get last(): number {
    return this.#last;
  }

  /** A server of this bucket. */
  join(maxMemory = 2 ** 30): SimulatedReader {
    const reader = new SimulatedReader(this, maxMemory);
    this.#readers.push(reader);
    return reader;
  }

  /** Stores a change, on a condition. */
  store(name: string, entry: KeyEntry | undefined, after: { key: number } | { all: number }): WriteOutcome {
    const before = "key" in after ? this.kept.get(name)?.number ?? 0 : this.#last;
    if (before !== ("key" in after ? after.key : after.all)) return { type: "overtaken", by: before };
    const stored = { number: ++this.#last, name, entry };
    this.kept.delete(name);
    this.kept.set(name, stored);
    return { type: "stored", number: stored.number };
  }

  /** Forgets a key without telling anybody. */
  forget(name: string): void {
    this.kept.delete(name);
  }

  /** Something else happens meanwhile. */
  async aWhile(): Promise<void> {
    const turns = Math.floor(this.random() * this.turns);
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  }

  /** Some readers get some of what there is. @returns whether there is more for somebody */
  deliver(): boolean {
    let isMore = false;
    for (const reader of this.#readers) {
      while (reader.takeNext() && this.random() < 0.5) { /* another one */ }
      isMore ||= reader.isBehind;
    }
    return isMore;
  }
}

/** A server of a {@linkcode SimulatedBucket}. */
export class SimulatedReader implements ChangeLog {
  readonly keyspace: SharedKeyspace;
  readonly store: SharedStore;
  readonly replica: Replica;
  readonly #bucket: SimulatedBucket;
  isFresh = true;
  comparesAll = false;
  largest = 1_000_000;
  /** What becomes of the next changes. */
  outcome: WriteOutcome | undefined;
  /** What happens before the next change is stored. */
  meanwhile: (() => void) | undefined;
  #sent = 0;

  constructor(bucket: SimulatedBucket, maxMemory: number) {
    this.#bucket = bucket;
    this.keyspace = new SharedKeyspace({ maxMemory, evicts: false });
    this.replica = new Replica(this.keyspace, () => {});
    this.store = new SharedStore(this.keyspace, this);
  }

  get position(): number {
    return this.replica.position;
  }

  get isBehind(): boolean {
    return this.#sent < this.#bucket.last && this.#next().length > 0;
  }

  revisionOf(key: string): number {
    return this.replica.revisionOf(key);
  }

  gone(key: string): void {
    this.replica.gone(key);
  }

  distrust(): void {
    this.isFresh = false;
  }

  reached(number: number): Promise<void> {
    return this.replica.reached(number);
  }

  async write(
    key: string,
    entry: KeyEntry | undefined,
    after: { key: number } | { all: number },
  ): Promise<WriteOutcome> {
    await this.#bucket.aWhile();
    this.meanwhile?.();
    this.meanwhile = undefined;
    const outcome = this.outcome ?? this.#bucket.store(bucketName(key), entry, after);
    await this.#bucket.aWhile();
    return outcome;
  }

  publish(): Promise<"sent" | "away"> {
    return Promise.resolve(this.isFresh ? "sent" : "away");
  }

  /** Gets the next change that is still there. @returns whether there was one */
  takeNext(): boolean {
    const [next, ...rest] = this.#next();
    if (next === undefined) return false;
    this.#sent = next.number;
    this.replica.take({ ...next, pending: rest.length });
    return true;
  }

  #next(): Stored[] {
    return [...this.#bucket.kept.values()].filter(({ number }) => number > this.#sent);
  }
}
