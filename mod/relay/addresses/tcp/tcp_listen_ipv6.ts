import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { NodeEndpoint } from "../../endpoints/node_endpoint.ts";
import { type Accepted, acceptTcp } from "../../net/accept_tcp.ts";
import type { AdoptedConn } from "../../net/only_ipv6.ts";
import { listenOnlyIpv6 } from "../../net/only_ipv6.ts";
import { withRetryOptions } from "../../net/retries.ts";
import { inetEnvironment } from "../../net/socket_name.ts";
import type { OpenRequest } from "../address_type.ts";

/**
 * `TCP6-LISTEN:port,ipv6-v6only`: leaves the port to others on IPv4.
 *
 * @returns undefined where that cannot be had; clients who come over IPv4 can then be turned away only
 */
export async function openOnlyIpv6(
  request: OpenRequest,
  port: string,
): Promise<AsyncGenerator<RelayEndpoint> | undefined> {
  const listener = await withRetryOptions(request, () => Promise.resolve(listenOnlyIpv6(request, port)));
  return listener && endpoints(request, acceptTcp(request, listener));
}

async function* endpoints(
  request: OpenRequest,
  accepted: AsyncGenerator<Accepted<AdoptedConn>>,
): AsyncGenerator<RelayEndpoint> {
  for await (const { conn: { socket }, local, peer } of accepted) {
    yield new NodeEndpoint({
      source: socket,
      sink: socket,
      environment: inetEnvironment(local, peer),
      names: { local, remote: peer },
    }, request.context);
  }
}
