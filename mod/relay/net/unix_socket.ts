import type { OpenRequest } from "../addresses/address_type.ts";
import { namedEarly, underUmask } from "../addresses/file/named.ts";
import { type RelayEndpoint, RelayError } from "../relay_endpoint.ts";
import { streamEndpoint } from "../endpoints/stream_endpoint.ts";
import { abstractDatagram } from "./abstract_datagram.ts";
import { unixName } from "./socket_name.ts";
import { bindFailure } from "./bind_failure.ts";
import { errorCode, errorText } from "../../net/errors/system_error.ts";

/** The longest name a UNIX socket may have on the strictest system we know, bytes. */
const LONGEST = 104;

/** The name of the socket: a path, or for ABSTRACT types a name that no file stands for. */
export function socketPath(request: OpenRequest): string {
  const path = request.parameters[0]!;
  if (isAbstract(request) && Deno.build.os !== "linux") {
    throw new RelayError("abstract UNIX sockets are Linux's; other systems have those with a path");
  }
  if (path === "") throw new RelayError("a UNIX socket needs a name");
  if (new TextEncoder().encode(path).length > LONGEST) {
    throw new RelayError(`socket address "${path.slice(0, 40)}…" is too long (at most ${LONGEST} bytes)`);
  }
  return isAbstract(request) ? `\0${path}` : path;
}

/** True for the types whose names are not in the file system. */
export function isAbstract(request: OpenRequest): boolean {
  return request.type.startsWith("abstract");
}

/** Connects to a stream socket; with `bind=` from a name of our own. */
export async function dialUnix(request: OpenRequest): Promise<RelayEndpoint> {
  const path = socketPath(request);
  request.context.log.notice(() => `opening connection to ${unixName(path)}`);
  const own = request.options.text("bind");
  if (own !== undefined) {
    const { dialNamedUnix } = await import("./named_unix_socket.ts");
    return await dialNamedUnix(request, path, isAbstract(request) ? `\0${own}` : own);
  }
  const conn = await Deno.connect({ transport: "unix", path });
  request.context.log.notice(() => `successfully connected from local address ${unixName(undefined)}`);
  return streamEndpoint(conn, request.context, { environment: { PEERADDR: path } });
}

/** The sentence for a failed connection. */
export function connectFailure(request: OpenRequest, error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  const path = socketPath(request);
  return new RelayError(
    `connect(5, ${unixName(path)}, ${path.length + 2}): ${errorText(error)}`,
    errorCode(error) === "ECONNREFUSED" ? "  the socket is there, but nobody listens on it" : undefined,
  );
}

/** The calls of a bound datagram socket. */
export type UnixDatagram = Pick<Deno.DatagramConn, "receive" | "send" | "close">;

/**
 * A datagram socket that can send while a receive waits. The runtime's cannot, so there are two under one name: the
 * first takes the name and loses it again in the file system, the second takes it anew and gets the answers. What the
 * first sends still bears the name.
 */
function twoWay(path: string): UnixDatagram {
  const sender = Deno.listenDatagram({ transport: "unixpacket", path });
  Deno.removeSync(path);
  const receiver = Deno.listenDatagram({ transport: "unixpacket", path });
  return {
    receive: (buffer) => receiver.receive(buffer),
    send: (bytes, to) => sender.send(bytes, to),
    close: () => (sender.close(), receiver.close()),
  };
}

/** A datagram socket bound to the name of the request; the name is removed when the relay ends. */
export function bindUnixDatagram(
  request: OpenRequest,
  path: string,
): { socket: UnixDatagram; leave: () => void } {
  try {
    if (isAbstract(request)) {
      return { socket: closedOnce(abstractDatagram(path, request.context.signal)), leave: () => {} };
    }
    const ours = namedEarly(request, path, true);
    const socket = underUmask(request, () => twoWay(path));
    return { socket: closedOnce(socket), leave: ours() };
  } catch (error) {
    throw bindFailure(path, error);
  }
}

/** Both the end of the relay and the end of its session may close a socket. */
function closedOnce(socket: UnixDatagram): UnixDatagram {
  let open = true;
  return {
    receive: (buffer) => socket.receive(buffer),
    send: (bytes, to) => socket.send(bytes, to),
    close: () => {
      if (open) socket.close();
      open = false;
    },
  };
}
