import type { SocketAddress } from "../../net/address/socket_address.ts";
import type { Connection } from "../../net/connection.ts";
import type { ConnectionHandler } from "../../server/service.ts";
import type { Field } from "./http_error.ts";
import type { Fields } from "./request_head.ts";

/** The body of a request, read piece by piece as it arrives. */
export interface RequestBody {
  /** Bytes, or undefined: it comes in chunks and ends when it ends. */
  readonly length: number | undefined;
  /**
   * @returns a view that is valid until the next call, or null: the body is complete
   * @throws when the client left in the middle, or the framing is broken
   */
  read(): Promise<Uint8Array | null>;
}

/** A request, as a handler sees it. */
export interface HttpRequest {
  readonly method: string;
  /** The path as it was sent, percent signs and all; always begins with `/` (or is `*`). */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was sent, with its `?`; empty when there is none. */
  readonly search: string;
  /**
   * The requested host, with its port if there is one: from the target, or else from `Host`; empty
   * when neither has one.
   */
  readonly authority: string;
  readonly fields: Fields;
  readonly body: RequestBody;
  /** Who sent it: the other end of the connection, or the client that trusted proxies name. */
  readonly remote: SocketAddress;
  /** What trusted proxies report; undefined when there are none. */
  readonly forwarded?: Forwarded;
  /** The beginning of the path that was taken off before the handler saw it: `/files`. @default {""} */
  readonly prefix?: string;
  /** Who sent it, if that was asked and proved: the key of an account. */
  readonly user?: string;
  /** Who sent it has signed in with a browser, and can sign out. */
  readonly session?: boolean;
  /** What turns out on the way in, for the log. */
  readonly notes?: RequestNotes;
  /** Aborts when the client is gone or the server breaks off; made on demand, which is rare. */
  signal(): AbortSignal;
}

/** What layers further in find out about a request, for those further out. */
export interface RequestNotes {
  /** The name of whoever has signed in. */
  user?: string | undefined;
}

/** How a request was before trusted proxies passed it on. */
export interface Forwarded {
  readonly scheme: "http" | "https" | undefined;
  /** As {@linkcode ClientRequest.authority}. */
  readonly authority: string | undefined;
  /** The path under which the proxies show us, without a slash at its end; empty for none. */
  readonly prefix: string;
}

/** How sending a reply ended. */
export interface ReplyOutcome {
  /** Every byte was taken by the kernel; with `confirm`, the client also closed without complaint. */
  readonly complete: boolean;
  /** Bytes of the body that were handed to the kernel. */
  readonly sent: number;
}

/**
 * Where a body goes: a connection, with any number of layers in between. As on a connection,
 * `writeSome` tells a client that does not keep up from one that does; it is absent where that is
 * impossible, because the bytes are framed or compressed.
 */
export type Sink = Pick<Connection, "write" | "writeSome">;

/** A body that knows its length and can send itself; sent at most once. */
export interface ReplyBody {
  /** Bytes; undefined sends it in chunks. */
  readonly length: number | undefined;
  /**
   * Sends all of it. Sending less than `length`, or throwing, resets the connection, so that nobody
   * takes a part for the whole.
   */
  send(sink: Sink): Promise<void>;
  /**
   * Copies all of a small body into the buffer that it is sent from, next to its head, instead of
   * sending it. Bodies that need to know how much the client has taken meanwhile do not have this.
   *
   * @param buffer of exactly `length` bytes
   * @throws when there are now fewer, which resets the connection
   */
  readonly fill?: ((buffer: Uint8Array) => void) | undefined;
  /** Releases everything that was opened; called exactly once, whether the body was sent or not. */
  close?(): void;
}

/** A handler's answer. */
export interface HttpReply {
  readonly status: number;
  readonly fields: readonly Field[];
  /** Not sent for HEAD, 204 and 304, although its length is. */
  readonly body?: ReplyBody;
  /**
   * Wait for the client to take everything: the connection is half-closed after the body, and the
   * client's own close (rather than a reset) is the proof. Over TCP, this is the only way to know
   * that a download arrived.
   */
  readonly confirm?: boolean;
  /**
   * Takes over the connection after a 101, which ends HTTP on it: HTTP's time limits no longer
   * apply; those of the server (`--idle-timeout`, the number of clients, the grace period) still
   * do.
   */
  readonly upgrade?: ConnectionHandler;
  /** Called once, when the reply has been sent or broken off. */
  onEnd?(outcome: ReplyOutcome): void;
}

/**
 * Answers requests: files, a share, the pages of a room. If it throws an {@linkcode HttpError},
 * that becomes the reply.
 */
export type HttpHandler = (request: HttpRequest) => Promise<HttpReply>;

/** What a handler answers, also when it throws before it has begun to wait. */
export function answerOf(handler: HttpHandler, request: HttpRequest): Promise<HttpReply> {
  try {
    return handler(request);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** A body that is in memory already. */
export function bytesBody(bytes: Uint8Array): ReplyBody {
  return {
    length: bytes.length,
    send: (sink) => sink.write(bytes),
    fill: (buffer) => buffer.set(bytes),
  };
}

/** A reply of a few words. */
export function textReply(status: number, text: string, fields: readonly Field[] = []): HttpReply {
  return {
    status,
    fields: [["content-type", "text/plain; charset=utf-8"], ...fields],
    body: bytesBody(new TextEncoder().encode(text)),
  };
}
