import { errorText } from "../../../net/errors/system_error.ts";
import { bindUnixDatagram } from "../../../net/unix/unix_datagram.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { layer } from "../../endpoints/with_options.ts";
import { NamedCallError, type RelayEndpoint } from "../../relay_endpoint.ts";
import { unixName } from "../../socket_name.ts";
import type { OpenRequest } from "../address_type.ts";
import { bindNamed } from "./unix_messages.ts";
import { isAbstract, ownPath, socketPath } from "./unix_path.ts";

/** `UNIX-SENDTO:path`: datagrams to one socket; with `bind=` the other side can answer. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  yield await sendingTo(request);
}

/** A side that sends datagrams to the socket of the request. */
export async function sendingTo(request: OpenRequest): Promise<RelayEndpoint> {
  const target = socketPath(request);
  const own = ownPath(request);
  const { socket, leave } = own === undefined || own === ""
    ? { socket: await bindUnixDatagram("", { toAbstract: isAbstract(request) }), leave: () => {} }
    : await bindNamed(request, own);
  request.context.log.notice(() => `successfully prepared local socket ${unixName(own)}`);
  const endpoint = datagramEndpoint(socket, request.context, {
    target,
    accepts: (from) => from === target,
    close: () => (socket.close(), leave()),
  });
  return layer(endpoint, { write: (bytes) => sendOrExplain(endpoint, bytes, target) });
}

async function sendOrExplain(endpoint: RelayEndpoint, bytes: Uint8Array, path: string): Promise<void> {
  try {
    await endpoint.write(bytes);
  } catch (error) {
    throw new NamedCallError(
      `sendto(${endpoint.fds[1]}, …, ${unixName(path)}, ${path.length + 2}): ${errorText(error)}`,
    );
  }
}
