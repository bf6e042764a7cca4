/** A socket as `netstat -tan` shows it. */
export interface SocketRow {
  readonly local: string;
  readonly remote: string;
  readonly state: string;
  /** Bytes not read yet; for a listening socket, connections not accepted yet. */
  readonly waiting: number;
}

const STATES = [
  "",
  "ESTABLISHED",
  "SYN_SENT",
  "SYN_RECV",
  "FIN_WAIT1",
  "FIN_WAIT2",
  "TIME_WAIT",
  "CLOSE",
  "CLOSE_WAIT",
  "LAST_ACK",
  "LISTEN",
  "CLOSING",
];

/**
 * The rows of Linux's `/proc/net/tcp` whose local or remote port is one of these, the listening sockets
 * first.
 *
 * Addresses there are hexadecimal in the machine's byte order (proc_net_tcp in the kernel's documentation).
 */
export function socketRows(procNetTcp: string, ports: ReadonlySet<number>): SocketRow[] {
  const rows = procNetTcp.split("\n").slice(1).flatMap((line) => {
    const [, local, remote, state, queues] = line.trim().split(/\s+/);
    if (local === undefined || remote === undefined || state === undefined) return [];
    if (!ports.has(portOf(local)) && !ports.has(portOf(remote))) return [];
    return [{
      local: address(local),
      remote: address(remote),
      state: STATES[parseInt(state, 16)] ?? state,
      waiting: parseInt(queues?.split(":")[1] ?? "0", 16),
    }];
  });
  return rows.sort((a, b) => Number(b.state === "LISTEN") - Number(a.state === "LISTEN"));
}

/** The rows as a table, with the role that owns each local address where it is known. */
export function netstatTable(rows: readonly SocketRow[], owner: (local: string) => string): string[] {
  const cells = rows.map((
    each,
  ) => ["tcp", String(each.waiting), each.local, each.remote, each.state, owner(each.local)]);
  const table = [["Proto", "Recv-Q", "Local Address", "Foreign Address", "State", ""], ...cells];
  const widths = table[0]!.map((_, index) => Math.max(...table.map((row) => row[index]!.length)));
  return table.map((row) => row.map((cell, index) => cell.padEnd(widths[index]!)).join("  ").trimEnd());
}

function portOf(hexadecimal: string): number {
  return parseInt(hexadecimal.split(":")[1] ?? "", 16);
}

function address(hexadecimal: string): string {
  const [host = "", port = ""] = hexadecimal.split(":");
  const bytes = (host.length > 8 ? host.slice(-8) : host).match(/../g) ?? [];
  const number = parseInt(port, 16);
  return `${bytes.reverse().map((byte) => parseInt(byte, 16)).join(".")}:${number === 0 ? "*" : number}`;
}
