import type { MessageData } from "../../../i18n/message.ts";
import type { SocketAddress } from "../../../net/address/socket_address.ts";
import type { TraceEvent } from "../../../trace/tracer.ts";
import type { Permission } from "../../../process/permissions.ts";

/**
 * Where another isolate finds a service: the URL of its module, its options as plain data, and its
 * permissions.
 */
export interface ServiceRef {
  readonly module: string;
  readonly options: unknown;
  /**
   * The permissions that the isolate keeps once it has loaded the service; all of them when
   * undefined.
   */
  readonly permissions?: readonly Permission[] | undefined;
}

/**
 * An error as plain data. Classes do not survive the trip to another isolate; names and codes do.
 */
export interface ErrorMessage {
  readonly name: string;
  /** Details about it. */
  readonly sentence: MessageData;
  readonly code?: string;
}

/**
 * Messages between the two ends of a connection that is served elsewhere; the same in both
 * directions.
 */
export type FlowMessage =
  /** Bytes; no more than there is credit for. */
  | { readonly type: "data"; readonly id: number; readonly bytes: Uint8Array }
  /** The number of bytes used up: the same number may be sent again. */
  | { readonly type: "credit"; readonly id: number; readonly count: number }
  /** No more bytes in this direction (FIN). */
  | { readonly type: "end"; readonly id: number }
  /** The connection broke. */
  | { readonly type: "broken"; readonly id: number; readonly error: ErrorMessage };

/** Messages from the isolate that accepts to the isolate that serves. */
export type MessageToHost =
  /** The first message: the service to host, unless it is loaded already. */
  | { readonly type: "host"; readonly service?: ServiceRef | undefined; readonly tracing: boolean }
  /** A client. The next one only comes after `done`. */
  | {
    readonly type: "open";
    readonly id: number;
    readonly local: SocketAddress;
    readonly remote: SocketAddress;
  }
  /** The server was asked to stop; finish what you are doing. */
  | { readonly type: "stop" }
  /** There will be no more clients: release everything. */
  | { readonly type: "quit" }
  | FlowMessage;

/** The answers of the isolate that serves. */
export type MessageFromHost =
  | FlowMessage
  /** This isolate is up, and has loaded its service or failed to. */
  | { readonly type: "up" }
  /** The handler closed the connection. */
  | { readonly type: "close"; readonly id: number }
  /** The handler reset the connection. */
  | { readonly type: "reset"; readonly id: number }
  /** The handler is done with this client. */
  | { readonly type: "done"; readonly id: number; readonly error?: ErrorMessage }
  | { readonly type: "log"; readonly message: MessageData }
  | { readonly type: "trace"; readonly id: number; readonly event: TraceEvent }
  /** Something failed that belongs to no call (an unhandled rejection): this isolate ends. */
  | { readonly type: "crash"; readonly error: ErrorMessage }
  /** Everything is released; this isolate may be ended. */
  | { readonly type: "bye" };

/** Any message between isolates. */
export type IsolateMessage = MessageToHost | MessageFromHost;

/** What a message gives away to its receiver, instead of a copy: many bytes, which belong to the message alone. */
export function givenAway(message: IsolateMessage): ArrayBuffer[] {
  if (message.type !== "data" || message.bytes.length < WORTH_GIVING) return [];
  const { buffer, byteLength } = message.bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

/** To give a buffer away costs as much as to copy a few kilobytes. */
const WORTH_GIVING = 8192;
