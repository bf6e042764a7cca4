import { portIn, type SocketTableRow, type TableState } from "../../net/port_owner/socket_table.ts";

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

/** The states as Linux' netstat spells them. */
const STATES: Readonly<Record<TableState, string>> = {
  established: "ESTABLISHED",
  "syn-sent": "SYN_SENT",
  "syn-received": "SYN_RECV",
  "fin-wait-1": "FIN_WAIT1",
  "fin-wait-2": "FIN_WAIT2",
  "time-wait": "TIME_WAIT",
  closed: "CLOSE",
  "close-wait": "CLOSE_WAIT",
  "last-ack": "LAST_ACK",
  listen: "LISTEN",
  closing: "CLOSING",
  bound: "",
};

/** The rows of the kernel's TCP tables whose local or remote port is one of these, the listening sockets first. */
export function socketRows(table: readonly SocketTableRow[], ports: ReadonlySet<number>): SocketRow[] {
  const rows = table.filter(({ local, remote }) =>
    ports.has(portIn(local)) || remote !== undefined && ports.has(portIn(remote))
  );
  return listeningFirst(rows.map(({ local, remote, state, receive }) => ({
    local,
    remote: remote ?? (local.startsWith("[") ? "[::]:*" : "0.0.0.0:*"),
    state: STATES[state],
    waiting: receive,
  })));
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
