import type { DatabaseSync } from "node:sqlite";
import { type Message, msg } from "../i18n/message.ts";
import { MessageError, messageOf } from "../i18n/message_error.ts";
import { FilesAsLeft } from "./files_as_left.ts";

/**
 * A SQLite file for what must not be lost: locked for this process alone, and a commit is on the disk before anybody is
 * told (a write-ahead log with `synchronous=FULL`). Nothing is committed once somebody else has been at its files, see
 * {@linkcode FilesAsLeft}: a file that was removed takes commits for as long as it is open, and then they are gone.
 */
export class LastingDatabase implements Disposable {
  /** For reading, and for the statements of a {@linkcode transaction}. */
  readonly database: DatabaseSync;
  readonly #path: string;
  #files: FilesAsLeft | undefined;
  #isClosed = false;

  private constructor(database: DatabaseSync, path: string) {
    [this.database, this.#path] = [database, path];
  }

  /**
   * Opens a file, or makes it.
   *
   * @param schema what it has to have, in statements that change nothing where it is there already
   * @throws {Error} when it cannot; {@linkcode databaseProblem} says why
   */
  static async open(path: string, schema: string): Promise<LastingDatabase> {
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(path);
    try {
      database.exec(LASTING + schema);
      return new LastingDatabase(database, path);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** The caller is done with what it does to the file when it opens it: nobody else may change it from now on. */
  opened(): void {
    this.#files = new FilesAsLeft([this.#path, `${this.#path}-wal`]);
  }

  /**
   * Writes all of it or nothing.
   *
   * @throws what `write` throws, and when the disk does not take it or somebody else has been at the files; nothing of
   *   it is kept then
   */
  transaction(write: () => void): void {
    if (this.#isClosed) throw new MessageError(msg`it is closed`);
    this.#files?.check();
    try {
      this.database.exec("BEGIN");
      write();
      this.database.exec("COMMIT");
    } finally {
      if (this.database.isTransaction) this.database.exec("ROLLBACK");
      // What a failed commit has written counts, too
      this.#files?.leave();
    }
  }

  [Symbol.dispose](): void {
    if (!this.#isClosed) this.database.close();
    this.#isClosed = true;
  }
}

/** Why a database cannot be used, for a sentence. */
export function databaseProblem(cause: unknown): Message {
  const reason = messageOf(cause);
  if (String(reason).includes("locked")) return msg`another program is using it`;
  return String(reason).includes("unable to open") ? msg`it is a folder, or its folder is missing` : reason;
}

const LASTING = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
`;
