import type { Socket } from "node:net";

/** Whether this runtime takes over sockets of the system: from Deno 2.9 on. */
export function adoptsSockets(): boolean {
  const [major = 0, minor = 0] = Deno.version.deno.split(".").map(Number);
  return major > 2 || major === 2 && minor >= 9;
}

/**
 * A connected stream socket of the system, by its descriptor, as a socket of the runtime. Call this
 * only where {@linkcode adoptsSockets} says that it works.
 */
export async function adoptSocket(fd: number): Promise<Socket> {
  const { Socket } = await import("node:net");
  return new Socket({ fd, allowHalfOpen: true, readable: true, writable: true });
}
