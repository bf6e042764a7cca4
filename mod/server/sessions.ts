import { type Message, msg } from "../i18n/message.ts";
import { legible, messageOf } from "../i18n/message_error.ts";
import type { Connection } from "../net/connection.ts";
import { isDisconnect } from "../net/errors/disconnect.ts";
import { IdleTimeout } from "../net/connection/idle_timeout.ts";
import type { ConnectionHandler } from "./service.ts";
import { traced } from "../trace/traced_connection.ts";
import type { Tracer } from "../trace/tracer.ts";
import { numberedTracer } from "./numbered_tracer.ts";
import type { Counters } from "./counters.ts";

/** What {@linkcode Sessions} needs. */
export interface SessionsOptions {
  /** Handles each connection. */
  readonly handler: ConnectionHandler;
  /** Passed to the handler: the server was asked to stop. */
  readonly signal: AbortSignal;
  readonly trace: Tracer;
  log(message: Message): void;
  /** Whether bytes that make no sense are logged, too. */
  readonly logFrameErrors: boolean;
  /**
   * A connection on which no byte has moved for this many milliseconds is closed; 0 means never.
   */
  readonly idleTimeout: number;
  /** Where clients are counted. */
  readonly counters: Counters;
  /** The number of the next connection. */
  number(): number;
}

/**
 * The clients that are being served in this isolate.
 *
 * One session is one client from accept to close: it gets a number, its handler runs, and its
 * connection is closed in any case. A handler that fails ends only its own session; a peer that
 * leaves is not even a failure.
 */
export class Sessions implements Disposable {
  readonly #options: SessionsOptions;
  readonly #open = new Set<Connection>();
  readonly #sentAway = new WeakSet<Connection>();
  readonly #idle: IdleTimeout;

  /** Disposing stops the search for idle connections. */
  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#idle = new IdleTimeout(options.idleTimeout, (connection) => {
      this.#sentAway.add(connection);
      connection.close();
    });
  }

  /** How many clients are being served. */
  get active(): number {
    return this.#open.size;
  }

  /** Serves one client to the end. Never rejects. */
  async run(accepted: Connection): Promise<void> {
    const { handler, signal, trace, log } = this.#options;
    const number = this.#options.number();
    if (trace.enabled) {
      trace.emit({ event: "accept", conn: number, local: accepted.local, remote: accepted.remote });
    }
    const connection = traced(accepted, number, trace);
    this.#begin(connection);
    try {
      await handler(connection, { signal, trace: numberedTracer(trace, number), log });
    } catch (error) {
      this.#report(legible(error), number, connection);
    } finally {
      connection.close();
      this.#end(connection);
    }
  }

  /** Breaks off all sessions that are still open. */
  closeAll(): void {
    for (const connection of this.#open) {
      this.#sentAway.add(connection);
      connection.reset();
    }
  }

  [Symbol.dispose](): void {
    this.#idle[Symbol.dispose]();
  }

  #begin(connection: Connection): void {
    this.#open.add(connection);
    this.#idle.add(connection);
    this.#options.counters.begin(connection);
  }

  #end(connection: Connection): void {
    this.#idle.delete(connection);
    this.#open.delete(connection);
    this.#options.counters.end(connection, this.#sentAway.has(connection));
  }

  #report(error: Error | string, conn: number, connection: Connection): void {
    if (isDisconnect(error)) return;
    const { trace, log, logFrameErrors } = this.#options;
    const reason = messageOf(error);
    trace.emit({ event: "error", conn, detail: String(reason) });
    const isFrameError = error instanceof Error && error.name === "FrameError";
    if (isFrameError) this.#sentAway.add(connection);
    // Bytes that make no sense are the client's mistake; anything else is ours and has to be seen.
    if (!isFrameError || logFrameErrors) log(msg`connection ${conn} failed: ${reason}`);
  }
}
