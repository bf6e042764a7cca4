import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { peerCheck } from "../inet/peer_check.ts";
import { localEnd } from "../inet/resolve.ts";
import { inetName } from "../../socket_name.ts";
import { nameOf, udpSender, udpTarget } from "./udp_socket.ts";
import type { OpenRequest } from "../address_type.ts";

/**
 * `UDP-DATAGRAM:host:port`: sends to one address, which may be a broadcast or multicast one, and
 * takes datagrams from anybody in `range=`. `sourceport=` means our own port, and answers must come
 * from the peer's port.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [host, port] = request.parameters as [string, string];
  const target = await udpTarget(request, host, port);
  const socket = await udpSender(request, target);
  request.context.log.notice(() => `successfully prepared local socket ${inetName(socket.address)}`);
  const refused = peerCheck({ ...request, options: withoutLocalPort(request) });
  const peerPort = localEnd(request).port === undefined ? undefined : target.port;
  const fixed = request.options.has("sourceport");
  yield datagramEndpoint(socket, request.context, {
    target,
    accepts: (from) => refused(nameOf(from)) === undefined && (!fixed || from.port === peerPort),
    names: { local: socket.address, remote: nameOf(target) },
  });
}

/** Here `sourceport` and `lowport` speak of our own end, not of the peer's. */
function withoutLocalPort(request: OpenRequest): OpenRequest["options"] {
  const { options } = request;
  return Object.create(options, {
    number: { value: (name: string) => name === "sourceport" ? undefined : options.number(name) },
    flag: { value: (name: string) => name === "lowport" ? false : options.flag(name) },
    text: { value: (name: string) => options.text(name) },
    has: { value: (name: string) => options.has(name) },
  });
}
