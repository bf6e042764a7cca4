import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed } from "../file/named.ts";
import { bindNamed } from "./unix_messages.ts";
import { isAbstract, socketPath } from "./unix_path.ts";

/** `UNIX-RECV:path`: every datagram that comes to the socket; nothing goes back. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const path = socketPath(request);
  const { socket, leave } = await bindNamed(request, path);
  if (!isAbstract(request)) applyNamed(request, path);
  yield datagramEndpoint(socket, request.context, { close: () => (socket.close(), leave()) });
}
