import type { InetAddress } from "../../../net/address/socket_address.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { inetEnvironment, inetName } from "../../socket_name.ts";
import { isSamePeer, nameOf, udpSender, udpTarget } from "./udp_socket.ts";
import type { OpenRequest } from "../address_type.ts";

/** Sends to the host and port of the request, and takes only datagrams from there. */
export async function toOnePeer(request: OpenRequest): Promise<RelayEndpoint> {
  const [host, port] = request.parameters as [string, string];
  const target = await udpTarget(request, host, port);
  const connects = request.type.includes("connect");
  const { log, datagramConnector } = request.context;
  const connect = (local: InetAddress) => datagramConnector?.connect(local, target);
  const socket = await udpSender(request, target, connects ? connect : undefined);
  const local = nameOf(socket.address);
  if (connects) {
    log.notice(() => `opening connection to ${inetName(nameOf(target))}`);
    log.notice(() => `successfully connected from local address ${inetName(local)}`);
  } else log.notice(() => `successfully prepared local socket ${inetName(local)}`);
  return datagramEndpoint(socket, request.context, {
    target,
    accepts: (from) => isSamePeer(from, target),
    environment: inetEnvironment(local, nameOf(target)),
    names: { local, remote: nameOf(target) },
  });
}
