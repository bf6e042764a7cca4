import type { PortOwner } from "./port_owner.ts";

/**
 * Who listens on a TCP port, from the kernel's socket table (proc(5), `/proc/net/tcp`), which gives the
 * inode of the listening socket, and `/proc/PID/fd` of the process that has it open. Undefined when that
 * process belongs to somebody else.
 */
export function ownerInProc(port: number): PortOwner | undefined {
  const inodes = listeningInodes(port);
  if (inodes.size === 0) return undefined;
  for (const entry of Deno.readDirSync("/proc")) {
    if (/^\d+$/.test(entry.name) && holdsSocket(entry.name, inodes)) {
      return { pid: Number(entry.name), name: Deno.readTextFileSync(`/proc/${entry.name}/comm`).trim() };
    }
  }
  return undefined;
}

/** Inodes of the sockets that listen (state 0A) on the port, as the kernel writes them: `socket:[12345]`. */
function listeningInodes(port: number): Set<string> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readLines(table)) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(wanted) && fields[3] === "0A") inodes.add(`socket:[${fields[9]}]`);
    }
  }
  return inodes;
}

function readLines(path: string): string[] {
  try {
    return Deno.readTextFileSync(path).split("\n");
  } catch {
    return []; // a kernel without IPv6 has no tcp6 table
  }
}

function holdsSocket(pid: string, inodes: Set<string>): boolean {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/fd`)].some(({ name }) =>
      inodes.has(linkTarget(`/proc/${pid}/fd/${name}`))
    );
  } catch {
    return false; // somebody else's process, or one that has just ended
  }
}

function linkTarget(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return ""; // a descriptor that was closed while we looked
  }
}
