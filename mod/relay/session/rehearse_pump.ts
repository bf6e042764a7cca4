import type { Side } from "../filters/filter.ts";
import { Log } from "../log.ts";
import { Pump } from "./pump.ts";

/**
 * Lets a pump carry one byte each way between two sides that are nothing, while a relay waits for its first client.
 *
 * The runtime compiles a function, and loads its own timers, when they are first used: a fresh relay took twice as much
 * processor time for the first megabyte as for the second.
 */
export async function rehearsePump(): Promise<void> {
  const log = new Log({ verbosity: -1, programName: "", write: () => {/* says nothing */} });
  const pump = new Pump({
    direction: "both",
    lingerMs: 1,
    idleMs: 0,
    blockSize: 1,
    filters: { ">": [], "<": [] },
    log,
    signal: new AbortController().signal,
  });
  await pump.run(oneByte(), oneByte());
}

/** A side from which one byte comes, and which takes anything. */
function oneByte(): Side {
  let left = 1;
  return {
    ignoreEof: false,
    coolWrite: false,
    endpoint: {
      fds: [0, 0],
      readable: true,
      writable: true,
      datagram: false,
      environment: {},
      read: () => Promise.resolve(left-- > 0 ? 1 : null),
      write: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
  };
}
