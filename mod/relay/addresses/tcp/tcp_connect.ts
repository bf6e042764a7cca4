import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { dialTcp } from "../../net/dial_tcp.ts";
import { connecting } from "../../net/retries.ts";
import type { OpenRequest } from "../address_type.ts";

/** `TCP:host:port`: a connection that we make. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [host, port] = request.parameters as [string, string];
  return connecting(request, () => dialTcp(request, host, port));
}
