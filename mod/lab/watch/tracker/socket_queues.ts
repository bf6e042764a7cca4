import type { SocketTableRow } from "../../../net/port_owner/socket_table.ts";
import type { SocketId, SocketQueues, SocketState } from "../watch_event.ts";

/** What has to be known of a socket to find it in the kernel's tables. */
export interface KnownSocket {
  readonly id: SocketId;
  readonly transport: "tcp" | "udp" | "unix";
  readonly local?: string | undefined;
  readonly remote?: string | undefined;
  /** The kernel's number. */
  readonly inode?: string | undefined;
  readonly state?: SocketState | undefined;
  /** How many connections may wait, of one that listens. */
  readonly limit?: number | undefined;
}

/** A row of the kernel's tables, with the protocol of its table. */
export type TableRow = SocketTableRow & { readonly transport: "tcp" | "udp" };

/** What the kernel's tables tell of the sockets of a recording. */
export interface SeenQueues<Socket> {
  readonly queues: readonly SocketQueues[];
  /** The sockets whose ends were not known before. */
  readonly learned: readonly { readonly socket: Socket; readonly row: TableRow }[];
}

/**
 * Finds the sockets in the kernel's tables, by their ends or by their numbers; and the connections that wait for one of
 * them to accept them, which are nobody's yet.
 *
 * @param most how many connections may wait at all, whatever `listen` was given (`net.core.somaxconn`).
 */
export function seeQueues<Socket extends KnownSocket>(
  sockets: Iterable<Socket>,
  rows: readonly TableRow[],
  most: number,
): SeenQueues<Socket> {
  const byInode = new Map<string, Socket>();
  const byEnds = new Map<string, Socket>();
  const listening = new Map<string, Socket>();
  for (const socket of sockets) {
    if (socket.inode !== undefined) byInode.set(socket.inode, socket);
    if (socket.local !== undefined) byEnds.set(key(socket), socket);
    if (socket.state === "listen" && socket.local !== undefined) listening.set(portOf(socket.local), socket);
  }
  const learned: { socket: Socket; row: TableRow }[] = [];
  const queues = rows.flatMap((row): SocketQueues[] => {
    const own = row.inode === "0" ? undefined : byEnds.get(key(row)) ?? byInode.get(row.inode);
    if (own !== undefined && own.transport === row.transport) {
      if (own.local === undefined || (own.remote === undefined && row.remote !== undefined)) {
        learned.push({ socket: own, row });
      }
      return [queuesOf(row, own, most)];
    }
    const waits = row.inode === "0" && row.remote !== undefined && listening.has(portOf(row.local));
    return waits && WAITING.has(row.state) ? [queuesOf(row, undefined, most)] : [];
  });
  return { queues, learned };
}

/** States of connections that have been made, or are being made, and have not been accepted. */
const WAITING: ReadonlySet<string> = new Set(["established", "syn-received", "close-wait"]);

function queuesOf(row: TableRow, socket: KnownSocket | undefined, most: number): SocketQueues {
  const { local, remote, state, receive, send } = row;
  const limit = socket?.limit === undefined ? undefined : Math.min(socket.limit, most);
  return {
    ...(socket === undefined ? {} : { socket: socket.id }),
    local,
    ...(remote === undefined ? {} : { remote }),
    state,
    ...(state === "listen"
      ? { receive: 0, send: 0, backlog: receive, ...(limit === undefined ? {} : { limit }) }
      : { receive, send }),
  };
}

function key(
  { local, remote, transport }: {
    local?: string | undefined;
    remote?: string | undefined;
    transport: string;
  },
): string {
  return transport === "udp" ? `udp ${local}` : `${local} ${remote ?? ""}`;
}

function portOf(address: string): string {
  return address.replace(/^.*:/, "");
}
