import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { connecting } from "../../net/retries.ts";
import { connectFailure, dialUnix } from "../../net/unix_socket.ts";
import type { OpenRequest } from "../address_type.ts";
import { removeEarly } from "../file/named.ts";

/** `UNIX-CONNECT:path`: a stream connection to a UNIX socket. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  removeEarly(request, request.parameters[0]!);
  return connecting(request, async () => {
    try {
      return await dialUnix(request);
    } catch (error) {
      throw connectFailure(request, error);
    }
  });
}
