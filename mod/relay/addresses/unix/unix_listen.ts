import type { Connection } from "../../../net/connection.ts";
import { listenUnix, type UnixListener } from "../../../net/unix/unix_stream.ts";
import { streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { unixEnvironment, unixName } from "../../socket_name.ts";
import { acceptEach } from "../accept_each.ts";
import { acceptWithin } from "../accept_within.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed, namedEarly, underUmask } from "../file/named.ts";
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
  const accepted = acceptEach(request, () => listener.close(), () => acceptOne(request, listener));
  for await (const connection of accepted) {
    const { remote } = connection;
    const environment = unixEnvironment(path, "path" in remote ? remote.path : "");
    yield streamEndpoint(connection, request.context, { environment });
  }
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
  request.context.log.notice(() => `accepting connection from ${unixName(undefined)}`);
  return connection;
}
