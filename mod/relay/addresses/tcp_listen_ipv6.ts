import type { Endpoint } from "../endpoint.ts";
import { NodeEndpoint } from "../endpoints/node_endpoint.ts";
import { acceptNode, type NodeAccepted } from "../net/node_listen.ts";
import { withRetries } from "../net/retries.ts";
import { inetEnvironment, inetName } from "../net/socket_name.ts";
import type { OpenRequest } from "./address_type.ts";

/** `TCP6-LISTEN:port,ipv6-v6only`: leaves the port to others on IPv4. */
export async function* openOnlyIpv6(request: OpenRequest, port: string): AsyncGenerator<Endpoint> {
  const accepted = acceptNode(request, port, (each) => Promise.resolve(endpointOf(each, request)));
  const fork = request.options.flag("fork");
  const first = await withRetries(request, () => accepted.next());
  for (let next = first; !next.done; next = await accepted.next()) {
    if (next.value instanceof Error) throw next.value;
    if (!fork) await accepted.return(undefined);
    yield next.value;
    if (!fork) return;
  }
}

function endpointOf({ socket, local, peer }: NodeAccepted, request: OpenRequest): Endpoint {
  const { log } = request.context;
  log.notice(() => `accepting connection from ${inetName(peer)} on ${inetName(local)}`);
  socket.setNoDelay(true);
  return new NodeEndpoint({
    source: socket,
    sink: socket,
    environment: inetEnvironment(local, peer),
    names: { local, remote: peer },
  }, request.context);
}
