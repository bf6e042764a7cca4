import type { Connection } from "../../../net/connection.ts";
import type { DescriptorListener } from "../../../net/descriptor/descriptor_listener.ts";
import { listenStream, type OwnSocketOptions } from "../../../net/descriptor/own_sockets.ts";
import { SettingError } from "../../../net/descriptor/socket_settings.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { SOCKET } from "../../../net/socket_constants.ts";
import { inetSocketAddress, unixSocketAddress } from "../../../net/sockaddr.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { acceptEach } from "../accept_each.ts";
import { acceptWithin } from "../accept_within.ts";
import type { OpenRequest } from "../address_type.ts";
import { settingFailure } from "../own_socket/setting_failure.ts";
import { ownSocket } from "../own_socket/wants_own_socket.ts";
import { withRetryOptions } from "../retries.ts";
import { socketName } from "./socket_name.ts";
import { type GenericSocket, genericSocket } from "./socket_parameters.ts";

/** `SOCKET-LISTEN:domain:protocol:address`: a connection of any family that somebody makes. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const socket = genericSocket(request);
  const own = { settings: [], ...await ownSocket(request) };
  const listener = await withRetryOptions(request, () => Promise.resolve(listen(request, socket, own)));
  const next = () => accepted(request, listener, socket);
  for await (const connection of acceptEach(request, () => listener.close(), next)) {
    yield inetEndpoint(connection, request.context);
  }
}

function listen(request: OpenRequest, socket: GenericSocket, own: OwnSocketOptions): DescriptorListener {
  const { family, protocol, name } = socket;
  const backlog = request.options.number("backlog");
  try {
    const listener = listenStream(family, { ...own, protocol, backlog, adopted: false }, name, (libc, fd) => {
      if (request.options.flag("so-reuseaddr")) libc.setOption(fd, SOCKET.SOL_SOCKET, SOCKET.SO_REUSEADDR, 1);
    });
    request.context.log.notice(() => `listening on ${socketName(name)}`);
    return listener;
  } catch (error) {
    if (error instanceof SettingError) throw settingFailure(error);
    throw new RelayError(`bind(5, ${socketName(name)}, ${name.length}): ${errorText(error)}`);
  }
}

/** The next one that is in the range; undefined: `accept-timeout` is over. */
async function accepted(
  request: OpenRequest,
  listener: DescriptorListener,
  { accepts, name }: GenericSocket,
): Promise<Connection | undefined> {
  const { log } = request.context;
  while (true) {
    const connection = await acceptWithin(listener, request);
    if (connection === null) return undefined;
    const { remote } = connection;
    const peer = "path" in remote
      ? unixSocketAddress(remote.path)
      : inetSocketAddress(remote.hostname, remote.port);
    log.notice(() => `accepting connection from ${socketName(peer)} on ${socketName(name)}`);
    if (accepts(peer)) return connection;
    log.warning(`refusing connection from ${socketName(peer)} due to range option`);
    connection.close();
  }
}
