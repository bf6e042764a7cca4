import type { CauseText } from "./cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import type { Transcript } from "../probes/transcript.ts";
import type { Evidence } from "./evidence.ts";
import type { Expectation } from "./expectation.ts";
import type { StartProblem } from "./start_problem.ts";

/**
 * The difference between what happened and what was expected:
 *
 * - `silence`: something was missing when the time was up;
 * - `closed`, `reset`: the connection ended, politely or not, while something was missing;
 * - `different`: something else came;
 * - `extra`: something came where nothing should have;
 * - `open`: the connection should have ended and did not;
 * - `stuck`: the peer did not take what was sent;
 * - `refused`: nobody accepted the connection.
 */
export type Symptom = "silence" | "closed" | "reset" | "different" | "extra" | "open" | "stuck" | "refused";

/** The fault that a rule found, with all the signs of its cause. */
export interface Failure extends Evidence {
  readonly symptom: Symptom;
  /** What should have come. */
  readonly expected: Expectation;
  /** What came instead, if it belongs to this. */
  readonly received: Uint8Array;
  /** The same as text. */
  readonly text: string;
  /** The end of what the program under test said on standard error, if we run it. */
  readonly said: string;
  /** All that happened on the connections. */
  readonly transcript: Transcript;
  /** Why it could not be reached after its start. */
  readonly start?: StartProblem;
  /** The mistake of which these very bytes tell. */
  readonly tells?: CauseText;
}

/** A rule was broken. Only thrown by probes, only caught by the code that runs them. */
export class RuleViolation extends Error {
  override readonly name = "RuleViolation";
  readonly symptom: Symptom;
  readonly expected: Expectation;
  readonly received: Uint8Array;
  /** The sentence used instead where nothing could be received. */
  readonly why: Text | undefined;
  /** Why the program could not be reached after its start. */
  readonly start: StartProblem | undefined;
  /** The mistake of which these very bytes tell. */
  readonly tells: CauseText | undefined;

  /** @param received the bytes are kept. */
  constructor(
    symptom: Symptom,
    expected: Expectation,
    received: Uint8Array = new Uint8Array(),
    why?: Text,
    { start, tells }: { start?: StartProblem; tells?: CauseText | undefined } = {},
  ) {
    super(`${symptom}: expected ${expected.en}`);
    this.start = start;
    this.tells = tells;
    this.symptom = symptom;
    this.expected = expected;
    this.received = received;
    this.why = why;
  }
}

/** A rule cannot be tried here, and that is nobody's mistake. */
export class RuleSkipped extends Error {
  override readonly name = "RuleSkipped";

  /** @param because the reason. */
  constructor(readonly because: Text) {
    super(because.en);
  }
}
