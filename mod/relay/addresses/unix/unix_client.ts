import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { connecting } from "../../net/retries.ts";
import { errorCode, errorText } from "../../../net/errors/system_error.ts";
import { connectFailure, dialUnix } from "../../net/unix_socket.ts";
import type { OpenRequest } from "../address_type.ts";
import { removeEarly } from "../file/named.ts";
import { sendingTo } from "./unix_sendto.ts";

/** `UNIX-CLIENT:path`: connects to a stream socket, or sends to a datagram socket when it is one. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  removeEarly(request, request.parameters[0]!);
  yield* connecting(request, () => dialEither(request));
}

async function dialEither(request: OpenRequest): Promise<RelayEndpoint> {
  try {
    return await dialUnix(request);
  } catch (error) {
    if (isOtherKind(error)) return sendingTo(request);
    throw connectFailure(request, error);
  }
}

function isOtherKind(error: unknown): boolean {
  return errorCode(error) === "EPROTOTYPE" || /wrong type for socket/i.test(errorText(error));
}
