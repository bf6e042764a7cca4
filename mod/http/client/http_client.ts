/*
The asking side of HTTP/1.1: one request, one connection.

Why not `fetch`? It does not say when it is connected, so a limit for connecting cannot be told
from one for the answer; nor which address a name has led to, so a redirect to this machine goes
unnoticed. Here every phase is ours: name, socket, proxy, handshake, request, head, body. Nothing
is unpacked: you get the bytes that were sent. The cost is one connection per request, and
HTTP/1.1 only.
*/

import { msg, secondsMessage } from "../../i18n/message.ts";
import { messageOf } from "../../i18n/message_error.ts";
import type { Language } from "../../i18n/text.ts";
import { isDisconnect } from "../../net/errors/disconnect.ts";
import type { Family } from "../../net/address/resolve_host.ts";
import { StalledError, StallLimitedConnection } from "../../net/connection/stall_limit.ts";
import { ByteSource } from "../wire/byte_source.ts";
import { connectionFailure, endedEarly, HttpFailure, notHttp } from "./http_failure.ts";
import type { Proxy } from "./proxy.ts";
import { checkDirection, MOST_REDIRECTS, redirectTarget, webAddress } from "./redirect.ts";
import { type Response, ResponseBody } from "./response.ts";
import { parseResponseHead, responseFraming, type ResponseHead } from "./response_head.ts";
import { openTransport } from "./transport.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/** How an HTTP client behaves. */
export interface HttpClientOptions {
  /** Certificates to trust besides the usual ones, PEM. */
  readonly caCerts?: readonly string[];
  /** Only addresses of this family. */
  readonly family?: Family;
  /**
   * How long it may take before a request can be sent (name, connection, proxy, handshake),
   * milliseconds; 0 means no limit.
   */
  readonly connectTimeout?: number;
  /** How long nothing may move while we wait, milliseconds; 0 means no limit. */
  readonly timeout?: number;
  /** The value of Authorization, and the only origin (scheme, host and port) that gets it. */
  readonly credentials?: { readonly origin: string; readonly authorization: string } | undefined;
  /** What people are spoken to in: the server may say in it why it refuses something (Accept-Language). */
  readonly language?: Language;
  /** The proxy for an address. */
  proxy?(url: URL): Proxy | undefined;
}

/** What to ask for. */
export interface ClientRequest {
  /** @default {"GET"} */
  readonly method?: "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "MKCOL";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: OutgoingBody;
  /** Whether redirects to another origin (scheme, host, port) are refused. @default {false} */
  readonly staying?: boolean;
  /** Gives up, in any phase. */
  readonly signal: AbortSignal;
}

/** A request body, read as fast as it is sent. */
export interface OutgoingBody {
  /** Bytes. */
  readonly length: number;
  /**
   * The next piece, valid until the next call; `length` bytes in all. If it throws, the request
   * throws the same.
   */
  read(): Promise<Uint8Array>;
}

/** Sends a request and follows redirects. @throws HttpFailure, or the signal's reason */
export type Fetch = (url: string, request: ClientRequest) => Promise<Response>;

/** Longest wait that a timer of the runtime can make, milliseconds. */
const LONGEST = 2 ** 31 - 1;
/** Interim answers (RFC 9110 §15.2) before the final one. */
const MOST_INTERIM = 16;

/** An HTTP client with these limits. */
export function httpClient(options: HttpClientOptions = {}): Fetch {
  return async (address, request) => {
    let url = webAddress(address, address);
    let from: string | undefined;
    for (let redirects = 0;; redirects++) {
      const { response, remote } = await exchange(url, from, request, options);
      using left = new DisposableStack();
      left.use(response);
      // What has a file in it was meant for this server alone.
      const method = request.body === undefined ? request.method ?? "GET" : "PUT";
      const next = redirectTarget(method, response);
      if (next === undefined) {
        left.move();
        return response;
      }
      if (redirects === MOST_REDIRECTS) throw withoutEnd();
      if (request.staying === true && next.origin !== url.origin) throw elsewhere(next);
      url = next;
      from = remote;
    }
  };
}

