import type { OpenRequest } from "../addresses/address_type.ts";
import { namedEarly, underUmask } from "../addresses/file/named.ts";
import { type RelayEndpoint, RelayError } from "../relay_endpoint.ts";
import { NodeEndpoint } from "../endpoints/node_endpoint.ts";
import { adoptSocket } from "./adopt_socket.ts";
import { bindFailure } from "./bind_failure.ts";
import { Libc } from "./libc.ts";
import { AF_UNIX, SOCK_STREAM, unixSocketAddress } from "./socket_address.ts";
import { unixName } from "./socket_name.ts";

/**
 * A UNIX stream connection from a name of our own, by which the server may tell us apart. The runtime's sockets cannot
 * have one: the system's own calls make the socket, and the runtime takes it over.
 *
 * @throws {RelayError} where that cannot be had, instead of going unnamed
 */
export async function dialNamedUnix(request: OpenRequest, path: string, own: string): Promise<RelayEndpoint> {
  const libc = Libc.open();
  if (libc === undefined) throw unnamed(request);
  const fd = libc.socket(AF_UNIX, SOCK_STREAM);
  const ours = own.startsWith("\0") ? () => () => {} : namedEarly(request, own, true);
  let leave = () => {};
  try {
    underUmask(request, () => bound(libc, fd, own));
    leave = ours();
    libc.connect(fd, unixSocketAddress(path));
    const socket = await adoptSocket(fd);
    if (socket === undefined) throw unnamed(request);
    request.context.log.notice(() => `successfully connected from local address ${unixName(own)}`);
    return new NodeEndpoint({
      source: socket,
      sink: socket,
      environment: { PEERADDR: path, SOCKADDR: own },
      close: () => Promise.resolve(void (socket.destroy(), leave())),
    }, request.context);
  } catch (error) {
    libc.close(fd);
    leave();
    throw error;
  }
}

function bound(libc: Libc, fd: number, own: string): void {
  try {
    libc.bind(fd, unixSocketAddress(own));
  } catch (error) {
    throw bindFailure(own, error);
  }
}

function unnamed({ type, options }: OpenRequest): RelayError {
  return new RelayError(
    `${type.toUpperCase()}: option "bind=${options.text("bind")}" is not supported by this runtime`,
    "  a UNIX stream client cannot take a name of its own here; without bind= it connects unnamed",
  );
}
