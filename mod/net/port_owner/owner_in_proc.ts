import type { PortOwner } from "./port_owner.ts";
import { portIn, readSocketTable, SOCKET_TABLES } from "./socket_table.ts";
import { socketInodes } from "./sockets_in_proc.ts";

/**
 * Who listens on a TCP port, from the kernel's socket table (proc(5), `/proc/net/tcp`), which gives the
 * inode of the listening socket, and `/proc/PID/fd` of the process that has it open. Undefined when that
 * process belongs to somebody else.
 */
export function ownerInProc(port: number): PortOwner | undefined {
  const inodes = listeningInodes(port);
  if (inodes.length === 0) return undefined;
  for (const { name } of Deno.readDirSync("/proc")) {
    const open = /^\d+$/.test(name) ? socketInodes(Number(name)) : undefined;
    if (inodes.some((inode) => open?.has(inode))) {
      return { pid: Number(name), name: Deno.readTextFileSync(`/proc/${name}/comm`).trim() };
    }
  }
  return undefined;
}

/** Inodes of the sockets that listen on the port. */
function listeningInodes(port: number): string[] {
  return SOCKET_TABLES.filter(([transport]) => transport === "tcp").flatMap(readSocketTable)
    .filter(({ local, state }) => state === "listen" && portIn(local) === port)
    .map(({ inode }) => inode);
}