/** One request and its answer, on their own connection. */
async function exchange(
  url: URL,
  from: string | undefined,
  request: ClientRequest,
  options: HttpClientOptions,
): Promise<{ response: Response; remote: string | undefined }> {
  const { signal, method = "GET" } = request;
  using scope = new DisposableStack();
  const explain = (error: unknown, again = false): unknown => {
    if (signal.aborted) return signal.reason;
    // A server that is silent from the start is not asked again, or the limit would become many
    // times the given one.
    return error instanceof StalledError
      ? new HttpFailure(messageOf(error), { again })
      : connectionFailure(error);
  };
  try {
    const proxy = options.proxy?.(url);
    const connection = scope.use(await connect(url, proxy, signal, options));
    scope.use(onAbort(signal, () => connection.close()));
    const remote = proxy === undefined && "hostname" in connection.remote
      ? connection.remote.hostname
      : undefined;
    checkDirection(from, remote, url);
    const source = new ByteSource(connection);
    const head = await ask(connection, source, requestHead(url, proxy, request, options), request.body);
    const broken = (error: unknown) => explain(isDisconnect(error) ? endedEarly(error) : error, true);
    const body = new ResponseBody(source, responseFraming(method, head), scope.move(), broken);
    const response = {
      ...head,
      url: url.href,
      read: () => body.read(),
      [Symbol.dispose]: () => body[Symbol.dispose](),
    };
    return { response, remote };
  } catch (error) {
    if (error instanceof LocalFailure) throw error.cause;
    throw explain(error);
  }
}

async function connect(
  url: URL,
  proxy: Proxy | undefined,
  signal: AbortSignal,
  { connectTimeout = 0, timeout = 0, caCerts = [], family }: HttpClientOptions,
): Promise<StallLimitedConnection> {
  const limit = Math.min(connectTimeout || LONGEST, timeout || LONGEST);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(notConnected(limit)), limit);
  try {
    const both = AbortSignal.any([signal, late.signal]);
    return new StallLimitedConnection(
      await openTransport(url, { proxy, caCerts, family, signal: both }),
      timeout,
    );
  } finally {
    clearTimeout(timer);
  }
}

function requestHead(
  url: URL,
  proxy: Proxy | undefined,
  { method = "GET", headers, body }: ClientRequest,
  { credentials, language }: HttpClientOptions,
): Uint8Array {
  const path = url.pathname + url.search;
  // A proxy gets the whole address; through a tunnel it is the server that reads it.
  const passed = url.protocol === "http:" ? proxy : undefined;
  const fields: Record<string, string | undefined> = {
    "Host": url.host,
    "User-Agent": "netlab",
    "Accept": "*/*",
    // Bytes as they are on the server: ranges of compressed data would not fit together.
    "Accept-Encoding": "identity",
    "Accept-Language": language,
    "Connection": "close",
    "Authorization": credentials?.origin === url.origin ? credentials.authorization : undefined,
    "Proxy-Authorization": passed?.authorization,
    "Content-Length": body === undefined ? (method === "POST" ? "0" : undefined) : String(body.length),
    ...headers,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`]
  );
  const target = passed === undefined ? path : url.origin + path;
  return new TextEncoder().encode([`${method} ${target} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
}

/** Our own failure, with a body that could not be read. */
class LocalFailure extends Error {}

/**
 * Sends the request and reads the head of its answer. An answer that comes before everything was
 * sent stops the sending.
 */
async function ask(
  connection: StallLimitedConnection,
  source: ByteSource,
  head: Uint8Array,
  body: OutgoingBody | undefined,
): Promise<ResponseHead> {
  let answered = false;
  let failure: LocalFailure | undefined;
  const answer = finalHead(source);
  const sending = async () => {
    await connection.write(head);
    for (let sent = 0; body !== undefined && sent < body.length && !answered;) {
      const piece = await body.read().catch((cause) => {
        throw failure = new LocalFailure("", { cause });
      });
      if (!answered) await connection.write(piece);
      sent += piece.length;
    }
  };
  // A server that refuses may close without reading on: we still read its answer, or how it left.
  sending().catch((error) => {
    if (!answered && !isDisconnect(error)) connection.close();
  });
  try {
    return await answer;
  } catch (error) {
    throw failure ?? error;
  } finally {
    answered = true;
  }
}

async function finalHead(source: ByteSource): Promise<ResponseHead> {
  for (let interim = 0; interim <= MOST_INTERIM; interim++) {
    const bytes = await source.head(() => {});
    if (bytes === null) throw new Deno.errors.UnexpectedEof();
    const head = parseResponseHead(bytes);
    if (head.status >= 200) return head;
    if (head.status === 101) break;
  }
  throw notHttp();
}

function elsewhere({ origin }: URL): HttpFailure {
  return new HttpFailure(msg`The server sends us to ${origin}, another server; that is not followed`, {
    again: false,
  });
}

function withoutEnd(): HttpFailure {
  return new HttpFailure(
    msg`Cannot reach the server: ${msg`it sends us from one address to the next without end`}`,
    {
      again: false,
    },
  );
}

function notConnected(limit: number): HttpFailure {
  return new HttpFailure(msg`no connection within ${secondsMessage(limit / 1000)}`, { again: false });
}
