import { Libc } from "../../../net/libc.ts";
import { runtimeIsFrom } from "../../../system/runtime_version.ts";

/**
 * Whether the runtime's own way to open a FIFO would keep everything else waiting, signals included: before
 * Deno 2.9 it waits for the other end in the thread of the event loop.
 */
export function fifosBlock(): boolean {
  return !runtimeIsFrom("2.9");
}

/**
 * Opens a FIFO, which for one way waits until somebody opens its other end. Where the runtime cannot wait aside,
 * the C library does so in another thread, and holds the FIFO while the runtime opens it once more: for both ways
 * first, which never waits, so that a peer that has left meanwhile is not waited for again.
 *
 * @param access 0 to read it, 1 to write it, 2 for both (open(2))
 * @param open how the runtime opens it, without waiting in this thread
 * @throws the runtime's own errors
 */
export async function openFifo<T>(path: string, access: 0 | 1 | 2, open: () => Promise<T>): Promise<T> {
  using libc = access !== 2 && fifosBlock() ? Libc.open(["openWaiting", "close"]) : undefined;
  const held = await libc?.openPatiently(path, access);
  if (libc === undefined || held === undefined) return await open();
  try {
    using _both = await Deno.open(path, { read: true, write: true }).catch(() => undefined);
    return await open();
  } finally {
    libc.close(held);
  }
}
