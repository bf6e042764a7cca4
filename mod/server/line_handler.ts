import { verbatim } from "../i18n/message.ts";
import { type LineConnection, withLines } from "../io/line_connection.ts";
import type { ConnectionHandler, HandlerContext } from "./service.ts";

/** What a {@linkcode LineHandler} may know and use besides its connection. */
export interface LineHandlerContext extends Omit<HandlerContext, "log"> {
  /** Prints a line for the person who runs the server, such as who fetched what. */
  log(line: string): void;
}

/**
 * Handles a connection, with lines to read and to write: this is what {@linkcode serve} takes, and
 * what a module exports by default.
 *
 * @typeParam Options the options that `serve` passes to the handler: plain data, because they may
 *   have to cross to another isolate.
 */
export type LineHandler<Options = unknown> = (
  conn: LineConnection,
  context: LineHandlerContext,
  options: Options,
) => Promise<void> | void;

/** The handler as the modes call it. */
export function fromLineHandler<Options>(handler: LineHandler<Options>, options: Options): ConnectionHandler {
  return async (connection, { signal, trace, log }) =>
    await handler(withLines(connection), { signal, trace, log: (line) => log(verbatim(line)) }, options);
}
