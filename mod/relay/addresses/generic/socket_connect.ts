import type { Connection } from "../../../net/connection.ts";
import { connectStream } from "../../../net/descriptor/own_sockets.ts";
import { SettingError } from "../../../net/descriptor/socket_settings.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { settingFailure } from "../own_socket/setting_failure.ts";
import { ownSocket } from "../own_socket/wants_own_socket.ts";
import { connecting } from "../retries.ts";
import { socketName } from "./socket_name.ts";
import { type GenericSocket, genericSocket } from "./socket_parameters.ts";

/** `SOCKET-CONNECT:domain:protocol:address`: a connection of any family that the system knows. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const socket = genericSocket(request);
  return connecting(request, async () => inetEndpoint(await dial(request, socket), request.context));
}

async function dial(request: OpenRequest, socket: GenericSocket): Promise<Connection> {
  const { log, signal } = request.context;
  log.notice(() => `opening connection to ${socketName(socket.name)}`);
  const own = await ownSocket(request);
  try {
    const connection = await connectStream(
      socket.family,
      { settings: [], protocol: socket.protocol, adopted: false, ...own },
      signal,
      { to: socket.name, from: socket.own },
    );
    log.notice("successfully connected");
    return connection;
  } catch (error) {
    if (error instanceof SettingError) throw settingFailure(error);
    throw new RelayError(
      `connect(5, ${socketName(socket.name)}, ${socket.name.length}): ${errorText(error)}`,
      undefined,
      { cause: error },
    );
  }
}
