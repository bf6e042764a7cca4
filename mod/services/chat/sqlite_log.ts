import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ChatEvent, Saying } from "./chat_event.ts";
import type { EventLog, EventLogReader } from "./event_log.ts";

/**
 * A log on the disk: nobody reads a message before it would survive a power cut.
 *
 * A commit that reaches the disk costs milliseconds, whatever it holds, so committing each message by itself would make the
 * disk the speed of the room. This log commits in groups: events that arrive while the loop is busy wait in one list,
 * and one transaction takes them all. A quiet room pays one commit for each message and nobody notices the 2 ms; a
 * busy one pays the same commit for fifty messages. Joins and leaves are not kept, but they wait in the same list, because the
 * order of what people see is the order of this list.
 *
 * SQLite runs with a write-ahead log and `synchronous=FULL`: each commit is flushed before anybody is told. The file is
 * locked for this process alone: two servers that append to one file would each show half of the talk.
 */
export class SqliteLog implements EventLog {
  readonly window = 64;
  readonly #path: string;
  readonly #kept: number;
  #database: DatabaseSync | undefined;
  #insert: StatementSync | undefined;
  #reader: EventLogReader | undefined;
  #file: string | undefined;
  #waiting: Waiting[] = [];

  /**
   * @param path the file; made when it does not exist
   * @param kept messages of the past to give back at most; the file keeps all
   */
  constructor(path: string, kept: number) {
    this.#path = path;
    this.#kept = kept;
  }

  async open(reader: EventLogReader): Promise<void> {
    const { DatabaseSync } = await import("node:sqlite");
    try {
      const database = this.#database = new DatabaseSync(this.#path);
      database.exec(SCHEMA);
      this.#insert = database.prepare(INSERT);
      reader.remember(this.#past(database));
      this.#file = identity(this.#path);
    } catch (cause) {
      throw cannot(`open the history ${this.#path}`, cause);
    }
    this.#reader = reader;
  }

  append(event: ChatEvent): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (this.#waiting.push({ event, resolve, reject }) === 1) setTimeout(() => this.#commit(), 0);
    return promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#commit();
    this.#database?.close();
    this.#database = undefined;
    return Promise.resolve();
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    const problem = this.#write(group.map(({ event }) => event).filter(isSaying));
    for (const { event, resolve, reject } of group) {
      if (problem && isSaying(event)) {
        reject(problem);
        continue;
      }
      this.#reader?.apply(event);
      resolve();
    }
  }

  /** All or none of them; the error when it is none. */
  #write(sayings: Saying[]): Error | undefined {
    if (sayings.length === 0) return undefined;
    try {
      this.#transaction(sayings);
      return undefined;
    } catch (cause) {
      return cannot("keep your message in the history, so it was not sent", cause);
    }
  }

  #transaction(sayings: Saying[]): void {
    const database = this.#database;
    if (!database) throw new Error("it is closed");
    // A file that was removed takes everything that is written to it, and gives it to nobody
    if (identity(this.#path) !== this.#file) throw new Error(`${this.#path} was removed or replaced`);
    database.exec("BEGIN");
    try {
      for (const { at, type, name, text } of sayings) this.#insert!.run(at, type, name, text);
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  #past(database: DatabaseSync): Saying[] {
    const rows = database.prepare(LAST).all(this.#kept) as unknown as Pick<
      Saying,
      "at" | "type" | "name" | "text"
    >[];
    return rows.reverse().map(({ at, type, name, text }) => ({
      type,
      name,
      text,
      at,
      member: "",
      echo: true,
    }));
  }
}

interface Waiting {
  event: ChatEvent;
  resolve(): void;
  reject(error: Error): void;
}

/** What tells one file from another of the same name; `undefined` when there is none, or its folder is gone. */
function identity(path: string): string | undefined {
  try {
    const { dev, ino } = Deno.statSync(path);
    return `${dev} ${ino}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

const SCHEMA = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT`;
const INSERT = "INSERT INTO messages (at, type, name, text) VALUES (?, ?, ?, ?)";
const LAST = "SELECT at, type, name, text FROM messages ORDER BY number DESC LIMIT ?";

function isSaying(event: ChatEvent): event is Saying {
  return event.type === "say" || event.type === "act";
}

function cannot(what: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const hint = reason.includes("locked") ? "another program is using it" : reason;
  return Object.assign(new Error(`Cannot ${what}: ${hint}`, { cause }), { code: "history_failed" });
}
