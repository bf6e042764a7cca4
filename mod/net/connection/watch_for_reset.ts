import type { Connection } from "../connection.ts";

/** Milliseconds between two checks. */
const PAUSE = 100;

/**
 * Checks now and every 100 ms whether the peer has reset the connection, for code that is not
 * reading from it.
 *
 * @param onBreak called once, with an error that `isDisconnect` recognises.
 * @returns dispose of it to stop watching.
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
