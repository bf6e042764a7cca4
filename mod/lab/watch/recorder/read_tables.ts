import { parseSocketTable, SOCKET_TABLES } from "../../../net/port_owner/socket_table.ts";
import { readSetting } from "../strace/find_strace.ts";
import type { TableRow } from "../tracker/socket_queues.ts";

/** All sockets of this machine, as the kernel's tables have them now. */
export async function readSocketTables(): Promise<TableRow[]> {
  const tables = await Promise.all(SOCKET_TABLES.map(async ([transport, path]) => {
    const text = await Deno.readTextFile(path).catch(() => ""); // a kernel without IPv6 has no tcp6 table
    return parseSocketTable(text, transport).map((row) => ({ ...row, transport }));
  }));
  return tables.flat();
}

/** How many connections may wait for one socket, whatever it was told. */
export function mostWaiting(): number {
  return Number(readSetting("/proc/sys/net/core/somaxconn")) || 4096;
}
