import { SOCKET_TABLES, tableFields } from "./socket_table.ts";

/** A socket that waits for clients: a TCP socket that listens, or a UDP socket that is bound. */
export interface WaitingSocket {
  readonly transport: "tcp" | "udp";
  /** The address it is bound to, as `/proc/net` spells it; `any` for every address of the machine. */
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
  return SOCKET_TABLES.flatMap(([transport, table]) =>
    tableRows(table).filter((fields) => inodes.has(fields[9] ?? "") && waits(transport, fields)).map((
      fields,
    ) => ({
      transport,
      ...place(fields[1]!),
      queued: parseInt(fields[4]?.split(":")[1] ?? "0", 16),
    }))
  );
}

/** State 0A is LISTEN; a UDP socket without a peer has the state 07. */
function waits(transport: "tcp" | "udp", [, , , state]: readonly string[]): boolean {
  return state === (transport === "tcp" ? "0A" : "07");
}

/** `0100007F:1F90`, in the machine's byte order. */
function place(local: string): { address: string; port: number } {
  const [host = "", port = ""] = local.split(":");
  const number = parseInt(port, 16);
  if (/^0+$/.test(host)) return { address: "any", port: number };
  const mapped = /^0000000000000000FFFF0000([0-9A-F]{8})$/.exec(host)?.[1];
  const four = host.length === 8 ? host : mapped;
  if (four === undefined) {
    return { address: /^0{24}01000000$/.test(host) ? "::1" : `[${host}]`, port: number };
  }
  const bytes = (four.match(/../g) ?? []).reverse().map((byte) => parseInt(byte, 16));
  return { address: bytes.join("."), port: number };
}

/** The fields of each socket in one of the kernel's tables; none where there is no such table. */
export function tableRows(table: string): string[][] {
  try {
    return tableFields(Deno.readTextFileSync(table));
  } catch {
    return []; // a kernel without IPv6 has no tcp6 table, and another system none at all
  }
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
