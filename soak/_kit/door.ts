/** Where a server lets clients in. */
export type Door =
  | { readonly transport: "tcp" | "udp"; readonly hostname: string; readonly port: number }
  | { readonly transport: "unix"; readonly path: string };

/** What is spoken at a door. */
export type Speech =
  | "echo"
  | "files"
  | "http"
  | "chat"
  | "web"
  | "prime"
  | "prime-udp"
  | "calc"
  | "bytes"
  | "datagrams";

/** A door on this machine. */
export function local(transport: "tcp" | "udp", port: number): Door {
  return { transport, hostname: "127.0.0.1", port };
}

/** Opens a stream to a door. */
export async function dial(door: Door): Promise<Deno.Conn> {
  if (door.transport === "unix") return await Deno.connect({ transport: "unix", path: door.path });
  if (door.transport === "udp") throw new TypeError("A datagram door takes no streams");
  const conn = await Deno.connect({ hostname: door.hostname, port: door.port });
  conn.setNoDelay(true);
  return conn;
}
