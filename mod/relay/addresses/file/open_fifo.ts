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
 * @throws the runtime's own errors
 */
export async function openFifo(path: string, options: Deno.OpenOptions): Promise<Deno.FsFile> {
  const oneWay = options.read !== true || options.write !== true;
  using libc = oneWay && fifosBlock() ? Libc.open(["openWaiting", "close"]) : undefined;
  const held = await libc?.openPatiently(path, options.write === true ? O_WRONLY : O_RDONLY);
  if (libc === undefined || held === undefined) return await Deno.open(path, options);
  try {
    using _both = await Deno.open(path, { read: true, write: true }).catch(() => undefined);
    return await Deno.open(path, options);
  } finally {
    libc.close(held);
  }
}

const [O_RDONLY, O_WRONLY] = [0, 1];
