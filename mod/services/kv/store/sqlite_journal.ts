import type { StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers";
import { databaseProblem, LastingDatabase } from "../../../fs/lasting_database.ts";
import { type Message, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { latin1Bytes, latin1Text } from "../latin1.ts";
import type { Change, ChangeListener, KeyEntry, Keyspace, Snapshot } from "./keyspace.ts";

/**
 * # Changes on the disk before anybody is told
 *
 * All keys are in memory; this file has them for the next start. A commit that reaches the disk costs as much for one
 * change as for a thousand, so the changes of a turn of the event loop, from all clients, are one transaction, and the
 * answers to all of them wait for it. An answer is sent when everything it shows is on the disk: that of a command that
 * has only read waits, too, while what it may have seen is on its way there.
 *
 * When the disk does not take it, all the changes of that transaction are undone in memory, and everybody who waits is
 * told. So what is in memory is never ahead of what was acknowledged.
 *
 * The file is a {@linkcode LastingDatabase}.
 */
export class SqliteJournal implements ChangeListener {
  readonly #path: string;
  readonly #tell: (sentence: Message) => void;
  #file: LastingDatabase | undefined;
  #set: StatementSync | undefined;
  #delete: StatementSync | undefined;
  #keyspace: Keyspace | undefined;
  /** The last state of each key that has changed. */
  #latest = new Map<string, KeyEntry | undefined>();
  /** Everything was deleted before these changes. */
  #isCleared = false;
  /** How to undo the changes, the first one first. */
  #undo: (() => void)[] = [];
  #committed = Promise.withResolvers<void>();
  #failing = false;

  /**
   * @param path the file; made when it does not exist
   * @param tell takes a sentence for the operator, when changes begin to be refused and when they are kept again
   */
  constructor(path: string, tell: (sentence: Message) => void = () => {}) {
    this.#path = path;
    this.#tell = tell;
  }

  /** Opens the file. @throws {MessageError} when it cannot */
  async open(): Promise<void> {
    try {
      this.#file = await LastingDatabase.open(this.#path, SCHEMA);
      const { database } = this.#file;
      this.#set = database.prepare("INSERT OR REPLACE INTO entries (key, value, expires) VALUES (?, ?, ?)");
      this.#delete = database.prepare("DELETE FROM entries WHERE key = ?");
    } catch (cause) {
      this.#file?.[Symbol.dispose]();
      throw new MessageError(msg`Cannot open the store ${this.#path}: ${databaseProblem(cause)}`, { cause });
    }
  }

  /** Fills the keys in, and is told of each change from now on. */
  watch(keyspace: Keyspace): void {
    for (const { key, value, expires } of this.#file!.database.prepare("SELECT * FROM entries").iterate()) {
      keyspace.restore(latin1Text(key as Uint8Array), {
        value: latin1Text(value as Uint8Array),
        expires: expires === null ? undefined : Number(expires),
      });
    }
    this.#file!.opened();
    this.#keyspace = keyspace;
    keyspace.listen(this);
  }

  /** Whether something has changed that is not kept yet. */
  get isDirty(): boolean {
    return this.#undo.length > 0;
  }

  /**
   * @returns when everything that has changed so far is kept
   * @throws {MessageError} when it cannot be kept; it has been undone then
   */
  kept(): Promise<void> {
    return this.isDirty ? this.#committed.promise : Promise.resolve();
  }

  changed({ key, before, after }: Change): void {
    this.#latest.set(key, after);
    this.#undoBy(() => this.#keyspace!.restore(key, before));
  }

  cleared(before: Snapshot): void {
    this.#latest.clear();
    this.#isCleared = true;
    this.#undoBy(() => this.#keyspace!.restoreAll(before));
  }

  [Symbol.dispose](): void {
    if (this.isDirty) this.#commit();
    this.#file?.[Symbol.dispose]();
  }

  #undoBy(undo: () => void): void {
    if (this.#undo.push(undo) > 1) return;
    this.#committed = Promise.withResolvers();
    this.#committed.promise.catch(() => {/* told to whoever waits, and the operator */});
    setImmediate(() => this.#commit());
  }

  #commit(): void {
    if (!this.isDirty) return;
    const { resolve, reject } = this.#committed;
    try {
      this.#write();
      this.#report(undefined);
      this.#forget();
      resolve();
    } catch (cause) {
      for (const undo of this.#undo.reverse()) undo();
      this.#report(cause);
      this.#forget();
      reject(cause);
    }
  }

  #forget(): void {
    this.#undo = [];
    this.#latest = new Map();
    this.#isCleared = false;
  }

  #write(): void {
    const file = this.#file!;
    file.transaction(() => {
      if (this.#isCleared) file.database.exec("DELETE FROM entries");
      for (const [key, entry] of this.#latest) {
        if (entry === undefined) this.#delete!.run(latin1Bytes(key));
        else this.#set!.run(latin1Bytes(key), latin1Bytes(entry.value), entry.expires ?? null);
      }
    });
  }

  /** Tells the operator when it begins and when it is over. */
  #report(problem: unknown): void {
    const isFailing = problem !== undefined;
    if (isFailing === this.#failing) return;
    this.#failing = isFailing;
    if (isFailing) this.#tell(msg`changes are refused, for they cannot be kept: ${databaseProblem(problem)}`);
    else this.#tell(msg`changes are kept again`);
  }
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    key BLOB PRIMARY KEY,
    value BLOB NOT NULL,
    expires INTEGER
  ) WITHOUT ROWID;
`;
