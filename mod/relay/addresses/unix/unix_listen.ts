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
import { proxyHeaderReader } from "../proxy_protocol/accept_proxy_header.ts";
import type { AskedTarget } from "../proxy_server/proxy_request.ts";
import { PROXY_CLIENT_WITHIN, proxyServer } from "../proxy_server/serve_proxy.ts";
import { withRetryOptions } from "../retries.ts";
import { listenFailure } from "./unix_failures.ts";
import { isAbstract, socketPath } from "./unix_path.ts";

/**
 * `UNIX-LISTEN:path`: the first connection that somebody makes to the socket, or with `fork` every one. A
 * name that is already there is never taken over silently: it may belong to a server that runs.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const path = socketPath(request);
  const headers = proxyHeaderReader(request);
  const serve = proxyServer(request);
  const listener = await withRetryOptions(request, () => Promise.resolve(listen(request, path)));
  const accept = () => acceptOne(request, listener);
  const close = () => listener.close();
  const endpointOf = (connection: Connection, asked?: AskedTarget) => {
    const { remote } = connection;
    if (!("path" in remote)) return inetEndpoint(connection, request.context, {}, asked);
    return streamEndpoint(connection, request.context, {
      environment: unixEnvironment(path, remote.path),
      asked,
    });
  };
  if (headers === undefined && serve === undefined) {
    for await (const connection of acceptEach(request, close, accept)) yield endpointOf(connection);
    return;
  }
  const prepare = async (accepted: Connection, signal: AbortSignal) => {
    const connection = await headers?.read(accepted, signal) ?? accepted;
    const client = await serve?.(connection, signal);
    return endpointOf(client?.connection ?? connection, client?.asked);
  };
  yield* preparedEach(request, { accept, close }, prepare, PROXY_CLIENT_WITHIN);
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
    throw listenFailure(path, error);
  }
}

async function acceptOne(request: OpenRequest, listener: UnixListener): Promise<Connection | undefined> {
  const connection = await acceptWithin(listener, request);
  if (connection === null) return undefined;
  const path = socketPath(request);
  request.context.log.notice(() => `accepting connection from ${unixName(undefined)} on ${unixName(path)}`);
  return connection;
}
