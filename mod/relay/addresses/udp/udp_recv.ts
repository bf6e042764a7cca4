import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { peerCheck } from "../inet/peer_check.ts";
import { inetName } from "../../socket_name.ts";
import { nameOf, udpReceiver } from "./udp_socket.ts";
import type { OpenRequest } from "../address_type.ts";

/** `UDP-RECV:port`: every datagram from everybody who may send; nothing goes back. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const socket = await udpReceiver(request, request.parameters[0]!);
  const refused = peerCheck(request);
  yield datagramEndpoint(socket, request.context, {
    accepts: (from) => refused(nameOf(from)) === undefined,
    received: (count, from) =>
      request.context.log.notice(() => `received packet with ${count} bytes from ${inetName(nameOf(from))}`),
  });
}
