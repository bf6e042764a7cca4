import { moduleUrl } from "../system/module_url.ts";
import { typeErrorOf } from "../i18n/message_error.ts";
import { msg } from "../i18n/message.ts";
import { checkServeOptions } from "./check_serve_options.ts";
import { fromLineHandler, type LineHandler } from "./line_handler.ts";
import { copyPlainData } from "./plain_data.ts";
import { visibleText } from "../io/visible_text.ts";
import { openServer, type Server, type ServerOptions } from "./open_server.ts";
import { loadService } from "./workers/isolate/load_service.ts";

/** How {@linkcode serve} serves. */
export interface ServeOptions<Options = unknown>
  extends Omit<ServerOptions, "port" | "log" | "onListen" | "onAllListen" | "logFrameErrors" | "inCommon"> {
  /** 0 to 65535; 0 lets the system choose. Only a `listen` of one's own can do without. */
  port?: number;
  /**
   * Where to find the handler, instead of passing it as an argument: a module whose default export
   * is a function as `serve` takes it. The modes with several isolates (`process`, `thread`,
   * `pool`, `symmetric`) load it from there.
   */
  module?: URL | string;
  /**
   * The handler's third argument, as a copy: plain data, because it may have to cross to another isolate.
   * That is `null`, booleans, finite numbers, strings, and arrays and plain objects of them; a member that is
   * `undefined` is left out.
   */
  options?: Options;
  /**
   * Takes lines for the person who runs the server, as they are. Without it, they are printed on standard
   * error, with control characters made visible. What it throws is reported as an uncaught error, and
   * changes nothing for the clients.
   */
  log?(line: string): void;
}

/**
 * Serves all clients until it is told to stop.
 *
 * Mistakes in the options, the mode or the module are reported before anything listens. An error
 * thrown by a handler ends its own connection, and is printed on standard error unless there is a
 * `log`; a peer that leaves is not an error.
 *
 * @typeParam Options the options that the handler gets besides its connection.
 * @param handler handles each connection, which is closed for it when it returns. Without it,
 *   `module` names one.
 * @returns the server, when it listens.
 * @throws {NetError} when it cannot listen.
 * @throws {TypeError} when the mode cannot serve this, the module has no handler, or an option does
 *   not exist.
 * @throws {RangeError} when an option has a value that makes no sense.
 * @example A server that shouts
 * ```ts
 * import { dial, serve, withLines } from "@netlab/netlab";
 * import { assertEquals } from "@std/assert";
 *
 * await using server = await serve({ port: 0 }, async (conn) => {
 *   for await (const line of conn.lines()) await conn.writeLine(line.toUpperCase());
 * });
 *
 * using client = withLines(await dial({ hostname: "localhost", port: server.port }));
 * await client.writeLine("hello");
 * await client.closeWrite();
 * assertEquals(await Array.fromAsync(client.lines()), ["HELLO"]);
 * ```
 */
export async function serve<Options = unknown>(
  options: ServeOptions<Options>,
  handler?: LineHandler<Options>,
): Promise<Server> {
  checkServeOptions(options, handler);
  const { module, options: data, log = printSafely, permissions, ...how } = options;
  const given = data === undefined ? undefined : copyPlainData("options", data);
  const served = module === undefined
    ? fromLineHandler(handler!, given as Options)
    : await loadService(urlOf(module));
  return await openServer(served, given, {
    ...how,
    permissions: permissions && [...permissions],
    log: (message) => logSafely(log, String(message)),
    logFrameErrors: true,
  });
}

/** A client can have a word in what is logged, and a terminal obeys control characters. */
function printSafely(line: string): void {
  console.error(visibleText(line));
}

/** A log that fails is the program's own mistake, not that of the client whose session is reported. */
function logSafely(log: (line: string) => void, line: string): void {
  try {
    log(line);
  } catch (error) {
    reportError(error);
  }
}

function urlOf(module: URL | string): string {
  const href = moduleUrl(String(module))!; // checkServeOptions has refused what is none
  if (withoutQuery(href) !== withoutQuery(Deno.mainModule)) return href;
  throw typeErrorOf(
    msg`Cannot serve ${href}: the main module is still at work when it is asked for its handler; put that into a module of its own`,
  );
}

/** With another query or fragment it is the same file, which would begin all over again. */
function withoutQuery(href: string): string {
  const url = new URL(href);
  url.search = url.hash = "";
  return url.href;
}
