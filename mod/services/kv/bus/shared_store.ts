import { CommandError } from "../commands/kv_command.ts";
import { BoundedLog } from "./bounded_log.ts";
import { BUS_AWAY, KeyLanes, OUTCOME_UNKNOWN, REFUSED } from "./key_lanes.ts";
import type { ChangeLog } from "./change_log.ts";
import type { SharedKeyspace } from "./shared_keyspace.ts";

/** A message that is published when the transaction is done that it is part of. */
interface Publication {
  readonly channel: string;
  readonly message: string;
}

/** What a server has in common with others: the keys, and the channels. */
export class SharedStore {
  readonly keyspace: SharedKeyspace;
  readonly #log: ChangeLog;
  readonly #bounded: BoundedLog;
  readonly #lanes: KeyLanes;
  readonly #listeners: ((channel: string, message: string) => void)[] = [];
  #publications: Publication[] | undefined;

  /** @param keyspace kept as the log has it */
  constructor(keyspace: SharedKeyspace, log: ChangeLog) {
    this.keyspace = keyspace;
    this.#log = log;
    this.#bounded = new BoundedLog(log);
    this.#lanes = new KeyLanes(keyspace, log, this.#bounded);
  }

  /** Whether keys may be read: they are not older than {@linkcode ChangeLog.isFresh} says. */
  get isFresh(): boolean {
    return this.#log.isFresh;
  }

  /** The number of the last change that is seen here. */
  get position(): number {
    return this.#log.position;
  }

  /** Whether a command is being tried that may be tried again: it may change keys and answer, and nothing else. */
  get isDrafting(): boolean {
    return this.keyspace.isDrafting;
  }

  /**
   * Runs what changes at most one key, once or more often.
   *
   * @param key the only one that it looks at; `undefined` when it may look at any
   * @param act must not wait for anything
   * @returns what it returned at last, when that is stored and seen here
   * @throws what it threw at last; {@linkcode CommandError} when it cannot be stored
   */
  async change<Result>(key: string | undefined, act: () => Result): Promise<Result> {
    let result: { readonly value: Result } | { readonly error: unknown } | undefined;
    let publications: readonly Publication[] = [];
    await this.#lanes.change(key, () => {
      const mine: Publication[] = this.#publications = [];
      try {
        result = { value: act() };
      } catch (error) {
        result = { error };
      }
      this.#publications = undefined;
      publications = mine;
    });
    if ("error" in result!) throw result.error;
    for (const { channel, message } of publications) {
      await this.#publish(channel, message).catch(
        () => {/* the keys are changed, and who is not there misses it */},
      );
    }
    return result!.value;
  }

  /**
   * Deletes keys, each by itself.
   *
   * @returns how many there were
   * @throws {CommandError} when not all of them could be deleted; it says so
   */
  async delete(keys: readonly string[]): Promise<number> {
    let at = 0;
    let deleted = 0;
    let problem: CommandError | undefined;
    const worker = async () => {
      while (at < keys.length && problem === undefined) {
        const key = keys[at++]!;
        try {
          if (await this.change(key, () => this.keyspace.delete(key))) deleted++;
        } catch (error) {
          if (!(error instanceof CommandError)) throw error;
          problem = error;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(keys.length, MOST_AT_ONCE) }, worker));
    if (problem === undefined) return deleted;
    if (deleted === 0 && keys.length === 1) throw problem;
    throw new CommandError(
      `ERR ${deleted} of ${keys.length} keys were deleted, and then: ${problem.message}`,
    );
  }

  /** From now on somebody is told what is published on any server. */
  listen(published: (channel: string, message: string) => void): void {
    this.#listeners.push(published);
  }

  /** Something was published on some server. */
  protected hear(channel: string, message: string): void {
    for (const listener of this.#listeners) listener(channel, message);
  }

  /** Tells all servers; in a transaction, when that is done. @returns when the bus has it @throws {CommandError} */
  publish(channel: string, message: string): Promise<void> | undefined {
    if (this.#publications === undefined) return this.#publish(channel, message);
    this.#publications.push({ channel, message });
    return undefined;
  }

  async #publish(channel: string, message: string): Promise<void> {
    const outcome = await this.#bounded.publish(channel, message);
    if (outcome === "away") throw new CommandError(BUS_AWAY);
    if (outcome === "unknown") throw new CommandError(OUTCOME_UNKNOWN);
    if (outcome === "too busy") throw new CommandError(REFUSED[outcome]);
    if (outcome === "too large") throw new CommandError("ERR the bus does not take a message of this length");
  }
}

/** Keys that are deleted at the same time. */
const MOST_AT_ONCE = 256;
