import type { DatabaseSync, StatementSync } from "node:sqlite";
import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import { FilesAsLeft } from "../../../fs/files_as_left.ts";
import { type Message, msg } from "../../../i18n/message.ts";
import { MessageError, messageOf } from "../../../i18n/message_error.ts";
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
 * The file is a SQLite database with a write-ahead log and `synchronous=FULL`, locked for this process alone.
 */
export class SqliteJournal implements ChangeListener {
  readonly #path: string;
  readonly #tell: (sentence: Message) => void;
  #database: DatabaseSync | undefined;
  #set: StatementSync | undefined;
  #delete: StatementSync | undefined;
  #files: FilesAsLeft | undefined;
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
    const { DatabaseSync } = await import("node:sqlite");
    try {
      const database = this.#database = new DatabaseSync(this.#path);
      database.exec(SCHEMA);
      this.#set = database.prepare("INSERT OR REPLACE INTO entries (key, value, expires) VALUES (?, ?, ?)");
      this.#delete = database.prepare("DELETE FROM entries WHERE key = ?");
    } catch (cause) {
      this.#database?.close();
      this.#database = undefined;
      throw new MessageError(msg`Cannot open the store ${this.#path}: ${reasonOf(cause)}`, { cause });
    }
  }

  /** Fills the keys in, and is told of each change from now on. */
  watch(keyspace: Keyspace): void {
    for (const { key, value, expires } of this.#database!.prepare("SELECT * FROM entries").iterate()) {
      keyspace.restore(latin1(key), {
        value: latin1(value),
        expires: expires === null ? undefined : Number(expires),
      });
    }
    this.#files = new FilesAsLeft([this.#path, `${this.#path}-wal`]);
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
    this.#database?.close();
    this.#database = undefined;
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
    const database = this.#database;
    if (database === undefined) throw new MessageError(msg`it is closed`);
    this.#files!.check();
    try {
      database.exec("BEGIN");
      if (this.#isCleared) database.exec("DELETE FROM entries");
      for (const [key, entry] of this.#latest) {
        if (entry === undefined) this.#delete!.run(bytes(key));
        else this.#set!.run(bytes(key), bytes(entry.value), entry.expires ?? null);
      }
      database.exec("COMMIT");
    } finally {
      if (database.isTransaction) database.exec("ROLLBACK");
      // What a failed commit has written counts, too
      this.#files!.leave();
    }
  }

  /** Tells the operator when it begins and when it is over. */
  #report(problem: unknown): void {
    const isFailing = problem !== undefined;
    if (isFailing === this.#failing) return;
    this.#failing = isFailing;
    if (isFailing) this.#tell(msg`changes are refused, for they cannot be kept: ${reasonOf(problem)}`);
    else this.#tell(msg`changes are kept again`);
  }
}

function reasonOf(cause: unknown): Message {
  const reason = messageOf(cause);
  if (String(reason).includes("locked")) return msg`another program is using it`;
  return String(reason).includes("unable to open")
    ? msg`it is a folder, or there is no folder for it`
    : reason;
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

function latin1(blob: unknown): string {
  const view = blob as Uint8Array;
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString("latin1");
}

const SCHEMA = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS entries (
    key BLOB PRIMARY KEY,
    value BLOB NOT NULL,
    expires INTEGER
  ) WITHOUT ROWID;
`;
