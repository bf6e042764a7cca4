import type { Endpoint } from "../endpoint.ts";
import { connecting } from "../net/retries.ts";
import { errorCode, errorText } from "../net/system_error.ts";
import { connectFailure, dialUnix, refuseOwnName } from "../net/unix_socket.ts";
import type { OpenRequest } from "./address_type.ts";
import { namedEarly } from "./named.ts";
import { sendingTo } from "./unix_sendto.ts";

/** `UNIX-CLIENT:path`: connects to a stream socket, or sends to a datagram socket when it is one. */
export async function* open(request: OpenRequest): AsyncGenerator<Endpoint> {
  namedEarly(request, request.parameters[0]!, false)();
  for await (const side of connecting(request, () => dialEither(request))) {
    // Which kind it is, and so whether bind= can be had, is known only now
    yield side.datagram ? side : await unlessNamed(request, side);
  }
}

async function dialEither(request: OpenRequest): Promise<Endpoint> {
  try {
    return await dialUnix(request);
  } catch (error) {
    if (isOtherKind(error)) return sendingTo(request);
    throw connectFailure(request, error);
  }
}

async function unlessNamed(request: OpenRequest, stream: Endpoint): Promise<Endpoint> {
  try {
    refuseOwnName(request);
    return stream;
  } catch (error) {
    await stream.close();
    throw error;
  }
}

function isOtherKind(error: unknown): boolean {
  return errorCode(error) === "EPROTOTYPE" || /wrong type for socket/i.test(errorText(error));
}
