import type { Message } from "../../i18n/message.ts";
import type { Connection } from "../../net/connection.ts";
import type { SocketAddress } from "../../net/address/socket_address.ts";
import type { ConnectionHandler, InCommon } from "../service.ts";
import type { ServerOptions } from "../open_server.ts";
import type { Tracer } from "../../trace/tracer.ts";
import type { Family } from "../../net/address/resolve_host.ts";
import type { Statistics } from "../statistics.ts";
import type { Permission } from "../../process/permissions.ts";

/** The six ways of serving many clients. */
export type ModeName = "events" | "iterative" | "process" | "thread" | "pool" | "symmetric";

/** A socket of any kind that clients can connect to. */
export interface ServerListener {
  /** Where it listens. */
  readonly address: SocketAddress;
  /** The next client. @throws {Error} once the listener is closed, and when it is broken. */
  accept(): Promise<Connection>;
  /** Stops listening. Calling it again has no effect. */
  close(): void;
}

/** Everything that a mode builds a server from. */
export interface ServerContext {
  /** The sockets, already listening. The mode closes them when it is told to stop. */
  readonly listeners: readonly ServerListener[];
  /** The family of the sockets, for a mode that opens more of the same. */
  readonly family: Family;
  /** The length of their queues. */
  readonly backlog: number | undefined;
  /**
   * Announces where the server listens. The mode calls it once, when clients can really be served.
   */
  announce(): void;
  /**
   * Where another isolate finds the service; empty when the service is a function of this isolate.
   */
  readonly module: string;
  /** Whether the service wants all clients of a worker at once. */
  readonly manyAtOnce: boolean;
  /** What workers that accept by themselves have in common. */
  readonly inCommon: InCommon | undefined;
  /** The service's options: plain data, which may be sent to another isolate. */
  readonly options: unknown;
  /** The permissions that a handler in a separate isolate keeps; all of them when undefined. */
  readonly permissions: readonly Permission[] | undefined;
  /** Aborts when the server is asked to stop: accept no more clients, let sessions finish. */
  readonly signal: AbortSignal;
  /** Aborts when the grace period (`--grace`) is over: break off the sessions that are left. */
  readonly deadline: AbortSignal;
  /** Receives what happens on every socket. */
  readonly trace: Tracer;
  /** Prints something for the person who runs the server. */
  log(message: Message): void;
  /** The server was asked to stop. @param open how many clients are being served, which may finish */
  stopping(open: number): void;
  /** Whether clients' bytes that make no sense are logged. */
  readonly logFrameErrors: boolean;
  /** How many clients may be served at once. */
  readonly maxConnections: number;
  /** How many clients are served in all before the server ends by itself. */
  readonly mostClients: number;
  /** How many isolates a pool has. */
  readonly workers: number;
  /** How many accepted connections may wait for a worker. */
  readonly queue: number;
  /** Milliseconds without a byte after which a connection is closed; 0 means never. */
  readonly idleTimeout: number;
  /** What the server counts. */
  readonly statistics: Statistics;
  /** Milliseconds between two reports of the statistics; 0 for none. */
  readonly statsEvery: number;
  /** The number of the next connection, from 1. */
  number(): number;
  /** The service's handler in this isolate; made once, when first asked for. */
  handler(): ConnectionHandler;
}

/** A way of serving connections concurrently: one of the six, or the caller's own. */
export interface Mode {
  /** Its name in messages. */
  readonly name: string;
  /** Whether the handler runs in one isolate, so that clients may share state, or in many. */
  readonly isolates: "one" | "many";
  /** Refuses anything that this mode cannot do, before anything listens. @throws {TypeError} */
  check?(options: ServerOptions): void;
  /** Serves until told to stop; resolves when nothing that it started is still running. */
  serve(server: ServerContext): Promise<void>;
}
