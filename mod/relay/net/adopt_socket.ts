import type { Socket } from "node:net";

/** Whether this runtime takes over sockets of the system: from Deno 2.9 on. */
export function adoptsSockets(): boolean {
  const [major = 0, minor = 0] = Deno.version.deno.split(".").map(Number);
  return major > 2 || major === 2 && minor >= 9;
}

/**
 * A connected stream socket of the system, by its descriptor, as one of the runtime.
 *
 * @returns undefined when this runtime (before Deno 2.9) cannot take over a descriptor
 */
export async function adoptSocket(fd: number): Promise<Socket | undefined> {
  const { Socket } = await import("node:net");
  try {
    return new Socket({ fd, allowHalfOpen: true, readable: true, writable: true });
  } catch (error) {
    if (/not implemented/i.test((error as Error).message)) return undefined;
    throw error;
  }
}
