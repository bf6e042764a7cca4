import { portIn, readSocketTable, SOCKET_TABLES, type SocketTableRow } from "./socket_table.ts";

/** A socket that waits for clients: a TCP socket that listens, or a UDP socket that is bound. */
export interface WaitingSocket {
  readonly transport: "tcp" | "udp";
  /** The address it is bound to; `any` for every address of the machine. */
  readonly address: string;
  readonly port: number;
  /** Connections that wait to be accepted; bytes that wait to be received on a UDP socket. */
  readonly queued: number;
}

/**
 * The sockets with which these processes wait for clients, from the kernel's tables (proc(5),
 * `/proc/net/tcp` and its siblings) and from what each process has open (`/proc/PID/fd`).
 *
 * @returns undefined where that cannot be seen: another system, or somebody else's processes.
 */
export function waitingSockets(pids: Iterable<number>): WaitingSocket[] | undefined {
  const open = [...pids].map(socketInodes).filter((inodes) => inodes !== undefined);
  if (open.length === 0) return undefined;
  const inodes = new Set(open.flatMap((each) => [...each]));
  return SOCKET_TABLES.flatMap((table) =>
    readSocketTable(table).filter((row) => inodes.has(row.inode) && waits(row)).map(({ local, receive }) => ({
      transport: table[0],
      address: addressIn(local),
      port: portIn(local),
      queued: receive,
    }))
  );
}

/** A UDP socket waits as long as it has no peer. */
function waits({ state, remote }: SocketTableRow): boolean {
  return state === "listen" || state === "bound" && remote === undefined;
}

/** `127.0.0.1`, `::1`; `any` for every address of the machine. */
function addressIn(local: string): string {
  const host = local.slice(0, local.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1");
  return host === "0.0.0.0" || host === "::" ? "any" : host;
}

/**
 * The inodes of the sockets that a process has open, as the tables write them.
 *
 * @returns undefined when it has just ended, or is somebody else's.
 */
export function socketInodes(pid: number): Set<string> | undefined {
  try {
    const links = [...Deno.readDirSync(`/proc/${pid}/fd`)].map(({ name }) =>
      linkTarget(`/proc/${pid}/fd/${name}`)
    );
    return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  } catch {
    return undefined;
  }
}

function linkTarget(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return ""; // a descriptor that was closed while we looked
  }
}
