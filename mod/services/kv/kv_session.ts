import { setImmediate } from "node:timers";
import type { Connection } from "../../net/connection.ts";
import { lingeringClose } from "../../net/connection/lingering_close.ts";
import { errorText } from "../../net/errors/system_error.ts";
import { TimeSlice } from "../../server/time_slice.ts";
import { answerBook, isBook } from "./book_protocol.ts";
import type { KvCommand } from "./commands/kv_command.ts";
import { findCommand, runCommand } from "./commands/run_command.ts";
import { KvClient } from "./kv_client.ts";
import { MOST_ARGUMENTS, MOST_UNFINISHED } from "./kv_options.ts";
import type { KvServer } from "./kv_server.ts";
import { ReplyTooLong } from "./resp/resp_writer.ts";
import { ProtocolError, type RequestLimits, RequestParser, STRANGER_LIMITS } from "./resp/request_parser.ts";

/** Bytes of answers that are gathered before they are sent. */
const GATHERED = 65_536;
/** How many commands on one key are answered without a look at the clock. */
const UNTIMED = 16;
/** What has been answered is enough for now: it is sent, and others have their turn. */
const OTHERS_FIRST = Symbol("others first");

/**
 * # A conversation with a key/value server
 *
 * The first byte tells what the client speaks: `*` is RESP, a `0` or `1` is the book's protocol, anything else is a line
 * that somebody types, whose words are a request as well and whose answer is that of RESP.
 *
 * Requests may be sent without waiting for answers; all that have come are answered together. While the answers are not
 * taken nothing more is read, so a client that does not read holds up itself alone.
 */
export async function kvSession(
  connection: Connection,
  server: KvServer,
  signal: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  const client = new KvClient(server, connection, AbortSignal.any([signal, gone.signal]));
  server.enter(client);
  try {
    await new KvSession(client, server).run();
  } finally {
    gone.abort();
    client.leave();
  }
}

class KvSession {
  readonly #client: KvClient;
  readonly #server: KvServer;
  readonly #parser: RequestParser;
  readonly #known: RequestLimits;
  /** Bytes of an incomplete request that are counted with those of the others. */
  #unfinished = 0;
  /** Whether the last command did something to one key. */
  #wasQuick = false;
  /** Bytes of messages that the client had not read before the last answer. */
  #unreadBefore = 0;
  /** Where the last answer begins. */
  #begun = 0;
  /** Where the answers end that are still to be sent, and whether they tell of keys; kept for a journal only. */
  #ends: { at: number; isOfKeys: boolean }[] = [];

