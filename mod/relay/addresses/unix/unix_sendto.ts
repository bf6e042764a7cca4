import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { layer } from "../../endpoints/with_options.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { unixName } from "../../net/socket_name.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { bindUnixDatagram, isAbstract, socketPath, type UnixDatagram } from "../../net/unix_socket.ts";
import type { OpenRequest } from "../address_type.ts";

/** `UNIX-SENDTO:path`: datagrams to one socket; with `bind=` the other side can answer. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  yield sendingTo(request);
}

/** A side that sends datagrams to the socket of the request. */
export function sendingTo(request: OpenRequest): RelayEndpoint {
  const target: Deno.Addr = { transport: "unixpacket", path: socketPath(request) };
  const bind = request.options.text("bind");
  const own = bind === undefined ? "" : isAbstract(request) ? `\0${bind}` : bind;
  const { socket, leave } = own === "" ? anonymous() : bindUnixDatagram(request, own);
  request.context.log.notice(() => `sending datagrams to ${unixName(target.path)}`);
  const endpoint = datagramEndpoint(socket, request.context, {
    target,
    accepts: (from) => (from as Deno.UnixAddr).path === target.path,
    close: () => (socket.close(), leave()),
  });
  return layer(endpoint, { write: (bytes) => sendOrExplain(endpoint, bytes, target.path) });
}

function anonymous(): { socket: UnixDatagram; leave: () => void } {
  return { socket: Deno.listenDatagram({ transport: "unixpacket", path: "" }), leave: () => {} };
}

async function sendOrExplain(endpoint: RelayEndpoint, bytes: Uint8Array, path: string): Promise<void> {
  try {
    await endpoint.write(bytes);
  } catch (error) {
    throw new RelayError(`sendto ${unixName(path)}: ${errorText(error)}`);
  }
}
