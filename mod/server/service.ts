import type { Message } from "../i18n/message.ts";
import type { Connection } from "../net/connection.ts";
import type { Tracer } from "../trace/tracer.ts";

/**
 * # A service
 *
 * What is said on a connection, and nothing else. A service is handed a connection that somebody accepted and a few
 * words about the world; it speaks its protocol and returns. It never listens, never exits, never reads the command line,
 * and never knows whether it runs on the event loop, in a worker thread or in a child process: that is the mode's
 * business (`mod/server/modes`). The connection is closed for it when it has returned.
 */
export type ConnectionHandler = (connection: Connection, context: HandlerContext) => Promise<void>;

/** What a handler may know and use besides its connection. */
export interface HandlerContext {
  /** Aborts when the server was asked to stop. A session may finish what it is doing; the deadline is the server's. */
  readonly signal: AbortSignal;
  /** Where to tell what happens inside. */
  readonly trace: Tracer;
  /** Says a line to the person who runs the server, such as who fetched what. */
  log(message: Message): void;
}

/** Makes handlers. The default export of a module that serves as a service in any mode. */
export interface Service<Options> {
  /** As in `netlab NAME serve`. */
  readonly name: string;
  /**
   * Whether clients share something. A service with shared state can only be served by one isolate: two would each have
   * half of it. A mode that needs many refuses such a service.
   */
  readonly state: "none" | "shared";
  /** The URL of the module whose default export this is (`import.meta.url`), by which another isolate finds it. */
  readonly module: string;
  /**
   * Makes a handler.
   *
   * @param options plain data (JSON), so that it can be sent to another isolate.
   * @param lifetime aborts when the server is done: let go of everything that outlives a connection.
   */
  create(options: Options, lifetime: AbortSignal): ConnectionHandler;
}
