import { greeted } from "../../../net/tcp/dial.ts";
import { dialUnix } from "../../../net/unix/unix_stream.ts";
import { streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { unixName } from "../../socket_name.ts";
import type { OpenRequest } from "../address_type.ts";
import { proxyGreeting } from "../proxy_protocol/send_proxy_header.ts";
import { namedEarly, underUmask } from "../file/named.ts";
import { bindFailure } from "./unix_failures.ts";
import { isAbstract, ownPath, socketPath } from "./unix_path.ts";

/**
 * Connects to a stream socket; with `bind=` from a name of our own.
 *
 * @throws {Error} the system's, when nobody can be reached
 */
export async function dialUnixSocket(request: OpenRequest): Promise<RelayEndpoint> {
  const { context } = request;
  const path = socketPath(request);
  context.log.notice(() => `opening connection to ${unixName(path)}`);
  const own = ownPath(request);
  if (own !== undefined) return await dialNamed(request, path, own);
  const connection = await greeted(await dialUnix(path), { greet: proxyGreeting(request) }, context.signal);
  context.log.notice(() => `successfully connected from local address ${unixName(undefined)}`);
  return streamEndpoint(connection, context, { environment: { PEERADDR: path } });
}

/** @throws {RelayError} where that is impossible, instead of going unnamed */
async function dialNamed(request: OpenRequest, path: string, own: string): Promise<RelayEndpoint> {
  const { bindUnixClient } = await import("../../../net/unix/bind_unix_client.ts");
  const ours = isAbstract(request) ? () => () => {} : namedEarly(request, own, true);
  const client = bound(request, own, () => bindUnixClient(own));
  if (client === undefined) throw unnamed(request);
  const leave = ours();
  try {
    const connection = await client.connect(path);
    if (connection === undefined) throw unnamed(request);
    await greeted(connection, { greet: proxyGreeting(request) }, request.context.signal);
    request.context.log.notice(() => `successfully connected from local address ${unixName(own)}`);
    const environment = { PEERADDR: path, SOCKADDR: own };
    return streamEndpoint(connection, request.context, { environment, closed: leave });
  } catch (error) {
    leave();
    throw error;
  }
}

function bound<T>(request: OpenRequest, own: string, bind: () => T): T {
  try {
    return underUmask(request, bind);
  } catch (error) {
    throw bindFailure(own, error);
  }
}

function unnamed({ type, options }: OpenRequest): RelayError {
  return new RelayError(
    `${type.toUpperCase()}: option "bind=${options.text("bind")}" is not supported by this runtime`,
    "  a UNIX stream client cannot take a name of its own here; without bind= it connects unnamed",
  );
}
