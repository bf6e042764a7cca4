import { until, type UntilOptions } from "../until.ts";

/** Waits until somebody listens on a port of this machine. @returns the port */
export async function untilListening(
  port: number,
  transport: "tcp" | "udp",
  options?: UntilOptions,
): Promise<number> {
  await until(() => transport === "tcp" ? accepts(port) : datagramPortTaken(port), options);
  return port;
}

/** The state of a socket in /proc/net: one that listens, and one of UDP. */
const STATES = { tcp: "0A", udp: "07" } as const;

/**
 * Waits until nobody has a socket that was closed. A child that another thread of the tests is just starting has copies of
 * all sockets of this process until its program begins, and so long clients are accepted there.
 */
export function untilReleased(port: number, transport: "tcp" | "udp" = "tcp"): void {
  const deadline = performance.now() + 10_000;
  while (hasSocket(port, transport) === true) {
    if (performance.now() > deadline) throw new Error(`Port ${port} was not let go`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
  }
}

/**
 * Looks without connecting where the system tells: some servers are made for one client, and some do not
 * survive one that leaves.
 */
async function accepts(port: number): Promise<boolean> {
  const told = hasSocket(port, "tcp");
  if (told !== undefined) return told;
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false; // refused: not yet
  }
}

/** Whether /proc/net has a socket that waits on this port; `undefined` where there is no such file. */
function hasSocket(port: number, transport: "tcp" | "udp"): boolean | undefined {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  try {
    const sockets = [transport, `${transport}6`].map((name) => Deno.readTextFileSync(`/proc/net/${name}`))
      .join("\n");
    return sockets.split("\n").map((line) => line.trim().split(/\s+/))
      .some(([, address = "", , state]) => state === STATES[transport] && address.endsWith(local));
  } catch {
    return undefined;
  }
}

function datagramPortTaken(port: number): boolean {
  try {
    Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port }).close();
    return false;
  } catch {
    return true;
  }
}
