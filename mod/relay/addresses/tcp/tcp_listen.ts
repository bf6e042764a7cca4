import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { acceptTcp } from "../inet/accept_tcp.ts";
import { listenTcp } from "../inet/listen_tcp.ts";
import { withRetryOptions } from "../retries.ts";

/** `TCP-LISTEN:port`: the first connection that somebody makes, or with `fork` every one. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [port] = request.parameters as [string];
  const listener = await withRetryOptions(request, () => listenTcp(request, port));
  for await (const connection of acceptTcp(request, listener)) {
    yield inetEndpoint(connection, request.context);
  }
}
