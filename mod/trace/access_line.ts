import { escapeBytes, escapeControls } from "../io/visible_text.ts";

/** What became of a request. */
export interface AccessRecord {
  /** The name that was asked for; in the bytes in which it was sent, where they may be no text. */
  name: string | Uint8Array;
  /** Bytes of the file that were sent. */
  sent: number;
  /** When the request came, on the clock of `performance.now()`. */
  started: number;
  /** How it ended, in a few words. */
  how: string;
}

/**
 * A request as one line for the person who runs the server: who, what, size, time, outcome. The name is shown with its
 * control characters escaped, because it comes from a stranger and goes to a terminal.
 */
export function accessLine(
  who: string,
  { name, sent, started, how }: AccessRecord,
  now = performance.now(),
): string {
  const shown = typeof name === "string"
    ? escapeControls(name.slice(0, 200))
    : escapeBytes(name.subarray(0, 200));
  // A quote of the name's own would let it end where it likes, and write an outcome behind it.
  const quoted = shown.replaceAll('"', "\\x22");
  const seconds = ((now - started) / 1000).toFixed(3);
  return `${who} "${quoted}" ${sent} bytes ${seconds} s ${how}`;
}
