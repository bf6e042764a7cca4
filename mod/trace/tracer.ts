import type { SocketAddress } from "../net/address/socket_address.ts";

/** What can happen to a socket, in the words of the system calls, and what a mode does with a connection. */
export type TraceEventName =
  | "listen"
  | "accept"
  | "connect"
  | "open"
  | "read"
  | "write"
  | "end"
  | "close"
  | "reset"
  | "error"
  | "request"
  | "drain"
  | "queued"
  | "handed"
  | "start"
  | "exit"
  | "idle";

/** Something that happened. */
export interface TraceEvent {
  /** What it was. */
  readonly event: TraceEventName;
  /**
   * The connection's number, from 1 in the order in which they were opened; absent for events that
   * concern no connection.
   */
  readonly conn?: number;
  /** Of a relay: which of its two addresses. */
  readonly side?: "left" | "right";
  /** Our end. */
  readonly local?: SocketAddress;
  /** The peer's end. */
  readonly remote?: SocketAddress;
  /** How many bytes were read or written. */
  readonly bytes?: number;
  /** The bytes themselves, for a preview; a view that is only valid during the call. */
  readonly data?: Uint8Array;
  /** A few words more. */
  readonly detail?: string;
  /** The permissions that the program keeps and those it has given up, where that becomes known. */
  readonly permissions?: string;
}

/** Where events go. */
export interface Tracer {
  /**
   * False when nobody listens: then nothing is prepared, and connections are not wrapped at all.
   */
  readonly enabled: boolean;
  /** Takes an event; never throws, never waits. */
  emit(event: TraceEvent): void;
}

/** The tracer to use when nobody wants to know. */
export const silent: Tracer = { enabled: false, emit() {} };
