import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type Accepted, acceptTcp, listenTcp } from "../../net/accept_tcp.ts";
import { withRetryOptions } from "../../net/retries.ts";
import { inetEnvironment } from "../../net/socket_name.ts";
import type { OpenRequest } from "../address_type.ts";

/** `TCP-LISTEN:port`: the first connection that somebody makes, or with `fork` every one. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [port] = request.parameters as [string];
  if (request.options.flag("ipv6-v6only")) {
    const { openOnlyIpv6 } = await import("./tcp_listen_ipv6.ts");
    const alone = await openOnlyIpv6(request, port);
    if (alone !== undefined) return yield* alone;
  }
  const listener = await withRetryOptions(request, () => listenTcp(request, port));
  for await (const each of acceptTcp(request, listener)) yield endpointOf(each, request);
}

function endpointOf({ conn, local, peer }: Accepted, request: OpenRequest): RelayEndpoint {
  return streamEndpoint(conn, request.context, {
    environment: inetEnvironment(local, peer),
    names: { local, remote: peer },
  });
}
