import type { Message } from "../i18n/message.ts";
import type { Connection } from "../net/connection.ts";
import type { listen } from "../net/tcp/listen.ts";
import type { Tracer } from "../trace/tracer.ts";

/**
 * # A service
 *
 * The conversation on a connection, and nothing else. A service is given an accepted connection and
 * a few facts about its surroundings; it speaks its protocol and returns. It never listens, never
 * exits, never reads the command line, and never knows whether it runs on the event loop, in a
 * worker thread or in a child process: that is the mode's business (`mod/server/modes`). The
 * connection is closed for it when it returns.
 */
export type ConnectionHandler = (connection: Connection, context: HandlerContext) => Promise<void>;

/** What a handler may know and use besides its connection. */
export interface HandlerContext {
  /**
   * Aborts when the server was asked to stop. A session may finish its work; the server sets the
   * deadline.
   */
  readonly signal: AbortSignal;
  /** Receives what happens inside. */
  readonly trace: Tracer;
  /** Prints a line for the person who runs the server, such as who fetched what. */
  log(message: Message): void;
}

/** Makes handlers. The default export of a module that serves as a service in any mode. */
export interface Service<Options> {
  /** As in `netlab NAME serve`. */
  readonly name: string;
  /**
   * Whether clients share something. A service with shared state can only run in one isolate: two
   * would each have half of it. A mode that needs several refuses such a service.
   */
  readonly state: "none" | "shared";
  /**
   * The URL of the module that exports this by default (`import.meta.url`), so that another isolate
   * can find it.
   */
  readonly module: string;
  /**
   * Whether a worker that accepts by itself (mode symmetric) serves all its clients at once, because they stay
   * and say little; otherwise it serves one after another.
   * @default {false}
   */
  readonly manyAtOnce?: boolean;
  /** How such a worker listens, for other kinds of sockets, such as TLS. @default {TCP} */
  listener?(options: Options): Promise<typeof listen>;
  /**
   * Makes a handler.
   *
   * @param options plain data (JSON), so that it can be sent to another isolate.
   * @param lifetime aborts when the server is done: release everything that outlives a connection.
   * @param home the isolate of the server, for a worker that accepts by itself; undefined elsewhere, and when
   *   the server has nothing for its workers in common.
   */
  create(options: Options, lifetime: AbortSignal, home?: Home): ConnectionHandler;
}

/** The isolate of the server, seen from one of its workers: what they have in common is there. */
export interface Home {
  /** Which of its workers this is, from 0. */
  readonly worker: number;
  /** A way to what the server has in common for its workers. */
  readonly port: MessagePort;
  /** Has a client served there. */
  readonly serve: ConnectionHandler;
}

/** What the workers of a server have in common: it is in the isolate of the server. */
export interface InCommon {
  /** Serves the clients that a worker passes on. */
  readonly handler: ConnectionHandler;
  /**
   * A worker has started.
   *
   * @param port a way to its service, the other end of its {@linkcode Home.port}
   * @param worker which one it is, from 0; one that has ended is replaced
   * @returns disposed of when the worker has ended
   */
  worker(port: MessagePort, worker: number): Disposable;
}
