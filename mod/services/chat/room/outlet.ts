import type { Connection } from "../../../net/connection.ts";
import { Backlog } from "./backlog.ts";

/**
 * The way out to one participant: whoever pushes never waits, one loop writes what is queued.
 *
 * The queue is bounded (see `backlog.ts`). A reader whose queue has run over has a while to catch up and is then cut off:
 * it holds a place in the room that nobody sits in.
 */

/** What an outlet writes to: a connection, or anything that takes bytes at its own pace. */
export type Sink = Pick<Connection, "write" | "reset">;

/** What shapes an outlet. */
export interface OutletOptions {
  /** Milliseconds a reader that missed lines has to catch up. */
  patience: number;
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
export class Outlet {
  readonly #conn: Sink;
  readonly #options: OutletOptions;
  readonly #backlog: Backlog;
  #wake = Promise.withResolvers<void>();
  #ended = false;
  #isCut = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(conn: Sink, options: OutletOptions) {
    this.#conn = conn;
    this.#options = options;
    this.#backlog = new Backlog(options);
  }

  /** Whether nothing more can be said: it was ended, or the reader is gone. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Queues one encoded line, or counts it as missed; ignored after {@linkcode end}. */
  push(line: Uint8Array): void {
    if (this.#ended) return;
    if (!this.#backlog.push(line)) this.#timer ??= setTimeout(() => this.#cut(), this.#options.patience);
    this.#wake.resolve();
  }

  /** Nothing more will be said; what is queued still goes out. */
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
      while (!this.#isCut && !(this.#ended && this.#backlog.isEmpty)) await this.#writeOrWait();
    } finally {
      this.#ended = true;
      clearTimeout(this.#timer);
    }
  }

  async #writeOrWait(): Promise<void> {
    const bytes = this.#backlog.take(GATHER);
    if (this.#backlog.missed === 0) this.#forgive();
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
