import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { BufferedWriter } from "../../io/buffered_writer.ts";
import { chunks } from "../../io/chunks.ts";
import { FrameReader } from "../../io/frame_reader.ts";
import type { Framer } from "../../io/framer.ts";
import { lines } from "../../io/lines.ts";
import { type Framing, isMessageFraming, messageFramer } from "../../io/message_framing.ts";
import type { Connection } from "../../net/connection.ts";

/** How {@linkcode ClientTalk} talks. */
export interface ConversationOptions {
  /** What counts as a message: a line, all that one read returns, or what a length or a zero byte marks off. */
  readonly framing: Framing;
  /** Told what the server says, message by message. */
  show(message: string): Promise<void>;
}

/**
 * A client's side of an echo conversation: messages out, messages in, and how many of either.
 *
 * With a mark between messages, requests are sent ahead and the answers come when they come. Without one that
 * would glue the requests together, so there each one waits for something to be heard first.
 */
export class Conversation {
  /** Messages sent. */
  said = 0;
  /** Messages received. */
  heard = 0;
  /** Resolves when the server has said everything; rejects when the connection broke. */
  readonly ended: Promise<void>;
  readonly #connection: Connection;
  readonly #options: ConversationOptions;
  /** Whether the server has said everything. */
  over = false;
  #listeners: (() => void)[] = [];
  /** How messages are marked off; with chunks, they are not. */
  readonly #framer: Framer<Uint8Array> | undefined;

  /** Begins to listen. @param connection stays the caller's to close. */
  constructor(connection: Connection, options: ConversationOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#framer = framerOf(options.framing);
    this.ended = this.#listen().finally(() => {
      this.over = true;
      this.#wake();
    });
  }

  /**
   * Sends messages, as many as are given; with chunks, one after the other's answer.
   *
   * @throws {FrameError} for a message that the framing cannot mark off; none is sent then.
   */
  async say(messages: readonly string[]): Promise<void> {
    if (this.#framer !== undefined) {
      const writer = new BufferedWriter(this.#connection);
      for (const message of messages) writer.push(this.#framer.encode(encoder.encode(message)));
      this.said += messages.length;
      return await writer.flush();
    }
    for (const message of messages) {
      // Nothing is sent for an empty message, and nothing can come back.
      if (message === "") continue;
      if (this.said === 0) await this.hear(GREETING);
      const { heard } = this;
      this.said++;
      await this.#connection.write(encoder.encode(message));
      const late = performance.now() + PATIENCE;
      while (this.heard === heard && !this.over && performance.now() < late) await this.hear(PATIENCE);
    }
  }

  /**
   * Waits until something is heard, the conversation is over, or `patience` milliseconds have
   * passed.
   */
  hear(patience = Infinity): Promise<void> {
    if (this.over) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = patience === Infinity ? undefined : setTimeout(resolve, patience);
      this.#listeners.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /**
   * Says that we have said everything, and waits for the last answer: until the server ends, too, or, with
   * one that does not, until everything is answered and it has been silent for a while.
   *
   * @throws {Error} when answers are missing and nothing more comes, or when the connection broke.
   */
  async finish(): Promise<void> {
    await this.#connection.closeWrite();
    while (!this.over) {
      const { heard } = this;
      const missing = this.said - heard;
      await this.hear(missing > 0 ? LONG_SILENCE : SILENCE);
      if (this.over || this.heard > heard) continue;
      if (missing <= 0) return;
      throw new MessageError(msg`the server is there, but does not answer any more`);
    }
    await this.ended;
  }

  async #listen(): Promise<void> {
    const marked = this.#framer;
    const reader = new FrameReader(this.#connection, marked ?? chunks());
    const decoder = new TextDecoder();
    for await (const frame of reader) {
      const text = marked ? `${decoder.decode(frame)}\n` : decoder.decode(frame, { stream: true });
      await this.#options.show(text);
      this.heard++;
      this.#wake();
    }
  }

  #wake(): void {
    for (const wake of this.#listeners.splice(0)) wake();
  }
}

function framerOf(framing: Framing): Framer<Uint8Array> | undefined {
  if (isMessageFraming(framing)) return messageFramer(framing, LONGEST);
  return framing === "line" ? lines({ limit: LONGEST }) : undefined;
}

/**
 * Milliseconds that a server has for a welcome before we speak, where one message must not be taken for
 * another.
 */
const GREETING = 200;
/** Milliseconds without a word after which a server that has answered everything will not say more. */
const SILENCE = 500;
/** Milliseconds after which an answer that is missing will not come. */
const LONG_SILENCE = 30_000;
/** Milliseconds that one message waits for the answer to the one before it. */
const PATIENCE = 2000;
const LONGEST = 1 << 24;
const encoder = new TextEncoder();
