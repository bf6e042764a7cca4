import type { CauseText } from "./causes/cause_text.ts";
import type { Text } from "../i18n/text.ts";
import type { RuleContext } from "./rule_context.ts";
import type { Failure } from "./causes/rule_violation.ts";

/** A cause of a failure, and how it is recognised. */
export interface Cause {
  /** Whether the failure has its sign. */
  when(failure: Failure): boolean;
  /** The sentence to say. */
  readonly text: CauseText;
  /**
   * Whether a positive sign tells it: an exit status, the program's own words, the transcript, a comparison. Without
   * one the sentence only describes what was seen, and says so.
   */
  readonly certain: boolean;
}

/**
 * How much a rule weighs, in the same words in `--list`, in every report and in a sheet of one's own: whether the check
 * fails with it.
 */
export type Severity = "must" | "should";

/**
 * # A rule
 *
 * One promise of a protocol, small enough that its failure means one thing. It carries everything that is
 * ever said about it (what it promises, in the sheet's words, and which mistake usually breaks it) and one
 * function that tries it.
 *
 * A rule does not know how it is reported, whether the program under test was started by us, or which rules
 * ran before: it gets a fresh {@linkcode RuleContext}. `must` rules decide the verdict. `should` rules are
 * about robustness that the sheet does not ask for: their findings are shown and do not fail the check.
 */
export interface Rule {
  /** Such as `echo.bytewise`; what `--only` takes. */
  readonly id: string;
  /** The fact that a pass states, in lower case. */
  readonly title: Text;
  /** The rule in the sheet's words. */
  readonly rule: Text;
  /** Where it stands: sheet and section, or RFC. */
  readonly source: Text;
  readonly severity: Severity;
  /**
   * Rules without which this one would only say the same again; it is skipped where one of them is broken.
   */
  readonly needs?: readonly string[];
  /**
   * Rules whose mistakes break this one, too: skipped where one of them was tried and is broken; where it could not be
   * tried itself, this one tells something.
   */
  readonly after?: readonly string[];
  /**
   * Rules about something else in which the same mistake is seen first, where their answers are missing or cut off in the
   * same way: this one only says so then.
   */
  readonly alike?: readonly string[];
  /** From the most specific to the most general; the first that fits is told. */
  readonly causes: readonly Cause[];
  /** Whether it is about more clients than one: left out where one is all that is asked for. */
  readonly company?: boolean;
  /** Whether so much is sent that a program would take minutes while each of its calls is recorded. */
  readonly bulk?: boolean;
  /** Whether it is about more questions than one on a connection. */
  readonly questions?: boolean;
  /**
   * The same conversation in the plainest way: tried on a new start where the rule is broken, to find out whether the
   * way in which its bytes are sent makes the difference.
   */
  control?(context: RuleContext): Promise<void>;
  /**
   * Tries it.
   *
   * @throws {RuleViolation} when the rule is broken, {RuleSkipped} when it cannot be tried.
   */
  probe(context: RuleContext): Promise<void>;
}

/** The facts about a rule, apart from what it does. */
export interface RuleText {
  readonly title: Text;
  readonly rule: Text;
  readonly source: Text;
}

/** A cause that is recognised by a sign. */
export function when(test: (failure: Failure) => boolean, text: CauseText): Cause {
  return { when: test, text, certain: true };
}

/** What was seen, where nothing tells why. */
export function seen(test: (failure: Failure) => boolean, text: CauseText): Cause {
  return { when: test, text, certain: false };
}
