import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { inetEnvironment, inetName } from "../../socket_name.ts";
import { isSamePeer, nameOf, udpSender, udpTarget } from "./udp_socket.ts";
import type { OpenRequest } from "../address_type.ts";

/** Sends to the host and port of the request, and takes only datagrams from there. */
export async function toOnePeer(request: OpenRequest): Promise<RelayEndpoint> {
  const [host, port] = request.parameters as [string, string];
  const target = await udpTarget(request, host, port);
  const socket = await udpSender(request, target);
  const local = socket.address;
  const { log } = request.context;
  if (request.type.includes("connect")) {
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