  constructor(client: KvClient, server: KvServer) {
    this.#client = client;
    this.#server = server;
    const { maxValue, maxKey } = server.options;
    this.#known = {
      argument: Math.max(maxValue, maxKey),
      request: 2 * maxValue + 1024 * 1024,
      count: MOST_ARGUMENTS,
    };
    this.#parser = new RequestParser(client.isKnown ? this.#known : STRANGER_LIMITS);
  }

  async run(): Promise<void> {
    const { connection } = this.#client;
    // What is said before the password is the password
    if (!this.#client.isKnown) connection.conceal?.(true);
    try {
      const room = this.#parser.room();
      let length = await connection.read(room);
      if (length !== null && isBook(this.#parser.peek(length))) {
        this.#parser.received(length);
        const first = new Uint8Array(this.#parser.rest());
        return await answerBook(this.#client, this.#server, first, length === room.length);
      }
      while (length !== null && !this.#client.isLeaving) {
        this.#parser.received(length);
        const later = this.#answerSome();
        if (later !== undefined) await this.#answerRest(later);
        else if (this.#server.journal === undefined) await this.#client.flush();
        else await this.#send();
        if (this.#client.isLeaving) return await lingeringClose(connection);
        length = await connection.read(this.#parser.room());
      }
      // A client that has said everything still gets what others tell it
      if (length === null) await this.#client.flush();
    } finally {
      this.#server.unfinished -= this.#unfinished;
    }
  }

  /**
   * Answers the requests that have come, while nothing has to be waited for.
   *
   * @returns what has to be waited for; `undefined` when all are answered, or the conversation is over
   */
  #answerSome(): Promise<void> | typeof OTHERS_FIRST | undefined {
    const { reply } = this.#client;
    const slice = new TimeSlice();
    this.#client.lastAt = slice.started;
    let unseen = 0;
    try {
      for (let words = this.#parser.next(); words !== undefined; words = this.#parser.next()) {
        if (words.length === 0) continue;
        const later = this.#answer(words);
        if (later !== undefined) return later;
        if (this.#client.isLeaving) return undefined;
        if (reply.length >= GATHERED) return OTHERS_FIRST;
        // To ask for the time takes as long as to look a key up
        if (this.#wasQuick && ++unseen < UNTIMED) continue;
        unseen = 0;
        if (slice.over) return OTHERS_FIRST;
      }
      this.#countUnfinished();
    } catch (error) {
      this.#refuse(error);
    }
    return undefined;
  }

  /** Answers all requests that have come, and sends the answers. */
  async #answerRest(waiting: Promise<void> | typeof OTHERS_FIRST): Promise<void> {
    for (let later: typeof waiting | undefined = waiting; later !== undefined; later = this.#answerSome()) {
      if (later === OTHERS_FIRST) {
        await this.#send();
        await new Promise<void>((resolve) => setImmediate(resolve));
        continue;
      }
      try {
        await later;
      } catch (error) {
        this.#refuse(error);
      }
      if (this.#client.isLeaving) break;
      if (this.#client.reply.length >= GATHERED) await this.#send();
    }
    await this.#send();
  }

  /** Ends the conversation over what cannot be understood or answered. @throws anything else */
  #refuse(error: unknown): void {
    const { reply } = this.#client;
    if (error instanceof ReplyTooLong) {
      reply.cut(this.#begun);
      reply.error("ERR the answer is too long");
    } else if (error instanceof ProtocolError) reply.error(`ERR ${error.message}`);
    else throw error;
    this.#client.isLeaving = true;
  }

  #answer(words: string[]): void | Promise<void> {
    const client = this.#client;
    const { reply } = client;
    const start = this.#begun = reply.length;
    this.#unreadBefore = client.unread;
    const command = findCommand(words[0]!);
    this.#server.commands++;
    this.#wasQuick = command?.keys?.[1] === 1;
    client.lastCommand = command === undefined ? "NULL" : words[0]!;
    const later = runCommand(command, { server: this.#server, client, words });
    if (later !== undefined) return later.then(() => this.#answered(command, start));
    this.#answered(command, start);
  }

  #answered(command: KvCommand | undefined, start: number): void {
    const client = this.#client;
    if (client.isKnown && this.#parser.limits === STRANGER_LIMITS) this.#parser.limits = this.#known;
    if (client.answers !== "on") {
      if (client.answers !== "skip-next") this.#silence(command, start);
      client.answers = NEXT[client.answers];
    }
    if (this.#server.journal === undefined) return;
    const isOfKeys = command !== undefined &&
      (command.flags.includes("write") || command.flags.includes("readonly"));
    this.#ends.push({ at: client.reply.length, isOfKeys });
  }

  /** Takes the answer back, but for messages: what the client itself has published, and that it has subscribed. */
  #silence(command: KvCommand | undefined, start: number): void {
    const { reply, unread } = this.#client;
    const messages = Math.max(unread - this.#unreadBefore, 0);
    if (command?.pushes === true && reply.since(start)[0] !== ERROR) return;
    reply.cut(Math.min(start + messages, reply.length));
  }

  /** Sends what has been answered, when it is kept. */
  async #send(): Promise<void> {
    const client = this.#client;
    const { journal } = this.#server;
    if (journal !== undefined) {
      const ends = this.#ends;
      this.#ends = [];
      if (journal.isDirty && client.reply.length > 0) await this.#sendWhenKept(ends);
    }
    await client.flush();
  }

  async #sendWhenKept(ends: readonly { at: number; isOfKeys: boolean }[]): Promise<void> {
    const { reply } = this.#client;
    const answers = reply.since(0);
    reply.cut(0);
    try {
      await this.#server.journal!.kept();
      reply.raw(answers);
    } catch (error) {
      let start = 0;
      for (const { at, isOfKeys } of ends) {
        if (isOfKeys && at > start) {
          reply.error(`MISCONF the store does not take it, so it is undone: ${errorText(error)}`);
        } else reply.raw(answers.subarray(start, at));
        start = at;
      }
      reply.raw(answers.subarray(start));
    }
  }

  /** All clients together may keep the server waiting with so much. */
  #countUnfinished(): void {
    const { held } = this.#parser;
    const server = this.#server;
    server.unfinished += held - this.#unfinished;
    this.#unfinished = held;
    if (held > GATHERED && server.unfinished > MOST_UNFINISHED) {
      throw new ProtocolError("the server is short of memory for requests");
    }
  }
}

/** `-` */
const ERROR = 0x2d;
const NEXT = { "skip-next": "skip", skip: "on", off: "off", on: "on" } as const;
