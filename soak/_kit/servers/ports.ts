/**
 * Ports for servers that will be killed and started again on them. They lie below those that the
 * system gives to connections, because one of a thousand clients would take such a port while its
 * server is away. None is given out twice.
 */
export class Ports {
  readonly #below = firstEphemeral();
  readonly #taken = new Set<number>();

  /** One that nobody listens on, by TCP or by UDP. */
  take(): number {
    while (true) {
      const port = this.#below - 1 - Math.floor(Math.random() * SPAN);
      if (this.#taken.has(port) || !isFree(port)) continue;
      this.#taken.add(port);
      return port;
    }
  }
}

/** How far below them is looked. */
const SPAN = 12_000;

function isFree(port: number): boolean {
  try {
    Deno.listen({ port }).close();
    Deno.listenDatagram({ transport: "udp", port, hostname: "127.0.0.1" }).close();
    return true;
  } catch {
    return false; // somebody has it
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
