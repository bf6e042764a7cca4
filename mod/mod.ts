/**
 * # netlab, the library
 *
 * What Python's `socketserver` is to the sheets, this is to Deno: you write what is said on a connection, and
 * choose how many clients are served at once. The same handler runs on one event loop, in worker threads, or
 * in child processes.
 *
 * @example A server that turns lines around
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { dial, serve, withLines } from "@netlab/netlab";
 *
 * await using server = await serve({ port: 0 }, async (conn) => {
 *   for await (const line of conn.lines()) await conn.writeLine([...line].reverse().join(""));
 * });
 *
 * using client = withLines(await dial({ hostname: "127.0.0.1", port: server.port }));
 * await client.writeLine("netlab");
 * await client.closeWrite();
 * assertEquals(await Array.fromAsync(client.lines()), ["balten"]);
 * ```
 *
 * Another mode is another word: `mode: "iterative"`. For the modes that serve elsewhere (`process`, `thread`,
 * `pool`, `symmetric`) the handler is the default export of a module of its own, because that is where the
 * other threads and processes load it from: `serve({ port, mode: "pool", module: new URL("./reverse.ts",
 * import.meta.url) })`.
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
export type { LocalEnd } from "./net/tcp/connect_from.ts";
export type { TcpOptions } from "./net/tcp/apply_tcp_options.ts";
export { dial, type DialOptions, type HostPort } from "./net/tcp/dial.ts";
export type { NodeStreams } from "./net/connection/node_streams.ts";
export type { NodeConnection } from "./net/connection/node_connection.ts";
export { dialTls } from "./net/tls/dial_tls.ts";
export { listenTls, listenWithTls, type TlsServerOptions } from "./net/tls/listen_tls.ts";
export type { TlsConnection } from "./net/tls/tls_connection.ts";
export type { TlsClientOptions, TlsOptions } from "./net/tls/secure.ts";
export { type Certificate, selfSigned } from "./net/tls/certificate.ts";
export { TlsError, type TlsErrorCode } from "./net/tls/tls_error.ts";
export { dialUnix, listenUnix, type UnixListener } from "./net/unix/unix_stream.ts";
export { bindUnixDatagram, type UnixDatagramSocket } from "./net/unix/unix_datagram.ts";
export {
  bindDatagrams,
  type BindOptions,
  type DatagramSocket,
  type GroupOptions,
  listenDatagrams,
  type ReceivedDatagram,
} from "./net/udp/datagram_socket.ts";
export {
  type ConnectedDatagrams,
  type DatagramConnector,
  openDatagramConnector,
} from "./net/udp/datagram_connector.ts";
export { isDisconnect } from "./net/errors/disconnect.ts";
export { listen, type Listener, type ListenOptions } from "./net/tcp/listen.ts";
export { type AbortiveCloser, openAbortiveCloser } from "./net/tcp/abortive_close.ts";
export {
  type AcceptDetails,
  type AskDetails,
  type DialDetails,
  type ListenDetails,
  NetError,
  type NetErrorCode,
  type NetErrorDetails,
  type ResolveDetails,
} from "./net/errors/net_error.ts";
export type { Family } from "./net/address/resolve_host.ts";
export { lingeringClose } from "./net/connection/lingering_close.ts";
export { BufferPool } from "./io/buffer_pool.ts";
export { FileShrankError, sendFile } from "./fs/send_file.ts";

export { type ChunkOptions, chunks } from "./io/chunks.ts";
export { type Framed, FrameError, type FrameErrorCode, type Framer } from "./io/framer.ts";
export { FrameReader } from "./io/frame_reader.ts";
export { lengthPrefixed, type LengthPrefixOptions } from "./io/length_prefixed.ts";
export { LineConnection, withLines } from "./io/line_connection.ts";
export { type LineOptions, lines, textLines } from "./io/lines.ts";
export type { Framing, MessageFraming } from "./io/message_framing.ts";
export { zeroTerminated, type ZeroTerminatedOptions } from "./io/zero_terminated.ts";
export { BufferedWriter } from "./io/buffered_writer.ts";

export { traced } from "./trace/traced_connection.ts";
export { silent, type TraceEvent, type TraceEventName, type Tracer } from "./trace/tracer.ts";
export { type TraceFormat, writingTracer } from "./trace/writing_tracer.ts";

export type { ConnectionHandler, HandlerContext, Home, InCommon, Service } from "./server/service.ts";
export { default as echo, type EchoOptions } from "./services/echo/service.ts";
export { default as files, type FilesOptions } from "./services/files/service.ts";

export { MODES } from "./server/modes/load_mode.ts";
export type { LineHandler, LineHandlerContext } from "./server/line_handler.ts";
export { serve, type ServeOptions } from "./server/serve.ts";
export { readyLine, type Server, type ServerOptions } from "./server/open_server.ts";
export { describeStatistics, type ServerStatistics, type Statistics } from "./server/statistics.ts";
export type { Mode, ModeName, ServerContext, ServerListener } from "./server/modes/mode.ts";
export { serveLocally } from "./server/modes/serve_locally.ts";
export type { AcceptLoop } from "./server/accept_loop.ts";
export type { PortOwner } from "./net/port_owner/port_owner.ts";
export type { SystemFailure } from "./net/errors/errno.ts";
export type { Permission } from "./process/permissions.ts";
export type { Counters, CounterValues } from "./server/counters.ts";

export type { Message, MessageValue } from "./i18n/message.ts";
export { MessageError } from "./i18n/message_error.ts";
