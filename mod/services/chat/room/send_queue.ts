import type { Connection } from "../../../net/connection.ts";
import { ReaderBuffer } from "./reader_buffer.ts";

/**
 * The way out to one subscriber: pushing never waits, one loop writes what is queued.
 *
 * The queue is bounded (see `reader_buffer.ts`). A reader whose queue has run over has a while to catch up
 * and is then cut off: it holds a place in the room that nobody uses.
 */

/** The target of a queue: a connection, or anything that takes bytes at its own pace. */
export type SendTarget = Pick<Connection, "write" | "reset">;

/** The options of a send queue. */
export interface SendQueueOptions {
  /** Milliseconds a reader that missed lines has to catch up. */
  catchUpTimeout: number;
  /** Lines it may leave unread. */
  lines: number;
  /** Bytes it may leave unread. */
  bytes: number;
  /** The line that says how many it missed. */
  missedLine(count: number): Uint8Array;
}

/** Bytes gathered into one write. */
const GATHER = 64 * 1024;

/** Queued writing to one connection. */
export class SendQueue {
  readonly #conn: SendTarget;
  readonly #options: SendQueueOptions;
  readonly #buffer: ReaderBuffer;
  #wake = Promise.withResolvers<void>();
  #ended = false;
  #isCut = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(conn: SendTarget, options: SendQueueOptions) {
    this.#conn = conn;
    this.#options = options;
    this.#buffer = new ReaderBuffer(options);
  }

  /** Whether nothing more can be said: it was ended, or the reader is gone. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Queues one encoded line, or counts it as missed; ignored after {@linkcode end}. */
  push(line: Uint8Array): void {
    if (this.#ended) return;
    if (!this.#buffer.push(line)) this.#timer ??= setTimeout(() => this.#cut(), this.#options.catchUpTimeout);
    this.#wake.resolve();
  }

  /** Nothing more will be said; the queue still goes out. */
  end(): void {
    this.#ended = true;
    this.#wake.resolve();
  }

  /**
   * Writes until {@linkcode end} was called and the queue is empty.
   *
   * @throws what the connection's `write` throws: the reader is gone
   */
  async run(): Promise<void> {
    try {
      while (!this.#isCut && !(this.#ended && this.#buffer.isEmpty)) await this.#writeOrWait();
    } finally {
      this.#ended = true;
      clearTimeout(this.#timer);
    }
  }

  async #writeOrWait(): Promise<void> {
    const bytes = this.#buffer.take(GATHER);
    if (this.#buffer.missed === 0) this.#forgive();
    if (bytes) return await this.#conn.write(bytes);
    await this.#wake.promise;
    this.#wake = Promise.withResolvers();
  }

  #forgive(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #cut(): void {
    this.#ended = this.#isCut = true;
    this.#conn.reset();
  }
}
