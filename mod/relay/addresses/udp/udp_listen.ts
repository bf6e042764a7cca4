import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { peerCheck } from "../../net/accept_tcp.ts";
import { ownAddressToward } from "../../net/own_address.ts";
import { inetEnvironment, inetName } from "../../net/socket_name.ts";
import { isSamePeer, nameOf, udpReceiver, type UdpSocket } from "../../net/udp_socket.ts";
import type { OpenRequest } from "../address_type.ts";
import { UdpSenders } from "./udp_senders.ts";

const LARGEST = 65536;

/**
 * `UDP-LISTEN:port`: UDP knows no connections, so the first sender is taken for one: from then on only its datagrams
 * count, and what is written goes to it. With `fork` every sender gets such a relay; all of them share one socket,
 * and each has a bounded queue, so that a relay that is slow drops its own datagrams and nobody else's.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const socket = await udpReceiver(request, request.parameters[0]!);
  request.context.log.notice(() => `listening on UDP ${inetName(socket.local)}`);
  const { host: hostname, port } = socket.local;
  request.context.tracer.emit({ event: "listen", local: { transport: "udp", hostname, port } });
  request.context.signal.addEventListener("abort", () => socket.close(), { once: true });
  if (request.options.flag("fork")) yield* eachSender(request, socket);
  else yield await firstSender(request, socket);
}

async function firstSender(request: OpenRequest, socket: UdpSocket): Promise<RelayEndpoint> {
  const refuses = refusal(request);
  const buffer = new Uint8Array(LARGEST);
  while (true) {
    const [bytes, from] = await socket.receive(buffer);
    if (refuses(from)) continue;
    return datagramEndpoint(socket, request.context, {
      ...about(request, socket, from),
      target: from,
      first: bytes.slice(),
      accepts: (sender) => isSamePeer(sender, from),
    });
  }
}

async function* eachSender(request: OpenRequest, socket: UdpSocket): AsyncGenerator<RelayEndpoint> {
  const senders = new UdpSenders(socket, refusal(request));
  for (let queue = await senders.next(); queue !== undefined; queue = await senders.next()) {
    const target = queue.peer;
    yield datagramEndpoint(queue, request.context, { ...about(request, socket, target), target });
  }
}

/** Who may not send, which is said each time. */
function refusal(request: OpenRequest): (from: Deno.NetAddr) => boolean {
  const check = peerCheck(request);
  return (from) => {
    const why = check(nameOf(from));
    if (why === undefined) return false;
    request.context.log.warning(`refusing packet from ${inetName(nameOf(from))} due to ${why} option`);
    return true;
  };
}

function about(request: OpenRequest, socket: UdpSocket, from: Deno.NetAddr) {
  const remote = nameOf(from);
  request.context.log.notice(() => `accepting UDP connection from ${inetName(remote)}`);
  const local = ownAddressToward(remote, socket.local);
  return { environment: inetEnvironment(local, remote), names: { local, remote } };
}
