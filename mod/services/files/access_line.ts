import { escapeControls } from "../../trace/render_event.ts";

/** What became of a request. */
export interface Outcome {
  /** The name that was asked for, as it was sent. */
  name: string;
  /** Size of the file in bytes; 0 when none was sent. */
  size: number;
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
  { name, size, started, how }: Outcome,
  now = performance.now(),
): string {
  const seconds = ((now - started) / 1000).toFixed(3);
  return `${who} "${escapeControls(name.slice(0, 200))}" ${size} bytes ${seconds} s ${how}`;
}
