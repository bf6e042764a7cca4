import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";

/** What a failure was taken for, by the look of it; the program's own calls may show that it is not so. */
export type Presumption =
  /** What one call brings is taken for a whole line. */
  | "pieces"
  /** One client is served at a time. */
  | "one_at_a_time"
  /** The end of the stream is read again and again. */
  | "end_loop"
  /** A time limit ran out. */
  | "time_limit"
  /** A line is longer than what one call takes. */
  | "small_buffer"
  /** What was read lies in the program's own buffer, while it waits for its sockets. */
  | "own_buffer"
  /** The end of the stream, or more bytes, is waited for. */
  | "wait_for_end";

/** What the calls of a program tell about a failure. */
export interface CallEvidence {
  /** What it did, in a sentence with its own calls. */
  readonly told?: Text;
  /** The cause, where the calls are a sign of one. */
  readonly cause?: CauseText;
  /** Whether they show that nothing else is the cause of it. */
  readonly decides?: boolean;
  /** What they show not to be so. */
  readonly refuted: ReadonlySet<Presumption>;
}
