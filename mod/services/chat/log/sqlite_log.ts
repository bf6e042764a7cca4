import { type Message, msg, verbatim } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { databaseProblem, LastingDatabase } from "../../../fs/lasting_database.ts";
import { type ChatEvent, isMessage, type MessageEvent } from "../chat_event.ts";
import type { EventLog, EventLogReader } from "./event_log.ts";

/**
 * A log on the disk: nobody reads a message before it would survive a power cut.
 *
 * A commit that reaches the disk costs milliseconds, however little it holds, so committing each
 * message by itself would make the disk the speed of the room. This log commits in groups: events
 * that arrive while the loop is busy wait in one list, and one transaction takes them all. A quiet
 * room pays one commit for each message and nobody notices the 2 ms; a busy one pays the same
 * commit for fifty messages. Joins and leaves are not kept, but they wait in the same list, because
 * the order of what people see is the order of this list.
 *
 * SQLite runs with a write-ahead log and `synchronous=FULL`: each commit is flushed before anybody is told.
 * The file is locked for this process alone: two servers that append to one file would each show half of the
 * talk.
 *
 * That lock keeps other databases out, and nobody else (see {@linkcode FilesAsLeft}). Unless the files are as the last
 * commit left them, nothing is kept, and nothing said, until they are put back as they were or the server is started
 * again.
 */
export class SqliteLog implements EventLog {
  readonly window = 64;
  readonly #path: string;
  readonly #kept: number;
  #file: LastingDatabase | undefined;
  #insert: StatementSync | undefined;
  #reader: EventLogReader | undefined;
  #failing = false;
  readonly #tell: (sentence: Message) => void;
  #waiting: Waiting[] = [];

  /**
   * @param path the file; made when it does not exist
   * @param kept messages of the past to give back at most; the file keeps all
   * @param tell takes a sentence for the operator, when messages begin to be refused and when they are kept
   *   again
   */
  constructor(path: string, kept: number, tell: (sentence: Message) => void = () => {}) {
    this.#path = path;
    this.#kept = kept;
    this.#tell = tell;
  }

  async open(reader: EventLogReader): Promise<void> {
    try {
      this.#file = await LastingDatabase.open(this.#path, SCHEMA);
      const { database } = this.#file;
      addColumns(database);
      this.#insert = database.prepare(INSERT);
      const past = this.#past(database);
      reader.numbered({ id: identityOf(database), before: before(database, past), hasGaps: false });
      reader.remember(past, topicOf(database));
      this.#file.opened();
    } catch (cause) {
      throw cannot(msg`Cannot open the history ${this.#path}: ${databaseProblem(cause)}`, cause);
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
    this.#file?.[Symbol.dispose]();
    return Promise.resolve();
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    const problem = this.#write(group.map(({ event }) => event).filter(isMessage));
    for (const { event, resolve, reject } of group) {
      if (problem && isMessage(event)) {
        reject(problem);
        continue;
      }
      this.#reader?.apply(event);
      resolve();
    }
  }

  /** Stores all or none of them; returns the error if none. */
  #write(messages: MessageEvent[]): Error | undefined {
    if (messages.length === 0) return undefined;
    try {
      this.#transaction(messages);
      this.#report(undefined);
      return undefined;
    } catch (cause) {
      this.#report(cause);
      return cannot(
        verbatim(`Cannot keep your message in the history, so it was not sent: ${databaseProblem(cause)}`),
        cause,
      );
    }
  }

  #transaction(messages: MessageEvent[]): void {
    this.#file!.transaction(() => {
      for (const message of messages) {
        const { at, type, name, text, session = null, line = null } = message;
        message.seq = Number(this.#insert!.run(at, type, name, text, session, line).lastInsertRowid);
      }
    });
  }

  /** Tells the operator when it begins and when it is over. */
  #report(problem: unknown): void {
    const failing = problem !== undefined;
    if (failing === this.#failing) return;
    this.#failing = failing;
    if (failing) this.#tell(msg`messages are refused, for they cannot be kept: ${databaseProblem(problem)}`);
    else this.#tell(msg`messages are kept again`);
  }

  #past(database: DatabaseSync): MessageEvent[] {
    const rows = database.prepare(LAST).all(this.#kept) as unknown as Row[];
    return rows.reverse().map(({ number, session, line, ...message }) => ({
      ...message,
      member: "",
      echo: true,
      seq: number,
      ...(session === null ? {} : { session, line: line ?? 0 }),
    }));
  }
}

type Row = Pick<MessageEvent, "at" | "type" | "name" | "text"> & {
  number: number;
  session: string | null;
  line: number | null;
};

/** Adds what a file of an earlier version lacks. */
function addColumns(database: DatabaseSync): void {
  const there = new Set(
    database.prepare("SELECT name FROM pragma_table_info('messages')").all().map(({ name }) => name),
  );
  for (const [name, type] of Object.entries({ session: "TEXT", line: "INTEGER" })) {
    if (!there.has(name)) database.exec(`ALTER TABLE messages ADD COLUMN ${name} ${type}`);
  }
}

/** The mark of this file's numbers, made with it. */
function identityOf(database: DatabaseSync): string {
  const found = database.prepare("SELECT id FROM room").get();
  if (found !== undefined) return String(found.id);
  const id = crypto.randomUUID().slice(0, 8);
  database.prepare("INSERT INTO room (id) VALUES (?)").run(id);
  return id;
}

/** The last topic, however long ago it was said; `undefined` when there never was one. */
function topicOf(database: DatabaseSync): string | undefined {
  return database.prepare(TOPIC).get()?.text as string | undefined;
}

/** The number of the last message that is not given back; 0 when all are. */
function before(database: DatabaseSync, [first]: readonly MessageEvent[]): number {
  const row = first === undefined
    ? database.prepare("SELECT max(number) AS number FROM messages").get()
    : database.prepare("SELECT max(number) AS number FROM messages WHERE number < ?").get(first.seq!);
  return Number(row?.number ?? 0);
}

interface Waiting {
  event: ChatEvent;
  resolve(): void;
  reject(error: Error): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    session TEXT,
    line INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS room (id TEXT NOT NULL) STRICT`;
const INSERT = "INSERT INTO messages (at, type, name, text, session, line) VALUES (?, ?, ?, ?, ?, ?)";
const LAST = "SELECT number, at, type, name, text, session, line FROM messages ORDER BY number DESC LIMIT ?";
const TOPIC = "SELECT text FROM messages WHERE type = 'topic' ORDER BY number DESC LIMIT 1";

function cannot(sentence: Message, cause: unknown): Error {
  return Object.assign(new MessageError(sentence, { cause }), {
    code: "history_failed",
  });
}
