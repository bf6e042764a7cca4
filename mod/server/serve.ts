import { checkServeOptions } from "./check_serve_options.ts";
import { fromLineHandler, type LineHandler } from "./line_handler.ts";
import { copyPlainData } from "./plain_data.ts";
import { openServer, type Server, type ServerOptions } from "./open_server.ts";
import { loadService } from "./workers/isolate/load_service.ts";

/** How {@linkcode serve} serves. */
export interface ServeOptions<Options = unknown>
  extends Omit<ServerOptions, "log" | "onListen" | "logFrameErrors"> {
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
  /** Takes lines for the person who runs the server. Without it, they are printed on standard error. */
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
  const { module, options: data, log = (line) => console.error(line), permissions, ...how } = options;
  const given = data === undefined ? undefined : copyPlainData("options", data);
  const served = module === undefined
    ? fromLineHandler(handler!, given as Options)
    : await loadService(urlOf(module));
  return await openServer(served, given, {
    ...how,
    permissions: permissions && [...permissions],
    log: (message) => log(String(message)),
    logFrameErrors: true,
  });
}

function urlOf(module: URL | string): string {
  const { href } = new URL(module);
  if (href !== Deno.mainModule) return href;
  throw new TypeError(
    `Cannot serve ${href}: the main module is still at work when it is asked for its handler; put that into a module of ` +
      "its own",
  );
}
