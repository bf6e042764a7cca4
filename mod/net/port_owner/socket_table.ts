import { unpackAddress } from "../address/packed_address.ts";
import { formatHostPort } from "../address/socket_address.ts";

/** A socket as the kernel's tables have it (proc(5), `/proc/net/tcp` and its siblings). */
export interface SocketTableRow {
  /** `127.0.0.1:8765`, `[::1]:8765`; an IPv4 address of a socket for both families is written as one of IPv4. */
  readonly local: string;
  /** Absent as long as there is no peer. */
  readonly remote?: string;
  /** In the words of RFC 9293; of UDP `bound`. */
  readonly state: TableState;
  /** Bytes that have come and were not read; of a socket that listens, connections that nobody has accepted. */
  readonly receive: number;
  /** Bytes that were sent and not acknowledged. */
  readonly send: number;
  /** The kernel's number; 0 when no process has the socket: it waits to be accepted, or is over. */
  readonly inode: string;
}

/** The states of the kernel (include/net/tcp_states.h), by their numbers. */
const STATES = [
  undefined,
  "established",
  "syn-sent",
  "syn-received",
  "fin-wait-1",
  "fin-wait-2",
  "time-wait",
  "closed",
  "close-wait",
  "last-ack",
  "listen",
  "closing",
  "syn-received",
] as const;

/** A state of a socket in a table. */
export type TableState = NonNullable<typeof STATES[number]> | "bound";

/** The tables there are. */
export const SOCKET_TABLES = [
  ["tcp", "/proc/net/tcp"],
  ["tcp", "/proc/net/tcp6"],
  ["udp", "/proc/net/udp"],
  ["udp", "/proc/net/udp6"],
] as const;

/** Reads a table. Addresses in it are hexadecimal in the machine's byte order; a line that is none is passed over. */
export function parseSocketTable(text: string, transport: "tcp" | "udp"): SocketTableRow[] {
  return text.split("\n").slice(1).flatMap((line) => {
    const [, local = "", remote = "", state = "", queues = "", , , , , inode] = line.trim().split(/\s+/);
    const [here, there] = [endpointOf(local), endpointOf(remote)];
    const known = transport === "udp" ? "bound" as const : STATES[parseInt(state, 16)];
    if (here === undefined || there === undefined || known === undefined || inode === undefined) return [];
    const [send = 0, receive = 0] = queues.split(":").map((each) => parseInt(each, 16));
    return [{
      local: here,
      ...(/:0$/.test(there) ? {} : { remote: there }),
      state: known,
      receive,
      send,
      inode,
    }];
  });
}

/** The rows of one of the kernel's tables as it is now; none where there is no such table. */
export function readSocketTable([transport, path]: typeof SOCKET_TABLES[number]): SocketTableRow[] {
  try {
    return parseSocketTable(Deno.readTextFileSync(path), transport);
  } catch {
    return []; // a kernel without IPv6 has no tcp6 table, and another system none at all
  }
}

/** The port of an address in a row. */
export function portIn(address: string): number {
  return Number(address.slice(address.lastIndexOf(":") + 1));
}

/** `0100007F:1F90`: each four bytes of the address are one number. */
function endpointOf(text: string): string | undefined {
  const [, host, port] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/i.exec(text) ?? [];
  if (host === undefined || port === undefined) return undefined;
  const words = host.match(/.{8}/g)!.flatMap((word) => word.match(/../g)!.reverse());
  const address = unpackAddress(Uint8Array.from(words, (byte) => parseInt(byte, 16)));
  return formatHostPort(address, parseInt(port, 16));
}
