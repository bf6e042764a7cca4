import type { Connection } from "../../../net/connection.ts";
import type { EncodedLines } from "../line_batch.ts";
import type { BackPressure, PacedReader } from "./back_pressure.ts";
import { ReaderBuffer } from "./reader_buffer.ts";
import type { Writer, WriteScheduler } from "./write_scheduler.ts";

/**
 * The way out to one subscriber: pushing never waits; a write begins at once, and when it has ended the next takes
 * what was queued meanwhile.
 *
 * The queue is bounded (see `reader_buffer.ts`). A reader whose queue has run over has a while to catch up
 * and is then cut off: it holds a place in the room that nobody uses.
 */

/** The target of a queue: a connection, or anything that takes bytes at its own pace. */
export type SendTarget =
  & Pick<Connection, "write" | "reset">
  & Partial<Pick<Connection, "bytesWritten" | "unacknowledged">>;

/** The options of a send queue. */
export interface SendQueueOptions {
  /** Milliseconds a reader that missed lines has to catch up. */
  catchUpTimeout: number;
  /** Lines it may leave unread. */
  lines: number;
  /** Bytes it may leave unread. */
  bytes: number;
  /** Told when the reader is behind, and when it has caught up. */
  pressure?: Pick<BackPressure, "fallBehind" | "catchUp"> | undefined;
  /** Lets writes begin; without one they begin at once. */
  scheduler?: Pick<WriteScheduler, "start"> | undefined;
  /** The line that says how many it missed. */
  missedLine(count: number): Uint8Array;
}

/** Bytes gathered into one write. */
const GATHER = 64 * 1024;

/** Queued writing to one connection. */
export class SendQueue implements PacedReader, Writer {
  readonly #conn: SendTarget;
  readonly #options: SendQueueOptions;
  readonly #buffer: ReaderBuffer;
  readonly #scheduler: Pick<WriteScheduler, "start"> | undefined;
  readonly #over = Promise.withResolvers<void>();
  /** Nothing may be written: not yet, or a write is under way. */
  #busy = true;
  #ended = false;
  #isCut = false;
  #isBehind = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(conn: SendTarget, options: SendQueueOptions) {
    this.#conn = conn;
    this.#options = options;
    this.#buffer = new ReaderBuffer(options);
    this.#scheduler = options.scheduler;
  }

  /** Whether nothing more can be said: it was ended, or the reader is gone. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether something is on its way already. */
  get isBusy(): boolean {
    return this.#busy;
  }

  /** What has left our side, without what the kernel still keeps for the reader. */
  get taken(): number {
    return (this.#conn.bytesWritten ?? 0) - (this.#conn.unacknowledged?.() ?? 0);
  }

  /**
   * Queues lines that are heard together, or counts them as missed; ignored after {@linkcode end}.
   *
   * @param pieces in order; `undefined` for nothing
   */
  push(...pieces: readonly (EncodedLines | undefined)[]): void {
    if (this.#ended) return;
    for (const lines of pieces) if (lines !== undefined && !this.#buffer.push(lines)) this.#expectCatchUp();
    if (!this.#busy) this.#next();
    else if (!this.#isBehind && this.#buffer.isHalfFull) {
      this.#isBehind = true;
      this.#options.pressure?.fallBehind(this);
    }
  }

  /** Nothing more will be said; the queue still goes out. */
  end(): void {
    this.#ended = true;
    if (!this.#busy) this.#next();
    else this.#expectCatchUp(); // or a connection that was lost would be kept for as long as the system takes to notice
  }

  /**
   * Writes until {@linkcode end} was called and the queue is empty.
   *
   * @throws what the connection's `write` throws: the reader is gone
   */
  run(): Promise<void> {
    this.#next();
    return this.#over.promise.finally(() => {
      this.#ended = true;
      this.#options.pressure?.catchUp(this);
      clearTimeout(this.#timer);
    });
  }

  /** Writes what is queued, if there is anything, as soon as the scheduler lets it. */
  readonly #next = (): void => {
    if (this.#isCut) return this.#over.resolve();
    this.#busy = !this.#buffer.isEmpty;
    if (this.#busy) return this.#scheduler === undefined ? this.begin() : this.#scheduler.start(this);
    if (this.#isBehind) this.#catchUp();
    if (this.#ended) this.#over.resolve();
  };

  /** Writes what is queued by now; for the scheduler alone. */
  begin(): void {
    const bytes = this.#buffer.take(GATHER)!;
    if (this.#timer !== undefined && this.#buffer.missed === 0 && !this.#ended) this.#forgive();
    this.#conn.write(bytes).then(this.#next, this.#over.reject);
  }

  #catchUp(): void {
    this.#isBehind = false;
    this.#options.pressure?.catchUp(this);
  }

  #expectCatchUp(): void {
    this.#timer ??= setTimeout(() => this.#cut(), this.#options.catchUpTimeout);
  }

  #forgive(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #cut(): void {
    this.#ended = this.#isCut = true;
    this.#conn.reset();
    this.#over.resolve();
  }
}
