/**
 * A port for a server that will be killed and started again on it: below those that the system gives to connections, for one
 * of a thousand clients would take it while the server is away.
 */
export function freePort(): number {
  const below = firstEphemeral();
  while (true) {
    const port = below - 1 - Math.floor(Math.random() * 12_000);
    try {
      Deno.listen({ port }).close();
      Deno.listenDatagram({ transport: "udp", port, hostname: "127.0.0.1" }).close();
      return port;
    } catch {
      // somebody has it
    }
  }
}

function firstEphemeral(): number {
  try {
    const first = parseInt(Deno.readTextFileSync("/proc/sys/net/ipv4/ip_local_port_range"));
    return first > 20_000 ? first : 32_768;
  } catch {
    return 32_768; // not Linux
  }
}
