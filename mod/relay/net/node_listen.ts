import { unmapped } from "../../net/ip_literal.ts";
import type { Server, Socket } from "node:net";
import type { OpenRequest } from "../addresses/address_type.ts";
import { bindFailed, peerCheck } from "./accept_tcp.ts";
import { listenOnlyIpv6 } from "./only_ipv6.ts";
import { portNumber } from "./port_number.ts";
import { listenFamily, localEnd, requiredFamily, resolveHost } from "./resolve.ts";
import { type InetName, inetName } from "./socket_name.ts";

/** How many connections may be in their handshake or wait for their turn before further ones are turned away. */
const WAITING = 256;

/** A connection of a `node:net` server and both its names. */
export interface NodeAccepted {
  readonly socket: Socket;
  readonly local: InetName;
  readonly peer: InetName;
}

/**
 * Listens with `node:net`, which TLS needs: only its sockets can be handed to `node:tls` after we have looked at the
 * peer. (And only its servers can take over a socket, as `ipv6-v6only` needs.) `prepare` (the handshake) runs for all connections side by side, so that one that dawdles holds up nobody.
 * Yields what it made, or the error it ended with; closes the server when the generator is closed.
 */
export async function* acceptNode<T>(
  request: OpenRequest,
  service: string,
  prepare: (accepted: NodeAccepted) => Promise<T>,
): AsyncGenerator<T | Error> {
  const waiting: (T | Error)[] = [];
  let wake: (() => void) | undefined;
  let busy = 0;
  const arrived = (one: T | Error) => (busy--, waiting.push(one), wake?.());
  const server = await listenNode(request, service, (accepted) => {
    if (busy + waiting.length >= WAITING) return void accepted.socket.destroy();
    busy++;
    prepare(accepted).then(arrived, (error) => (accepted.socket.destroy(), arrived(error as Error)));
  });
  const stop = () => (server.close(), wake?.());
  request.context.signal.addEventListener("abort", stop, { once: true });
  try {
    while (!request.context.signal.aborted) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => wake = resolve);
    }
  } finally {
    request.context.signal.removeEventListener("abort", stop);
    server.close();
  }
}

async function listenNode(
  request: OpenRequest,
  service: string,
  take: (accepted: NodeAccepted) => void,
): Promise<Server> {
  const port = portNumber(service, "tcp");
  const host = await listenHost(request);
  const { createServer } = await import("node:net");
  const refused = peerCheck(request);
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const accepted = { socket, ...names(socket) };
    socket.on("error", () => {/* told to whoever reads; without a listener it would end the program */});
    const why = refused(accepted.peer);
    if (why === undefined) return take(accepted);
    request.context.log.warning(`refusing connection from ${inetName(accepted.peer)} due to ${why} option`);
    socket.destroy();
  });
  const backlog = request.options.number("backlog");
  const alone = host === "::" && request.options.flag("ipv6-v6only");
  if (!alone || !await listenOnlyIpv6(server, port, backlog)) {
    await listening(server, { host, port }, backlog);
  }
  const bound = (server.address() as { port: number }).port;
  request.context.log.notice(() => `listening on ${inetName({ host, port: bound })}`);
  request.context.tracer.emit({
    event: "listen",
    local: { transport: "tcp", hostname: host, port: bound },
  });
  return server;
}

async function listenHost(request: OpenRequest): Promise<string> {
  const { host } = localEnd(request);
  if (host === undefined) return listenFamily(request) === 6 ? "::" : "0.0.0.0";
  return (await resolveHost(host, requiredFamily(request), request.context.ipVersion ?? 4))[0]!;
}

function listening(server: Server, name: InetName, backlog: number | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(bindFailed(name, error));
    });
    server.listen({ ...name, ...(backlog === undefined ? {} : { backlog }) }, () => resolve());
  });
}

function names(socket: Socket): { local: InetName; peer: InetName } {
  return {
    local: { host: unmapped(socket.localAddress ?? ""), port: socket.localPort ?? 0 },
    peer: { host: unmapped(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 },
  };
}
