import type { Connection } from "../../../net/connection.ts";
import { listenUnix, type UnixListener } from "../../../net/unix/unix_stream.ts";
import { inetEndpoint, streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { unixEnvironment, unixName } from "../../socket_name.ts";
import { acceptEach } from "../accept_each.ts";
import { acceptWithin } from "../accept_within.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed, namedEarly, underUmask } from "../file/named.ts";
import { preparedEach } from "../inet/accept_tcp.ts";
import { PROXY_HEADER_WITHIN, proxyHeaderReader } from "../proxy_protocol/accept_proxy_header.ts";
import { withRetryOptions } from "../retries.ts";
import { bindFailure } from "./unix_failures.ts";
import { isAbstract, socketPath } from "./unix_path.ts";

/**
 * `UNIX-LISTEN:path`: the first connection that somebody makes to the socket, or with `fork` every one. A
 * name that is already there is never taken over silently: it may belong to a server that runs.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const path = socketPath(request);
  const listener = await withRetryOptions(request, () => Promise.resolve(listen(request, path)));
  for await (const connection of accepted(request, listener)) {
    const { remote } = connection;
    if ("path" in remote) {
      const environment = unixEnvironment(path, remote.path);
      yield streamEndpoint(connection, request.context, { environment });
    } else yield inetEndpoint(connection, request.context);
  }
}

function accepted(request: OpenRequest, listener: UnixListener): AsyncGenerator<Connection> {
  const accept = () => acceptOne(request, listener);
  const close = () => listener.close();
  const headers = proxyHeaderReader(request);
  if (headers === undefined) return acceptEach(request, close, accept);
  return preparedEach(request, { accept, close }, headers.read, PROXY_HEADER_WITHIN);
}

function listen(request: OpenRequest, path: string): UnixListener {
  const keepName = request.options.has("unlink-close") && !request.options.flag("unlink-close");
  const registerRemoval = isAbstract(request) ? () => {} : namedEarly(request, path, !keepName);
  const listener = bound(request, path, keepName);
  registerRemoval();
  if (!isAbstract(request)) applyNamed(request, path);
  request.context.log.notice(() => `listening on ${unixName(path)}`);
  request.context.tracer.emit({ event: "listen", local: listener.address });
  return listener;
}

function bound(request: OpenRequest, path: string, keepName: boolean): UnixListener {
  try {
    return underUmask(request, () => listenUnix(path, { keepName }));
  } catch (error) {
    throw bindFailure(path, error);
  }
}

async function acceptOne(request: OpenRequest, listener: UnixListener): Promise<Connection | undefined> {
  const connection = await acceptWithin(listener, request);
  if (connection === null) return undefined;
  const path = socketPath(request);
  request.context.log.notice(() => `accepting connection from ${unixName(undefined)} on ${unixName(path)}`);
  return connection;
}
