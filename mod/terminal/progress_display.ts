import type { MessageWriter } from "../cli/command_context.ts";

const INTERVAL = 250;
const MAX_LINES = 8;

/** The room for what is drawn. */
export interface DisplayRoom {
  /** The width of the terminal in columns. */
  readonly width: number;
  /** How many lines there may be. */
  readonly maxLines: number;
}

/**
 * Draws running work below all other output, four times a second, on a terminal that obeys
 * escape sequences; elsewhere it draws
 * nothing.
 *
 * @param lines gives the lines to draw at this moment
 * @returns a writer that puts lines above the display, and removes the display when disposed of
 */
export function progressDisplay(
  lines: (room: DisplayRoom) => readonly string[],
  stderr: MessageWriter,
): Pick<MessageWriter, "tell" | "verbatim"> & Disposable {
  if (!stderr.obeysEscapes()) {
    const { tell, verbatim } = stderr;
    return { tell, verbatim, [Symbol.dispose]: () => {} };
  }
  let drawn = 0;
  const wipe = () => {
    if (drawn > 0) stderr.draw(`\x1b[${drawn}A\x1b[J`);
    drawn = 0;
  };
  const draw = () => {
    wipe();
    const now = lines({ width: stderr.columns(), maxLines: MAX_LINES });
    if (now.length > 0) stderr.draw(now.join("\n") + "\n");
    drawn = now.length;
  };
  const above = <T>(say: (what: T) => void) => (what: T) => {
    wipe();
    say(what);
  };
  const timer = setInterval(draw, INTERVAL);
  return {
    tell: above(stderr.tell),
    verbatim: above(stderr.verbatim),
    [Symbol.dispose]: () => {
      clearInterval(timer);
      wipe();
    },
  };
}
