import type { Connection } from "../../../net/connection.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { acceptPrepared, acceptTcp } from "../inet/accept_tcp.ts";
import { listenTcp } from "../inet/listen_tcp.ts";
import { PROXY_CLIENT_WITHIN, proxyServer } from "../proxy_server/serve_proxy.ts";
import { withRetryOptions } from "../retries.ts";

/** `TCP-LISTEN:port`: the first connection that somebody makes, or with `fork` every one. Behind it
 * there may be a proxy of ours (PROXY-LISTEN, SOCKS-LISTEN, `proxy-server=`). */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [port] = request.parameters as [string];
  const serve = proxyServer(request);
  const listener = await withRetryOptions(request, () => listenTcp(request, port));
  if (serve !== undefined) {
    const ask = async (connection: Connection, signal: AbortSignal) => {
      const client = await serve(connection, signal);
      return inetEndpoint(client.connection, request.context, {}, client.asked);
    };
    return yield* acceptPrepared(request, listener, ask, PROXY_CLIENT_WITHIN);
  }
  for await (const connection of acceptTcp(request, listener)) {
    yield inetEndpoint(connection, request.context);
  }
}
