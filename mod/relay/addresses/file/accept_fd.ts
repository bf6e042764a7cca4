import type { Connection } from "../../../net/connection.ts";
import { DescriptorListener } from "../../../net/descriptor/descriptor_listener.ts";
import { descriptors } from "../../../net/descriptor/descriptors.ts";
import { SOCKET } from "../../../net/socket_constants.ts";
import type { Listener } from "../../../net/tcp/listen.ts";
import { inetEndpoint, streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { inetName, unixName } from "../../socket_name.ts";
import { acceptEach } from "../accept_each.ts";
import { acceptWithin } from "../accept_within.ts";
import type { OpenRequest } from "../address_type.ts";
import { acceptTcp } from "../inet/accept_tcp.ts";
import { tcpOptions } from "../inet/tcp_options.ts";

/**
 * `ACCEPT-FD:n`: a listening socket that the relay inherits, such as systemd hands to a service (the first is 3,
 * or 0 with inetd's manners; sd_listen_fds(3)). It stays open for others: the relay closes its own copy only.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const listener = inherited(request);
  const { address } = listener;
  const { log, tracer } = request.context;
  log.notice(() => `listening on ${"path" in address ? unixName(address.path) : inetName(address)}`);
  tracer.emit({ event: "listen", local: address });
  if ("path" in address) yield* acceptUnix(request, listener);
  else {
    for await (const connection of acceptTcp(request, listener as Listener)) {
      yield inetEndpoint(connection, request.context);
    }
  }
}

async function* acceptUnix(
  request: OpenRequest,
  listener: DescriptorListener,
): AsyncGenerator<RelayEndpoint> {
  const next = async (): Promise<Connection | undefined> => {
    const connection = await acceptWithin(listener, request) ?? undefined;
    if (connection !== undefined) {
      request.context.log.notice(() => `accepting connection from ${unixName(undefined)}`);
    }
    return connection;
  };
  for await (const connection of acceptEach(request, () => listener.close(), next)) {
    yield streamEndpoint(connection, request.context);
  }
}

/** @throws {RelayError} for anything but a stream socket that listens */
function inherited(request: OpenRequest): DescriptorListener {
  const text = request.parameters[0]!;
  const fd = Number(text);
  const libc = descriptors()?.libc;
  if (libc === undefined) throw new RelayError("ACCEPT-FD: it takes the C library of Linux");
  if (!/^\d+$/.test(text) || !listens()) {
    throw new RelayError(`ACCEPT-FD:${text}: it is no socket that listens`);
  }
  libc.addFlags(fd, O_NONBLOCK);
  return new DescriptorListener(fd, tcpOptions(request));

  function listens(): boolean {
    try {
      return libc!.getOption(fd, SOCKET.SOL_SOCKET, SOCKET.SO_ACCEPTCONN) === 1;
    } catch {
      return false; // no socket, or nothing at all
    }
  }
}

const O_NONBLOCK = 0o4000;
