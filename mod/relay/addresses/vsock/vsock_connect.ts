import type { Connection } from "../../../net/connection.ts";
import { connectStream } from "../../../net/descriptor/own_sockets.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { vsockSocketAddress } from "../../../net/sockaddr.ts";
import { SOCKET } from "../../../net/socket_constants.ts";
import { streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { connecting } from "../retries.ts";
import { vsockBind, type VsockName, vsockName, vsockNumber } from "./vsock_name.ts";

/** `VSOCK-CONNECT:cid:port`: a connection to another machine of this host, by the number that it has there. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const to = { machine: vsockNumber(request, 0), port: vsockNumber(request, 1) };
  return connecting(request, async () => streamEndpoint(await dial(request, to), request.context));
}

async function dial(request: OpenRequest, to: VsockName): Promise<Connection> {
  const { context, options } = request;
  const from = vsockBind(request);
  const limit = options.number("connect-timeout");
  const signals = [context.signal, ...limit === undefined ? [] : [AbortSignal.timeout(limit)]];
  context.log.notice(() => `opening connection to ${vsockName(to)}`);
  try {
    const connection = await connectStream(SOCKET.AF_VSOCK, { settings: [] }, AbortSignal.any(signals), {
      to: vsockSocketAddress(to.machine, to.port),
      from: from && vsockSocketAddress(from.machine, from.port),
    });
    context.log.notice("successfully connected");
    return connection;
  } catch (error) {
    const late = signals[1]?.aborted ? new Deno.errors.TimedOut() : error;
    throw new RelayError(`connect(5, ${vsockName(to)}, 16): ${errorText(late)}`);
  }
}
