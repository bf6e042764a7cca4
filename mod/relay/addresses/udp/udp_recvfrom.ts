import type { InetAddress } from "../../../net/address/socket_address.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { peerCheck } from "../inet/peer_check.ts";
import { ownAddressToward } from "../../../net/udp/own_address.ts";
import { inetEnvironment, inetName } from "../../socket_name.ts";
import { nameOf, udpReceiver } from "./udp_socket.ts";
import type { DatagramSocket } from "../../../net/udp/datagram_socket.ts";
import type { OpenRequest } from "../address_type.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";

/** The largest datagram there is. */
const LARGEST = 65536;

/**
 * `UDP-RECVFROM:port`: one datagram, then the end of the stream; writes go back to its sender.
 * With `fork` every datagram gets a relay of its own, all on one socket.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const socket = await udpReceiver(request, request.parameters[0]!);
  const { context } = request;
  onAbort(context.signal, () => socket.close());
  const fork = request.options.flag("fork");
  const refused = peerCheck(request);
  const buffer = new Uint8Array(LARGEST);
  do {
    context.log.notice(() => `receiving on ${inetName(socket.address)}`);
    const { bytes, from } = await socket.receive(buffer);
    const why = refused(nameOf(from));
    if (why !== undefined) {
      context.log.warning(`refusing packet from ${inetName(nameOf(from))} due to ${why} option`);
      continue;
    }
    context.log.notice(() => `receiving packet from ${inetName(nameOf(from))}`);
    yield answerable(request, socket, bytes.slice(), from);
    if (!fork) return;
  } while (!context.signal.aborted);
}

function answerable(
  request: OpenRequest,
  socket: DatagramSocket,
  first: Uint8Array,
  target: InetAddress,
): RelayEndpoint {
  const fork = request.options.flag("fork");
  const remote = nameOf(target);
  const local = ownAddressToward(remote, socket.address);
  return datagramEndpoint(socket, request.context, {
    target,
    first,
    received: (count) =>
      request.context.log.notice(() => `received packet with ${count} bytes from ${inetName(remote)}`),
    once: true,
    environment: inetEnvironment(local, remote),
    names: { local, remote },
    ...(fork ? { close: () => {} } : {}),
  });
}
