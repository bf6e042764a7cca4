import type { CallEvidence } from "../calls/call_evidence.ts";
import type { Nature } from "../survey/nature.ts";
import type { ProgramLanguage } from "./program_language.ts";

/** How a program has ended by itself. */
export interface ProgramEnd {
  /** The exit status; of a program that a signal has ended, 128 and the signal's number. */
  readonly code: number;
  readonly signal: Deno.Signal | null;
}

/**
 * The signs by which a cause is recognised, besides what came over the connection. Each is there only if it was
 * looked for and could be seen: what is absent tells nothing.
 */
export interface Evidence {
  /** The program has ended by itself, and how. */
  readonly ended?: ProgramEnd;
  /** It was ended because it used more memory than this, bytes. */
  readonly outgrown?: number;
  /** Whether the program, or a child of it, uses the processor although nobody asks it for anything. */
  readonly busy?: boolean;
  /** How many clients wait in the queue of its port, not accepted by it. */
  readonly queued?: number;
  /** Whether the answer came after all, once the stream from the client had ended. */
  readonly answeredAtEnd?: boolean;
  /**
   * The same bytes, sent in the plainest way on a program that was started anew: whether the rule holds then. What
   * makes the difference is then the way in which they were sent, and nothing else.
   */
  readonly control?: "holds" | "breaks";
  /** What the program's own system calls tell, on one more start on which the rule was broken in the same way. */
  readonly calls?: CallEvidence;
  /** What the program is, as far as that was found out before any rule was tried. */
  readonly nature?: Nature;
  /** The language it is written in, as far as its command tells. */
  readonly language?: ProgramLanguage;
}
