import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { removeEarly } from "../file/named.ts";
import { connecting } from "../retries.ts";
import { dialUnixSocket } from "./dial_unix_socket.ts";
import { connectFailure } from "./unix_failures.ts";
import { socketPath } from "./unix_path.ts";

/** `UNIX-CONNECT:path`: a stream connection to a UNIX socket. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  removeEarly(request, request.parameters[0]!);
  return connecting(request, async () => {
    try {
      return await dialUnixSocket(request);
    } catch (error) {
      throw connectFailure(socketPath(request), error);
    }
  });
}
