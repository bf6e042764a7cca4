import type { TerminalStream } from "../../../mod/process/tty/terminal_stream.ts";
import type { Terminals } from "../../../mod/process/tty/terminals.ts";

/** A pseudo terminal through which bytes pass as they are, and both its ends. */
export function rawTerminal(terminals: Terminals): { master: TerminalStream; slave: TerminalStream } {
  const { master, path } = terminals.make();
  const slave = terminals.calls.open(path);
  terminals.change(slave, (modes) => {
    for (const word of ["input", "output", "local"] as const) modes.clear(word);
    modes.setCharacter("min", 1);
  });
  return { master, slave: terminals.stream(slave) };
}

/** Reads exactly so many bytes. */
export async function receive(stream: TerminalStream, size: number): Promise<Uint8Array> {
  const all = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const count = await stream.read(all.subarray(at));
    if (count === null) throw new Error(`the end after ${at} bytes`);
    at += count;
  }
  return all;
}
