/**
 * The file descriptor of an open TCP socket on Linux.
 *
 * The runtime keeps it under a symbol of its own, but only for sockets that were accepted. For one that was dialled the
 * kernel is asked, as `ss -p` does it: its table of connections has the inode of the socket with these two ports, and among
 * the descriptors of this process one leads to it.
 *
 * @returns `undefined` where it cannot be found.
 */
export function socketDescriptor(socket: Deno.Conn): number | undefined {
  const symbol = Object.getOwnPropertySymbols(socket).find((each) => each.description === "Deno.internal.fd");
  const kept = symbol === undefined ? undefined : Reflect.get(socket, symbol);
  if (typeof kept === "number" && kept >= 0) return kept;
  const { localAddr: local, remoteAddr: remote } = socket;
  if (local.transport !== "tcp" || remote.transport !== "tcp") return undefined;
  const inode = inodeOf(local.port, remote.port);
  return inode === undefined ? undefined : descriptorOfInode(inode);
}

/** The columns of `/proc/net/tcp` (proc_net_tcp in the kernel's documentation): 1 local, 2 remote, 9 inode. */
function inodeOf(local: number, remote: number): string | undefined {
  for (const table of ["/proc/self/net/tcp", "/proc/self/net/tcp6"]) {
    for (const row of textOf(table).split("\n")) {
      const columns = row.trim().split(/\s+/);
      const fits = portOf(columns[1]) === local && portOf(columns[2]) === remote;
      if (fits && columns[9] !== "0") return columns[9];
    }
  }
  return undefined;
}

function portOf(address: string | undefined): number {
  return parseInt(address?.split(":")[1] ?? "", 16);
}

function descriptorOfInode(inode: string): number | undefined {
  for (const { name } of Deno.readDirSync("/proc/self/fd")) {
    try {
      if (Deno.readLinkSync(`/proc/self/fd/${name}`) === `socket:[${inode}]`) return Number(name);
    } catch {
      // The descriptor that the folder itself was read with is gone by now.
    }
  }
  return undefined;
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return ""; // a kernel without IPv6
  }
}
