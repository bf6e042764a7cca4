import type { PortOwner } from "./port_owner.ts";
import { socketInodes, tableRows } from "./sockets_in_proc.ts";

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

/** Inodes of the sockets that listen (state 0A) on the port. */
function listeningInodes(port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap(tableRows)
    .filter((fields) => fields[1]?.endsWith(wanted) && fields[3] === "0A")
    .flatMap((fields) => fields[9] ?? []);
}
