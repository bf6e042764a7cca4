import type { MessageWriter } from "../cli/command_context.ts";

const INTERVAL = 250;
const MAX_LINES = 8;

/** The room for what is drawn. */
export interface DisplayRoom {
  /** Of the terminal, columns. */
  readonly width: number;
  /** How many lines there may be. */
  readonly maxLines: number;
}

/**
 * Draws what is under way below everything else that is said, four times a second, on a terminal; elsewhere
 * nothing.
 *
 * @param lines what there is to draw at this moment
 * @returns what says a line above the display, and takes the display away when it is disposed of
 */
export function progressDisplay(
  lines: (room: DisplayRoom) => readonly string[],
  stderr: MessageWriter,
): Pick<MessageWriter, "tell" | "verbatim"> & Disposable {
  if (!stderr.isTerminal()) {
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
