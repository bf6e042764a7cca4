/*
HTTP/1.1 on a connection: netlab's own server, and why there is one.

Deno has a server, and for most programs it is the right one. It was measured for this program
and found lacking in two ways that matter for handing over files. It cannot tell whether a
download arrived: depending on the version, an aborted download counts as completed, or a
completed one as failed. And its file stream moves 0.7 GB/s on a machine where nginx moves 2.0:
reading the next piece while the last one is on its way, on a plain socket, moves 1.9. On top of
that, a handler on a connection is what everything else in netlab is, so `--trace`, `--max-conns`
and the graceful stop work here as they do for echo.

How it works: heads are read within limits of size and time; a body whose end is in any doubt is
refused; replies come in the order of the requests, whether those were pipelined or not;
`100 Continue` is sent when the handler wants to read the body, not before; a reply body that
turns out too short ends in a reset, never in a clean close; and after an error, the connection
lingers, because a close with unread input would make the kernel throw our answer away: for as
long as the client keeps sending, up to half a minute, however much it sends.

A handler may answer a request by taking its connection over (101): that is how the chat's page gets its WebSocket.

When it is the wrong choice: for HTTP/2, or a public server on the open internet. Put nginx in
front.
*/

import { isBadTls } from "../../net/errors/system_error.ts";
import type { Connection } from "../../net/connection.ts";
import { isDisconnect } from "../../net/errors/disconnect.ts";
import type { ConnectionHandler, HandlerContext } from "../../server/service.ts";
import { HttpSession } from "./http_session.ts";
import type { HttpHandler } from "./message.ts";
import type { RequestHead } from "./request_head.ts";
import type { HttpLimits, Watchdog } from "./watchdog.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/** How {@linkcode httpConnectionHandler} serves. */
export interface HttpConnectionOptions {
  /** Shared by all connections of a server. */
  readonly watchdog: Watchdog;
  /** Limits that differ from {@linkcode HTTP_LIMITS}. */
  readonly limits?: Partial<HttpLimits>;
  /**
   * Who else answers a request, and all that comes after it on its connection; undefined: it is answered here.
   * @default {nobody}
   */
  readonly elsewhere?: ((head: RequestHead) => ConnectionHandler | undefined) | undefined;
}

/** nginx's numbers, where it has them; the slowest rate is about Kestrel's (240 bytes a second). */
export const HTTP_LIMITS: HttpLimits = {
  head: 10_000,
  keepAlive: 60_000,
  stall: 60_000,
  minRate: 256,
  linger: 30_000,
  lingerIdle: 5000,
};

/**
 * Makes a handler that speaks HTTP/1.0 and 1.1.
 *
 * @param handler answers the requests
 * @returns a handler like any other; it never throws because of a client
 */
export function httpConnectionHandler(
  handler: HttpHandler,
  options: HttpConnectionOptions,
): ConnectionHandler {
  const how = { ...options, limits: { ...HTTP_LIMITS, ...options.limits } };
  return (connection, context) => serveRequests(connection, context, handler, how);
}

async function serveRequests(
  connection: Connection,
  context: HandlerContext,
  handler: HttpHandler,
  { watchdog, limits, elsewhere }: HttpConnectionOptions & { readonly limits: HttpLimits },
): Promise<void> {
  const { signal, log } = context;
  const deadline = watchdog.watch();
  const session = new HttpSession(connection, handler, limits, deadline, log, elsewhere);
  const open = sessionsUntil(signal);
  open.add(session);
  if (signal.aborted) session.stop();
  try {
    await session.run();
  } catch (error) {
    if (!isDisconnect(error) && !isNoHandshake(error)) throw error;
  } finally {
    open.delete(session);
    deadline[Symbol.dispose]();
    session.end();
  }
  const { upgraded } = session;
  if (upgraded !== undefined) await upgraded.handler(upgraded.connection, context);
}

const untilAborted = new WeakMap<AbortSignal, Set<HttpSession>>();

/**
 * The sessions that a signal stops, with one listener for all of them: a signal looks at all its listeners for
 * each that comes or goes.
 */
function sessionsUntil(signal: AbortSignal): Set<HttpSession> {
  const known = untilAborted.get(signal);
  if (known !== undefined) return known;
  const sessions = new Set<HttpSession>();
  untilAborted.set(signal, sessions);
  onAbort(signal, () => {
    for (const session of sessions) session.stop();
  });
  return sessions;
}

/**
 * A client that does not speak TLS on a TLS port, or does not trust our certificate: that is its
 * own problem.
 */
function isNoHandshake(error: unknown): boolean {
  return isBadTls(error);
}
