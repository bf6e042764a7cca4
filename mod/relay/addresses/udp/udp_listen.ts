import type { InetAddress } from "../../../net/address/socket_address.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { peerCheck } from "../inet/peer_check.ts";
import { ownAddressToward } from "../../../net/udp/own_address.ts";
import { inetEnvironment, inetName } from "../../socket_name.ts";
import { isSamePeer, nameOf, udpReceiver } from "./udp_socket.ts";
import type { DatagramSocket } from "../../../net/udp/datagram_socket.ts";
import type { OpenRequest } from "../address_type.ts";
import { UdpSenders } from "./udp_senders.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";

const LARGEST = 65536;

/**
 * `UDP-LISTEN:port`: UDP knows no connections, so the first sender is taken for one: from then on
 * only its datagrams count, and writes go to it. With `fork` every sender gets such a relay; all of
 * them share one socket, and each has a bounded queue, so that a relay that is slow drops its own
 * datagrams and nobody else's.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const socket = await udpReceiver(request, request.parameters[0]!);
  request.context.log.notice(() => `listening on UDP ${inetName(socket.address)}`);
  request.context.tracer.emit({ event: "listen", local: socket.address });
  onAbort(request.context.signal, () => socket.close());
  if (request.options.flag("fork")) yield* eachSender(request, socket);
  else yield await firstSender(request, socket);
}

async function firstSender(request: OpenRequest, socket: DatagramSocket): Promise<RelayEndpoint> {
  const refuses = refusal(request);
  const buffer = new Uint8Array(LARGEST);
  while (true) {
    const { bytes, from } = await socket.receive(buffer);
    if (refuses(from)) continue;
    return datagramEndpoint(socket, request.context, {
      ...about(request, socket, from),
      target: from,
      first: bytes.slice(),
      accepts: (sender) => isSamePeer(sender, from),
    });
  }
}

async function* eachSender(request: OpenRequest, socket: DatagramSocket): AsyncGenerator<RelayEndpoint> {
  const senders = new UdpSenders(socket, refusal(request));
  for (let queue = await senders.next(); queue !== undefined; queue = await senders.next()) {
    const target = queue.peer;
    yield datagramEndpoint(queue, request.context, { ...about(request, socket, target), target });
  }
}

/** The senders that are refused; each refusal is logged. */
function refusal(request: OpenRequest): (from: InetAddress) => boolean {
  const check = peerCheck(request);
  return (from) => {
    const why = check(nameOf(from));
    if (why === undefined) return false;
    request.context.log.warning(`refusing packet from ${inetName(nameOf(from))} due to ${why} option`);
    return true;
  };
}

function about(request: OpenRequest, socket: DatagramSocket, from: InetAddress) {
  const remote = nameOf(from);
  request.context.log.notice(() => `accepting UDP connection from ${inetName(remote)}`);
  const local = ownAddressToward(remote, socket.address);
  return { environment: inetEnvironment(local, remote), names: { local, remote } };
}
