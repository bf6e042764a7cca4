/**
 * # netlab, the library
 *
 * What Python's `socketserver` is to the sheets, this is to Deno: you write what is said on a connection, and choose how
 * many clients are served at once. The same handler runs on one event loop, in worker threads, or in child processes.
 *
 * @example A server that turns lines around, in ten lines
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { defineService, dial, FrameReader, serve, textLines } from "@netlab/netlab";
 *
 * const reverse = defineService({
 *   name: "reverse",
 *   module: import.meta.url,
 *   async handle(connection) {
 *     const framer = textLines();
 *     for await (const line of new FrameReader(connection, framer)) {
 *       await connection.write(framer.encode([...line].reverse().join("")));
 *     }
 *   },
 * });
 *
 * const stop = new AbortController();
 * const { promise: port, resolve } = Promise.withResolvers<number>();
 * const serving = serve(reverse, {}, {
 *   port: 0,
 *   mode: "events",
 *   signal: stop.signal,
 *   onListen: (address) => resolve(address.port),
 * });
 *
 * {
 *   using client = await dial({ hostname: "127.0.0.1", port: await port });
 *   await client.write(new TextEncoder().encode("netlab\n"));
 *   assertEquals((await new FrameReader(client, textLines()).next())?.frame, "balten");
 * }
 * stop.abort();
 * await serving;
 * ```
 *
 * Another mode is another word: `mode: "pool"`. For the modes that serve elsewhere (`process`, `thread`, `pool`, `symmetric`) the
 * service has to be the default export of its module, because that is where the other threads and processes load it from.
 *
 * @module
 */

export {
  formatAddress,
  type InetAddress,
  type SocketAddress,
  type UnixAddress,
} from "./net/address/socket_address.ts";
export type { Connection } from "./net/connection.ts";
export { dial, type DialOptions, type HostPort } from "./net/tcp/dial.ts";
export { isDisconnect } from "./net/errors/disconnect.ts";
export { listen, type Listener, type ListenOptions } from "./net/tcp/listen.ts";
export { type AbortiveCloser, openAbortiveCloser } from "./net/tcp/abortive_close.ts";
export { NetError, type NetErrorCode } from "./net/errors/net_error.ts";
export type { Family } from "./net/address/resolve_host.ts";
export { lingeringClose } from "./net/connection/lingering_close.ts";
export { BufferPool } from "./io/buffer_pool.ts";
export { FileShrankError, sendFile } from "./fs/send_file.ts";

export { type ChunkOptions, chunks } from "./io/chunks.ts";
export { type Framed, FrameError, type FrameErrorCode, type Framer } from "./io/framer.ts";
export { FrameReader } from "./io/frame_reader.ts";
export { type LineOptions, lines, textLines } from "./io/lines.ts";
export { BufferedWriter } from "./io/buffered_writer.ts";

export { traced } from "./trace/traced_connection.ts";
export { silent, type TraceEvent, type TraceEventName, type Tracer } from "./trace/tracer.ts";
export { type TraceFormat, writingTracer } from "./trace/writing_tracer.ts";

export { defineService, type ServiceDefinition } from "./server/define_service.ts";
export type { ConnectionHandler, HandlerContext, Service } from "./server/service.ts";
export { default as echo, type EchoOptions } from "./services/echo/service.ts";
export { default as files, type FilesOptions } from "./services/files/service.ts";

export { MODES } from "./server/modes/load_mode.ts";
export { readyLine, serve, type ServeOptions } from "./server/serve.ts";
export { describeStatistics, type ServerStatistics } from "./server/statistics.ts";
export type { ModeName } from "./server/modes/mode.ts";
export type { CounterValues } from "./server/counters.ts";
