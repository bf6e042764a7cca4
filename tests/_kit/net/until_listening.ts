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

/**
 * Looks without connecting where the system tells: some servers are made for one client, and some do not
 * survive one that leaves.
 */
async function accepts(port: number): Promise<boolean> {
  const told = isListening(port);
  if (told !== undefined) return told;
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false; // refused: not yet
  }
}

/**
 * Whether /proc/net has a listening TCP socket (state 0A) of this port; `undefined` where there is no such
 * file.
 */
function isListening(port: number): boolean | undefined {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  try {
    const sockets = ["tcp", "tcp6"].map((name) => Deno.readTextFileSync(`/proc/net/${name}`)).join("\n");
    return sockets.split("\n").map((line) => line.trim().split(/\s+/))
      .some(([, address = "", , state]) => state === "0A" && address.endsWith(local));
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
