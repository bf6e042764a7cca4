import type { WatchEvent } from "../../lab/watch/watch_event.ts";
import type { ProgramPlace, RunningProgram } from "../targets/running_program.ts";

/** The calls of a program up to a moment. */
export interface SeenCalls {
  /** A recording, as `netlab lab watch` makes it. */
  readonly events: readonly WatchEvent[];
  /** How many events were not kept: where there are any, nothing is known of what has not been seen. */
  readonly omitted: number;
  /** The moment, in seconds since the recording began. */
  readonly until: number;
}

/** A program whose calls are recorded. */
export interface RecordedProgram {
  readonly program: RunningProgram;
  /** What it has done so far. */
  seen(): Promise<SeenCalls>;
  /** Resolves when it has ended and all of it is told. */
  readonly over: Promise<void>;
}

/**
 * Starts programs so that their system calls are seen. That makes each of these calls several times slower, so no rule
 * is judged by such a start: it only tells why a rule is broken that was found to be broken before.
 */
export interface CallRecorder {
  /** Whether this system shows the calls of programs. */
  isUsable(): Promise<boolean>;
  /** @returns undefined where this system does not show the calls of programs. */
  start(words: readonly string[], place: ProgramPlace): Promise<RecordedProgram | undefined>;
}
