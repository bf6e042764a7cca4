import type { DescriptorListener } from "../../../net/descriptor/descriptor_listener.ts";
import { listenStream } from "../../../net/descriptor/own_sockets.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { vsockSocketAddress } from "../../../net/sockaddr.ts";
import { SOCKET } from "../../../net/socket_constants.ts";
import { streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { acceptEach } from "../accept_each.ts";
import { acceptWithin } from "../accept_within.ts";
import type { OpenRequest } from "../address_type.ts";
import { withRetryOptions } from "../retries.ts";
import { ANY, vsockBind, vsockName, vsockNumber } from "./vsock_name.ts";

/** `VSOCK-LISTEN:port`: the first connection of another machine of this host, or with `fork` every one. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const name = { machine: vsockBind(request)?.machine ?? ANY, port: vsockNumber(request, 0) };
  const listener = await withRetryOptions(request, () => Promise.resolve(listen(request, name)));
  const next = async () => await acceptWithin(listener, request) ?? undefined;
  for await (const connection of acceptEach(request, () => listener.close(), next)) {
    yield streamEndpoint(connection, request.context);
  }
}

function listen(request: OpenRequest, name: { machine: number; port: number }): DescriptorListener {
  const backlog = request.options.number("backlog");
  try {
    const bytes = vsockSocketAddress(name.machine, name.port);
    const listener = listenStream(SOCKET.AF_VSOCK, { settings: [], backlog }, bytes);
    request.context.log.notice(() => `listening on ${vsockName(name)}`);
    return listener;
  } catch (error) {
    throw new RelayError(`bind(5, {${vsockName(name)}}, 16): ${errorText(error)}`);
  }
}
