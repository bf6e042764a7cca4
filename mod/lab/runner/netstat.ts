/** A socket as `netstat -tan` shows it. */
export interface SocketRow {
  readonly local: string;
  readonly remote: string;
  readonly state: string;
  /**
   * Bytes not read yet; for a listening socket, connections not accepted yet. Undefined where the system
   * does not say.
   */
  readonly waiting: number | undefined;
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
  return listeningFirst(rows);
}

/**
 * The same rows from what the netstat of another system prints: `netstat -an -p tcp` of macOS
 * (`tcp4 0 0 127.0.0.1.8765 *.* LISTEN`), `netstat -an` of Windows (`TCP 127.0.0.1:8765 0.0.0.0:0
 * LISTENING`), whose words are in the language of the machine.
 */
export function netstatRows(text: string, ports: ReadonlySet<number>): SocketRow[] {
  const rows = text.split(/\r?\n/).flatMap((line) => {
    const row = /^\s*tcp\w*\s+(?:(\d+)\s+\d+\s+)?(\S+)[.:](\d+)\s+(\S+)[.:](\d+|\*)(?:\s+(\S+))?/i.exec(line);
    if (row === null) return [];
    const [, waiting, host, port, peer, peerPort, state = ""] = row;
    if (!ports.has(Number(port)) && !ports.has(Number(peerPort))) return [];
    const listens = peerPort === "*" || peerPort === "0";
    return [{
      local: `${host}:${port}`,
      remote: `${peer}:${listens ? "*" : peerPort}`,
      state: listens ? "LISTEN" : OTHER_NAMES[state] ?? state,
      waiting: waiting === undefined ? undefined : Number(waiting),
    }];
  });
  return listeningFirst(rows);
}

/** The states that other systems spell otherwise than Linux. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  FIN_WAIT_1: "FIN_WAIT1",
  FIN_WAIT_2: "FIN_WAIT2",
  SYN_RCVD: "SYN_RECV",
  SYN_RECEIVED: "SYN_RECV",
};

function listeningFirst(rows: SocketRow[]): SocketRow[] {
  return rows.sort((a, b) => Number(b.state === "LISTEN") - Number(a.state === "LISTEN"));
}

/** The rows as a table, with the role that owns each local address where it is known. */
export function netstatTable(rows: readonly SocketRow[], owner: (local: string) => string): string[] {
  const cells = rows.map((
    each,
  ) => ["tcp", String(each.waiting ?? "-"), each.local, each.remote, each.state, owner(each.local)]);
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
