import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import { acceptWithin } from "../../net/accept_within.ts";
import { acceptEach } from "../../net/accept_each.ts";
import { withRetryOptions } from "../../net/retries.ts";
import { unixEnvironment, unixName } from "../../net/socket_name.ts";
import { bindFailure } from "../../net/bind_failure.ts";
import { isAbstract, socketPath } from "../../net/unix_socket.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed, namedEarly, underUmask } from "../file/named.ts";

/**
 * `UNIX-LISTEN:path`: the first connection that somebody makes to the socket, or with `fork` every one. A name that is
 * already there is never taken over silently: it may belong to a server that runs.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const path = socketPath(request);
  const listener = await withRetryOptions(request, () => Promise.resolve(listen(request, path)));
  const accepted = acceptEach(
    request,
    () => closeListener(request, listener, path),
    () => acceptOne(request, listener),
  );
  for await (const conn of accepted) {
    const environment = unixEnvironment(path, conn.remoteAddr.path);
    yield streamEndpoint(conn, request.context, { environment });
  }
}

function listen(request: OpenRequest, path: string): Deno.UnixListener {
  const registerRemoval = isAbstract(request) ? () => {} : namedEarly(request, path, !keepsFile(request));
  let listener: Deno.UnixListener;
  try {
    listener = underUmask(request, () => Deno.listen({ transport: "unix", path }));
  } catch (error) {
    throw bindFailure(path, error);
  }
  registerRemoval();
  if (!isAbstract(request)) applyNamed(request, path);
  request.context.log.notice(() => `listening on ${unixName(path)}`);
  request.context.tracer.emit({ event: "listen", local: { transport: "unix", path } });
  return listener;
}

function keepsFile(request: OpenRequest): boolean {
  return request.options.has("unlink-close") && !request.options.flag("unlink-close");
}

/** The runtime removes the file of a closed listener: with `unlink-close=0` it is put aside meanwhile. */
function closeListener(request: OpenRequest, listener: Deno.UnixListener, path: string): void {
  const aside = `${path}.${Deno.pid}`;
  const keep = keepsFile(request) && !isAbstract(request);
  try {
    if (keep) Deno.renameSync(path, aside);
    listener.close();
  } catch {
    // Closed before, or its name is gone: both are what we want.
  }
  if (keep) putBack(aside, path);
}

function putBack(aside: string, path: string): void {
  try {
    Deno.renameSync(aside, path);
  } catch {
    // Put back by an earlier call.
  }
}

async function acceptOne(
  request: OpenRequest,
  listener: Deno.UnixListener,
): Promise<Deno.UnixConn | undefined> {
  const conn = await acceptWithin(listener, request);
  if (conn === null) return undefined;
  request.context.log.notice(() => `accepting connection from ${unixName(undefined)}`);
  return conn;
}
