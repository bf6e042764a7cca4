import type { DatabaseSync } from "node:sqlite";
import { MessageError } from "../../../i18n/message_error.ts";
import { msg } from "../../../i18n/message.ts";

/** Something to be written, and what it found out. */
type Job = (database: DatabaseSync) => void;

interface Waiting {
  readonly job: Job;
  resolve(): void;
  reject(error: Error): void;
}

/**
 * Writes in groups: what arrives while the loop is busy shares one commit, which costs milliseconds on the disk
 * however little is in it. Nobody is told before the commit is on the disk, and jobs see what those before them have
 * written.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  #waiting: Waiting[] = [];
  #closed = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Has a job done inside the next transaction.
   *
   * @returns what it gave, when that would survive a power cut
   * @throws when the group could not be written: nothing of it is kept then
   */
  async run<Value>(job: (database: DatabaseSync) => Value): Promise<Value> {
    if (this.#closed) throw new MessageError(msg`the class is closing`);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let value: Value;
    const first = this.#waiting.push({ job: (database) => value = job(database), resolve, reject }) === 1;
    if (first) setTimeout(() => this.#commit(), 0);
    await promise;
    return value!;
  }

  /** Writes what waits, and takes no more. */
  close(): void {
    this.#closed = true;
    this.#commit();
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      this.#database.exec("BEGIN");
      for (const { job } of group) job(this.#database);
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      for (const { reject } of group) reject(error as Error);
      return;
    }
    for (const { resolve } of group) resolve();
  }
}
