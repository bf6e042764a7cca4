import type { Text } from "../i18n/text.ts";
import type { RuleContext } from "./rule_context.ts";
import type { Failure } from "./causes/rule_violation.ts";

/** A usual cause of a failure, and how it is recognised. */
export interface Cause {
  /** Whether the failure looks like it. */
  when(failure: Failure): boolean;
  /** The sentence to say. */
  readonly text: Text;
}

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
  readonly severity: "must" | "should";
  /**
   * Rules without which this one would only say the same again; it is skipped where one of them is broken.
   */
  readonly needs?: readonly string[];
  /** From the most specific to the most general; the first that fits is told. */
  readonly causes: readonly Cause[];
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

/** A cause that is recognised by a test. */
export function when(test: (failure: Failure) => boolean, text: Text): Cause {
  return { when: test, text };
}

/** The cause when nothing more specific was seen. */
export function otherwise(text: Text): Cause {
  return { when: () => true, text };
}
