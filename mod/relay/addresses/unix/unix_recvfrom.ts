import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { unixName } from "../../socket_name.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed } from "../file/named.ts";
import { bindNamed } from "./unix_messages.ts";
import { isAbstract, socketPath } from "./unix_path.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";

const LARGEST = 65536;

/**
 * `UNIX-RECVFROM:path`: one datagram and the end; with `fork` a relay for each. Senders without a name get no
 * answer.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const { context, options } = request;
  const path = socketPath(request);
  const { socket, leave } = await bindNamed(request, path);
  if (!isAbstract(request)) applyNamed(request, path);
  const fork = options.flag("fork");
  onAbort(context.signal, () => socket.close());
  const buffer = new Uint8Array(LARGEST);
  do {
    context.log.notice(() => `receiving on ${unixName(path)}`);
    const { bytes, from: sender } = await socket.receive(buffer);
    context.log.notice(() => `receiving packet from ${unixName(sender)}`);
    yield datagramEndpoint(socket, context, {
      target: sender,
      first: bytes.slice(),
      received: (count) =>
        context.log.notice(() => `received packet with ${count} bytes from ${unixName(sender)}`),
      once: true,
      environment: { PEERADDR: sender ?? "" },
      close: fork ? () => {} : () => (socket.close(), leave()),
    });
  } while (fork && !context.signal.aborted);
}
