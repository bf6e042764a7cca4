/** The address of a socket that a server listens on. */
export type ServerAddress =
  | { readonly transport: "tcp" | "udp"; readonly hostname: string; readonly port: number }
  | { readonly transport: "unix"; readonly path: string };

/** The protocol spoken on a socket. */
export type Protocol =
  | "echo"
  | "echo-udp"
  | "files"
  | "http"
  | "chat"
  | "web"
  | "prime"
  | "prime-udp"
  | "calc"
  | "kv"
  | "kv-udp"
  | "bytes"
  | "datagrams";

/** An address on this machine. */
export function loopbackAddress(transport: "tcp" | "udp", port: number): ServerAddress {
  return { transport, hostname: "127.0.0.1", port };
}

/** Opens a stream to an address. */
export async function connectTo(address: ServerAddress): Promise<Deno.Conn> {
  if (address.transport === "unix") return await Deno.connect({ transport: "unix", path: address.path });
  if (address.transport === "udp") throw new TypeError("A datagram socket takes no streams");
  const conn = await Deno.connect({ hostname: address.hostname, port: address.port });
  conn.setNoDelay(true);
  return conn;
}
