import type { Socket } from "node:net";

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
