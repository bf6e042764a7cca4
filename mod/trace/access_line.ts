import { escapeBytes, escapeControls } from "../io/visible_text.ts";

/** What became of a request. */
export interface AccessRecord {
  /** The requested name; as the bytes that were sent, where they may not be text. */
  name: string | Uint8Array;
  /** Bytes of the file that were sent. */
  sent: number;
  /** When the request came, on the clock of `performance.now()`. */
  started: number;
  /** How it ended, in a few words. */
  how: string;
}

/**
 * A request as one line for the person who runs the server: who, what, size, time, outcome. The name is shown
 * with its control characters escaped, because it comes from a stranger and goes to a terminal.
 */
export function accessLine(
  who: string,
  { name, sent, started, how }: AccessRecord,
  now = performance.now(),
): string {
  const shown = typeof name === "string"
    ? escapeControls(name.slice(0, 200))
    : escapeBytes(name.subarray(0, 200));
  // A quote in the name would let it end early and fake the outcome after it.
  const quoted = shown.replaceAll('"', "\\x22");
  const seconds = ((now - started) / 1000).toFixed(3);
  return `${who} "${quoted}" ${sent} bytes ${seconds} s ${how}`;
}
