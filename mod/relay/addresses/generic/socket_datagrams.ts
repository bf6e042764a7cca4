import { type DescriptorDatagrams, openDatagrams } from "../../../net/descriptor/descriptor_datagrams.ts";
import { SettingError } from "../../../net/descriptor/socket_settings.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { datagramEndpoint } from "../../endpoints/datagram_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { settingFailure } from "../own_socket/setting_failure.ts";
import { ownSocket } from "../own_socket/wants_own_socket.ts";
import { socketName } from "./socket_name.ts";
import { type GenericSocket, genericSocket } from "./socket_parameters.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";

const LARGEST = 65536;

/**
 * Datagrams of any family: `SOCKET-SENDTO` to one peer and its answers, `SOCKET-DATAGRAM` to one peer and from
 * anybody in `range=`, `SOCKET-RECV` from anybody, `SOCKET-RECVFROM` one, whose sender can be answered.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const socket = genericSocket(request);
  const comes = /recv/.test(request.type);
  const datagrams = await opened(request, socket, comes ? socket.name : socket.own);
  const { context } = request;
  if (request.type === "socket-recvfrom") return yield* eachOne(request, socket, datagrams);
  if (comes) return yield datagramEndpoint(datagrams, context, { accepts: socket.accepts });
  context.log.notice(() => `successfully prepared local socket ${socketName(datagrams.name)}`);
  const onlyPeer = request.type === "socket-sendto";
  yield datagramEndpoint(datagrams, context, {
    target: socket.name,
    accepts: onlyPeer ? (from) => isSame(from, socket.name) : socket.accepts,
  });
}

async function opened(
  request: OpenRequest,
  socket: GenericSocket,
  name: Uint8Array<ArrayBuffer> | undefined,
): Promise<DescriptorDatagrams> {
  const own = { settings: [], ...await ownSocket(request) };
  try {
    return openDatagrams(socket, { ...own, name, reuseAddress: request.options.flag("so-reuseaddr") });
  } catch (error) {
    if (error instanceof SettingError) throw settingFailure(error);
    const { family, type, protocol } = socket;
    const call = name === undefined
      ? `socket(${family}, ${type}, ${protocol})`
      : `bind(5, ${socketName(name)}, ${name.length})`;
    throw new RelayError(`${call}: ${errorText(error)}`);
  }
}

/** One datagram a session, and without `fork` one session. */
async function* eachOne(
  { context, options }: OpenRequest,
  socket: GenericSocket,
  datagrams: DescriptorDatagrams,
): AsyncGenerator<RelayEndpoint> {
  const fork = options.flag("fork");
  onAbort(context.signal, () => datagrams.close());
  const buffer = new Uint8Array(LARGEST);
  do {
    context.log.notice(() => `receiving on ${socketName(socket.name)}`);
    const { bytes, from } = await datagrams.receive(buffer);
    if (!socket.accepts(from)) {
      context.log.warning(`refusing packet from ${socketName(from)} due to range option`);
      continue;
    }
    context.log.notice(() => `receiving packet from ${socketName(from)}`);
    yield datagramEndpoint(datagrams, context, {
      target: from,
      first: bytes.slice(),
      received: (count) =>
        context.log.notice(() => `received packet with ${count} bytes from ${socketName(from)}`),
      once: true,
      ...(fork ? { close: () => {} } : {}),
    });
    if (!fork) return;
  } while (!context.signal.aborted);
}

/** Whether two names are one: zeros at the end of a `sockaddr_in` mean nothing. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at++) if ((one[at] ?? 0) !== (other[at] ?? 0)) return false;
  return true;
}
