import { systemFailure } from "../../../net/errors/system_error.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { removeEarly } from "../file/named.ts";
import { connecting } from "../retries.ts";
import { dialUnixSocket } from "./dial_unix_socket.ts";
import { connectFailure } from "./unix_failures.ts";
import { socketPath } from "./unix_path.ts";
import { sendingTo } from "./unix_sendto.ts";

/** `UNIX-CLIENT:path`: connects to a stream socket, or just sends if it is a datagram socket. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  removeEarly(request, request.parameters[0]!);
  yield* connecting(request, () => dialEither(request));
}

async function dialEither(request: OpenRequest): Promise<RelayEndpoint> {
  try {
    return await dialUnixSocket(request);
  } catch (error) {
    if (isOtherKind(error)) return await sendingTo(request);
    throw connectFailure(socketPath(request), error);
  }
}

function isOtherKind(error: unknown): boolean {
  return systemFailure(error) === "wrong_socket_type";
}
