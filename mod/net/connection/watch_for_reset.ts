import type { Connection } from "../connection.ts";

/** Milliseconds between two looks. */
const PAUSE = 100;

/**
 * Looks now and every 100 ms whether the peer has broken off, for whoever does not read from it meanwhile.
 *
 * @param onBreak told once, with an error that `isDisconnect` knows.
 * @returns to be disposed of when it is not wanted any more.
 */
export function watchForReset(connection: Connection, onBreak: (error: Error) => void): Disposable {
  let over = connection.resetByPeer === undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const broken = await connection.resetByPeer!();
    if (over) return;
    if (broken) onBreak(new Deno.errors.ConnectionReset("the peer has broken off"));
    else timer = setTimeout(look, PAUSE);
  };
  if (!over) void look();
  return {
    [Symbol.dispose]() {
      over = true;
      clearTimeout(timer);
    },
  };
}
