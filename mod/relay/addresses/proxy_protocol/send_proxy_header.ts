import type { SocketAddress } from "../../../net/address/socket_address.ts";
import type { Connection } from "../../../net/connection.ts";
import type { ProxiedEnds } from "../../../net/proxy_protocol/proxy_header.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { versionToSend } from "./proxy_protocol_options.ts";

/**
 * What `proxy-protocol`, `send-proxy` and `send-proxy-v2` say first on a connection that we made: whose it is.
 * That is the client of the other address; where that is no socket, the relay is the client itself.
 *
 * @returns undefined when nothing is to be said
 */
export function proxyGreeting(
  { options, context }: OpenRequest,
): ((connection: Connection) => Promise<void>) | undefined {
  const version = versionToSend(options);
  if (version === undefined) return undefined;
  return async (connection) => {
    const { encodeProxyHeader } = await import("../../../net/proxy_protocol/encode_proxy_header.ts");
    const ends = endsOf(context.peer) ?? { source: connection.local, destination: connection.remote };
    await connection.write(encodeProxyHeader({ version, ends }));
  };
}

function endsOf(peer: RelayEndpoint | undefined): ProxiedEnds | undefined {
  if (peer?.names !== undefined) {
    const transport = peer.datagram ? "udp" : "tcp";
    return {
      source: { transport, ...peer.names.remote },
      destination: { transport, ...peer.names.local },
    };
  }
  const { PEERADDR, SOCKADDR } = peer?.environment ?? {};
  return SOCKADDR === undefined ? undefined : { source: unix(PEERADDR ?? ""), destination: unix(SOCKADDR) };
}

function unix(path: string): SocketAddress {
  return { transport: "unix", path };
}
