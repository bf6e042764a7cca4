import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { dialTcp } from "../inet/dial_tcp.ts";
import { connecting } from "../retries.ts";

/** `TCP:host:port`: a connection that we make. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [host, port] = request.parameters as [string, string];
  return connecting(request, async () => inetEndpoint(await dialTcp(request, host, port), request.context));
}
