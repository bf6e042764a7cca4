import type { Socket } from "node:net";
import { plainHostname } from "../address/socket_address.ts";
import { NodeConnection } from "../connection/node_connection.ts";
import type { Connection } from "../connection.ts";
import { applyTcpOptions, type TcpOptions } from "./apply_tcp_options.ts";
import type { HostPort } from "./dial.ts";
import { onReservedPort } from "./reserved_port.ts";
import { onAbort } from "../connection/on_abort.ts";

/** A local end of our choice for a connection. */
export interface LocalEnd {
  /** A numeric address of this machine. */
  readonly hostname: string;
  /** 0 for any, `"reserved"` for one from 640 to 1023 that is free. */
  readonly port: number | "reserved";
}

/**
 * Connects from a chosen local end. The runtime itself has no call for this; Node's API does.
 *
 * @param to numeric
 * @param from undefined: the system chooses, as usual
 * @throws {Error} the system's, or one with the code ETIMEDOUT when the signal aborts
 */
export async function connectFrom(
  to: HostPort,
  from: LocalEnd | undefined,
  tcp: TcpOptions,
  signal: AbortSignal | undefined,
): Promise<Socket> {
  const { connect } = await import("node:net");
  const open = async (local: { localAddress?: string; localPort?: number }) => {
    const socket = connect({ host: to.hostname, port: to.port, allowHalfOpen: true, ...local });
    try {
      await connected(socket, signal);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    applyTcpOptions(socket as unknown as Deno.TcpConn, tcp);
    return socket;
  };
  if (from === undefined) return await open({});
  const localAddress = from.hostname;
  if (from.port === "reserved") return await onReservedPort((localPort) => open({ localAddress, localPort }));
  return await open({ localAddress, ...(from.port === 0 ? {} : { localPort: from.port }) });
}

/** The connection over such a socket. */
export function connectionOf(socket: Socket): Connection {
  return new NodeConnection(
    socket,
    { transport: "tcp", hostname: plainHostname(socket.localAddress ?? ""), port: socket.localPort ?? 0 },
    { transport: "tcp", hostname: plainHostname(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 },
  );
}

async function connected(socket: Socket, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  using _aborting = onAbort(signal, () => reject(Object.assign(new Error("aborted"), { code: "ETIMEDOUT" })));
  socket.once("error", reject);
  socket.once("connect", resolve);
  await promise;
  socket.off("error", reject);
}
