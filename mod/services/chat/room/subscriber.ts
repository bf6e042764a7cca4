import type { Connection } from "../../../net/connection.ts";
import type { LineStyle } from "../chat_line.ts";
import type { ChatOptions } from "../chat_options.ts";
import { type BatchPart, LineBatch, wholeBatch } from "../line_batch.ts";
import type { BackPressure } from "./back_pressure.ts";
import { SendQueue } from "./send_queue.ts";
import type { WriteScheduler } from "./write_scheduler.ts";

/** A listener, who hears what happens in the room. */
export interface Subscriber {
  /** Hands over lines; never waits for a slow reader. */
  deliver(parts: readonly BatchPart[]): void;
  /** Nothing that is said from now on is for it; {@linkcode end} follows. */
  leave(): void;
  /** Closes the door, after what was delivered. */
  end(): void;
  /** From now on, lines are JSON objects. */
  useJson(): void;
  /** From now on, something is said every so many milliseconds, unless the reader has something left to read. */
  keepAlive?(milliseconds: number): void;
  /** Called when lines were missed, and the reader has been told how many. */
  hasMissed?: (() => void) | undefined;
}

/**
 * A subscriber at the other end of a connection.
 *
 * Each direction between a connection and the room has its own way: lines that arrive go from the
 * connection to the participant and on to the hub, lines that leave go from the hub to the
 * subscriber and on to the connection.
 */
export class ConnectionSubscriber implements Subscriber {
  readonly #queue: SendQueue;
  #style: LineStyle;
  #isLeaving = false;
  #beat: ReturnType<typeof setInterval> | undefined;
  hasMissed: (() => void) | undefined;

  /**
   * @param connection where lines are written; the caller closes it
   * @param room what holds speakers back while this reader is behind, and what lets writes begin
   */
  constructor(
    connection: Pick<Connection, "write" | "reset">,
    options: Pick<ChatOptions, "plain" | "bufferLines" | "bufferBytes" | "catchUpTimeout">,
    room: { readonly pressure?: BackPressure; readonly writes?: WriteScheduler } = {},
  ) {
    this.#style = options.plain ? "plain" : "text";
    this.#queue = new SendQueue(connection, {
      catchUpTimeout: options.catchUpTimeout,
      lines: options.bufferLines,
      bytes: options.bufferBytes,
      pressure: room.pressure,
      scheduler: room.writes,
      missedLine: (count) => {
        this.hasMissed?.();
        return new LineBatch([{ type: "missed", count }]).encode(this.#style === "json" ? "json" : "text")!
          .bytes;
      },
    });
  }

  /** Whether nothing more can be said: it is leaving, or the reader is gone. */
  get ended(): boolean {
    return this.#isLeaving || this.#queue.ended;
  }

  leave(): void {
    this.#isLeaving = true;
  }

  deliver(parts: readonly BatchPart[]): void {
    this.#queue.push(...parts.map(({ batch, from, to }) => batch.encode(this.#style, from, to)));
  }

  end(): void {
    clearInterval(this.#beat);
    this.#queue.end();
  }

  keepAlive(milliseconds: number): void {
    clearInterval(this.#beat);
    if (this.ended) return;
    this.#beat = setInterval(() => {
      if (!this.#queue.isBusy) this.deliver(ALIVE);
    }, milliseconds);
  }

  useJson(): void {
    this.#style = "json";
  }

  /**
   * Writes until {@linkcode end} was called and everything is said.
   *
   * @throws what the connection's `write` throws: the reader is gone
   */
  run(): Promise<void> {
    return this.#queue.run().finally(() => clearInterval(this.#beat));
  }
}

const ALIVE = wholeBatch([{ type: "alive" }]);
