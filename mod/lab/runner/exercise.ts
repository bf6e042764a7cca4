import type { Text } from "../../i18n/text.ts";
import type { Need } from "./needs.ts";

/**
 * An exercise as a teacher writes it down: the roles, what each is told to do, and the results that
 * must be seen.
 *
 * It is plain JSON. In all texts and arguments `{server.port}` stands for the port that the role `server`
 * listens on, `{free}` for a free port, `{dir}` for a folder that is removed at the end.
 */
export interface Exercise {
  /** As `lab list` shows it: `E5`. */
  readonly id: string;
  readonly title: Text;
  /** Where the question stands: `000 §4`. */
  readonly sheet: string;
  /** Files that must exist before it begins, by their names below `{dir}`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly ExerciseStep[];
  /** The question on the sheet. */
  readonly question: Text;
  /** The point to understand; the events that show it are quoted below it. */
  readonly answer: Text;
  /** Which events are quoted. */
  readonly evidence?: readonly Observation[];
}

/** One step: a sentence, an action, and the expected result. */
export interface ExerciseStep {
  readonly say: Text;
  /** What it is about that some systems do not have. */
  readonly needs?: Need;
  /**
   * What is said, done and seen on a system that does not have it; what is not given here is that of the
   * step. Without `instead`, the step is left out there.
   */
  readonly instead?: Partial<Pick<ExerciseStep, "say" | "do" | "see">>;
  readonly do?: readonly Action[];
  readonly see?: readonly Observation[];
  /** Show the sockets as `netstat` does. */
  readonly netstat?: boolean;
}

/** What a role is told to do; exactly one of the verbs is there. */
export interface Action {
  /**
   * Start a role: `run` are netlab's arguments, or those of `program`. A server is waited for until it
   * listens.
   */
  readonly start?: string;
  readonly run?: readonly string[];
  readonly program?: string;
  /** Type at a role's keyboard: the line, and its end. */
  readonly type?: string;
  readonly line?: string;
  /** Press Ctrl-D at a role's keyboard. */
  readonly end?: string;
  /** Send SIGTERM to a role, or ask it to stop where there are no signals. */
  readonly stop?: string;
}

/**
 * The line or event that must be seen of a role; every field given has to be true of the same one.
 */
export interface Observation {
  readonly role: string;
  /** Standard output contains this. */
  readonly prints?: string;
  /** Standard error contains this. */
  readonly says?: string;
  /** An event of its trace. */
  readonly event?: string;
  /** Text that the event's data contains. */
  readonly data?: string;
  /** Text that the event's detail contains. */
  readonly detail?: string;
  /** The least number of such events. @default {1} */
  readonly count?: number;
  /** The exit code it ends with. */
  readonly exits?: number;
  /** Milliseconds in which it must *not* be seen. */
  readonly never?: number;
}

/** The roles of an exercise, in the order in which they are started. */
export function rolesOf({ steps }: Exercise): readonly string[] {
  return [...new Set(steps.flatMap(({ do: actions = [] }) => actions.flatMap(({ start }) => start ?? [])))];
}
