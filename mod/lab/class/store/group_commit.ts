import type { DatabaseSync } from "node:sqlite";
import type { LastingDatabase } from "../../../fs/lasting_database.ts";
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
  readonly #file: LastingDatabase;
  #waiting: Waiting[] = [];
  #closed = false;

  constructor(file: LastingDatabase) {
    this.#file = file;
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
      this.#file.transaction(() => group.forEach(({ job }) => job(this.#file.database)));
    } catch (error) {
      for (const { reject } of group) reject(error as Error);
      return;
    }
    for (const { resolve } of group) resolve();
  }
}
