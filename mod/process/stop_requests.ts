import { readLine, STOP_CHANNEL } from "./stop_channel.ts";
import { SIGNAL_NUMBERS, type StopSignal } from "./stop_signals.ts";

/**
 * Listens to the one that started this program, if it said over which channel it is going to ask it to
 * stop (`stop_channel.ts`); does nothing otherwise.
 *
 * @param value the channel's variable, as it was in the environment.
 * @param stop called with the signal that it stands for, each time that it is asked.
 */
export function listenForStopRequests(value: string | undefined, stop: (signal: StopSignal) => void): void {
  if (value === undefined) return;
  try {
    Deno.env.delete(STOP_CHANNEL);
  } catch {
    // No permission for that, and then none to start programs either
  }
  const [port, hello, key] = value.split(":");
  if (!/^\d{1,5}$/.test(port!) || !hello || !key) return;
  // Without a permission, or somebody who listens there, nobody can ask
  listen(Number(port), hello, key, stop).catch(() => {});
}

async function listen(
  port: number,
  hello: string,
  key: string,
  stop: (signal: StopSignal) => void,
): Promise<void> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  // A program whose work is done ends, whether it can still be asked or not
  conn.unref();
  await conn.write(new TextEncoder().encode(`${hello}\n`));
  let asked = false;
  for await (const word of words(conn, key)) {
    if (!isStopSignal(word)) continue;
    asked = true;
    stop(word);
  }
  if (!asked) stop("SIGTERM");
}

/**
 * What is said by somebody who knows the key, up to the end of the connection.
 *
 * @throws {Error} when it is somebody else.
 */
async function* words(conn: Deno.Conn, key: string): AsyncGenerator<string> {
  for (let known = false;; known = true) {
    const line = await readLine(conn, key.length + 1 + LONGEST_WORD).catch(() => undefined);
    if (line === undefined && known) return;
    if (!line?.startsWith(`${key} `)) throw new Error("somebody else listens there");
    yield line.slice(key.length + 1);
  }
}

function isStopSignal(word: string): word is StopSignal {
  return Object.hasOwn(SIGNAL_NUMBERS, word);
}

const LONGEST_WORD = 16;
