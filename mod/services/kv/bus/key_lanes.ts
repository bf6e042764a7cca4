import { CommandError } from "../commands/kv_command.ts";
import type { BoundedLog } from "./bounded_log.ts";
import { bucketName, LONGEST_NAME } from "./bucket_key.ts";
import type { ChangeLog } from "./change_log.ts";
import { type SharedKeyspace, TooWide } from "./shared_keyspace.ts";

/** Something that reads keys and may change one. */
interface Task {
  readonly key: string | undefined;
  readonly act: () => void;
  readonly done: PromiseWithResolvers<void>;
}

/**
 * # Commands that change what several servers share
 *
 * A command runs on a draft of the copy, and what it would change is offered to the bus on one condition: that the key
 * is still as it was in the copy (compare-and-set by its revision). If another server was faster, the copy is brought up
 * to date and the command runs again on what there is now. So `INCR`, `APPEND`, `SET NX` and a transaction mean what
 * they mean on one server.
 *
 * Commands for one key wait in a lane. What has come while a change was under way runs together, one after the other,
 * and is one change: a key that everybody wants costs as much as the bus can do, not as many times as there are clients.
 */
export class KeyLanes {
  readonly #keyspace: SharedKeyspace;
  readonly #log: ChangeLog;
  readonly #bounded: BoundedLog;
  readonly #lanes = new Map<string, Task[]>();

  /** @param bounded the same log, by which changes are stored */
  constructor(keyspace: SharedKeyspace, log: ChangeLog, bounded: BoundedLog) {
    this.#keyspace = keyspace;
    this.#log = log;
    this.#bounded = bounded;
  }

  /**
   * Runs what changes at most one key.
   *
   * @param key the only one that it looks at; `undefined` when it may look at any, and nothing at all may change then
   * @param act runs the commands on the draft, once or more often; must not throw, nor wait for anything
   * @returns when that is stored, and seen here
   * @throws {CommandError} when it is not; it says so when nobody knows
   */
  change(key: string | undefined, act: () => void): Promise<void> {
    // Not behind others, who wait to hear what became of theirs
    if (!this.#log.isFresh) return Promise.reject(new CommandError(BUS_AWAY));
    const task: Task = { key, act, done: Promise.withResolvers() };
    const lane = key === undefined || this.#log.comparesAll ? ALL : `=${key}`;
    const waiting = this.#lanes.get(lane);
    if (waiting !== undefined) waiting.push(task);
    else {
      const tasks = [task];
      this.#lanes.set(lane, tasks);
      void this.#work(lane, tasks);
    }
    return task.done.promise;
  }

  async #work(lane: string, waiting: Task[]): Promise<void> {
    while (waiting.length > 0) {
      const { key } = waiting[0]!;
      const tasks = takeTogether(waiting);
      try {
        await this.#run(key, tasks);
        for (const { done } of tasks) done.resolve();
      } catch (error) {
        for (const { done } of tasks) done.reject(error);
      }
    }
    this.#lanes.delete(lane);
  }

  async #run(scope: string | undefined, tasks: readonly Task[]): Promise<void> {
    const log = this.#log;
    let revision: number | undefined;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (!log.isFresh) throw new CommandError(BUS_AWAY);
      const { position } = log;
      const { change, isTooWide } = this.#keyspace.draft(() => tasks.forEach(({ act }) => act()));
      if (isTooWide) throw new TooWide();
      if (change === undefined) return;
      const { key, after } = change;
      if (after !== undefined && after.value.length > log.largest) throw tooLarge(log.largest);
      if (bucketName(key).length > LONGEST_NAME) throw new CommandError(LONG_KEY);
      const isAlone = scope !== undefined && !log.comparesAll;
      const seen = log.revisionOf(key);
      const expected = revision ?? seen;
      const outcome = await this.#bounded.write(key, after, isAlone ? { key: expected } : { all: position });
      if (outcome.type === "stored") return await log.reached(outcome.number);
      if (outcome.type === "away") throw new CommandError(BUS_AWAY);
      if (outcome.type === "unknown") throw new CommandError(OUTCOME_UNKNOWN);
      if (outcome.type === "refused") {
        throw outcome.why === "too large" ? tooLarge(log.largest) : new CommandError(REFUSED[outcome.why]);
      }
      revision = await this.#catchUp(key, seen, outcome.by, isAlone);
      if (tries > 3) await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(tries, 20)));
    }
    throw new CommandError(
      `TRYAGAIN other servers were faster ${MOST_TRIES} times, so nothing was done`,
    );
  }

  /**
   * Gets what was stored before what we wanted to store.
   *
   * @param seen the revision of the key in the copy, when the change was made
   * @param by the last change: of the key, or of all
   * @returns the revision to expect next, when the copy does not tell it
   * @throws {CommandError} when the copy is wrong
   */
  async #catchUp(
    key: string,
    seen: number,
    by: number | undefined,
    isAlone: boolean,
  ): Promise<number | undefined> {
    const log = this.#log;
    if (by === undefined) return undefined;
    if (by > log.position) {
      await log.reached(by);
      return undefined;
    }
    // What was the last change then may have come meanwhile, and newer ones
    if (!isAlone || log.revisionOf(key) !== seen) return undefined;
    if (seen > 0 && by > seen) {
      // What came after that is here, and it is not: written on what there was before, it would be lost
      log.distrust();
      throw new CommandError(BUS_AWAY);
    }
    // The copy is as the bus is, but for a deletion, or a key that is over; or the bus has dropped what the copy has
    if (by < seen) log.gone(key);
    return by;
  }
}

/** Takes the first one, and all those that look at the same key alone. */
function takeTogether(waiting: Task[]): Task[] {
  const first = waiting[0]!;
  if (first.key === undefined) return waiting.splice(0, 1);
  const taken: Task[] = [];
  const left: Task[] = [];
  for (const each of waiting) {
    (each.key === first.key && taken.length < MOST_TOGETHER ? taken : left).push(each);
  }
  waiting.splice(0, waiting.length, ...left);
  return taken;
}

/** What a client is told that asks while the bus is away: nothing was done. */
export const BUS_AWAY = "CLUSTERDOWN the bus is away, so nothing is read or changed";
/** What it is told when the bus went away in the middle. It must not look as if it could just be asked again. */
export const OUTCOME_UNKNOWN = "ERR the bus went away before it answered: whether this was done is not known";
const LONG_KEY =
  `ERR with --bus a key may have ${LONGEST_NAME} bytes, and one that is not written as it is counts for three`;
export const REFUSED = {
  "no room": "OOM the bus has no room for it",
  "too busy": "TRYAGAIN too much waits for the bus already, so nothing was done",
} as const;

function tooLarge(most: number): CommandError {
  return new CommandError(`ERR with this bus a value may have ${most} bytes`);
}

const ALL = "*";
const MOST_TRIES = 100;
const MOST_TOGETHER = 256;
