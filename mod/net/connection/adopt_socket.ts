import type { Socket } from "node:net";
import { runtimeIsFrom } from "../../system/runtime_version.ts";

/** Whether this runtime takes over sockets of the system: from Deno 2.9 on. */
export function adoptsSockets(): boolean {
  return runtimeIsFrom("2.9");
}

/**
 * A connected stream socket of the system, by its descriptor, as a socket of the runtime. Call this
 * only where {@linkcode adoptsSockets} says that it works.
 */
export async function adoptSocket(fd: number): Promise<Socket> {
  const { Socket } = await import("node:net");
  return new Socket({ fd, allowHalfOpen: true, readable: true, writable: true });
}
