/**
 * The mistakes in an expression. The code crosses isolates; the sentence is made where the answer
 * is written.
 */
export type CalcErrorCode =
  | "empty"
  | "too-long"
  | "not-text"
  | "bad-character"
  | "bad-number"
  | "leading-zero"
  | "syntax"
  | "unexpected"
  | "unexpected-line"
  | "missing-else"
  | "ends-early"
  | "never-closed"
  | "never-opened"
  | "too-nested"
  | "not-a-function"
  | "is-a-function"
  | "reserved"
  | "unknown-name"
  | "no-answer-yet"
  | "arguments"
  | "no-attribute"
  | "operands"
  | "needs-number"
  | "needs-integer"
  | "needs-pair"
  | "negative-shift"
  | "zero-modulus"
  | "not-invertible"
  | "division-by-zero"
  | "zero-to-negative"
  | "overflow"
  | "no-integer-value"
  | "domain"
  | "complex"
  | "too-big"
  | "too-many-digits"
  | "too-much-work"
  /** Never told: too much for the event loop, a worker may do it. */
  | "for-a-worker"
  | "too-slow"
  | "too-many-variables"
  | "stopping"
  | "failed"
  | "busy";

/** A mistake as data, fit for a message between isolates. */
export interface CalcErrorData {
  readonly code: CalcErrorCode;
  /** Index of the mistake in the expression, in UTF-16 units from 0; undefined when it has no place. */
  readonly at: number | undefined;
  /** The thing that the sentence names: a character, a name, a number. */
  readonly detail: string;
}

/** Thrown by the calculator's pure parts, caught by `CalcSession`. It never reaches a connection. */
export class CalcError extends Error implements CalcErrorData {
  override readonly name = "CalcError";
  readonly code: CalcErrorCode;
  at: number | undefined;
  readonly detail: string;

  constructor(code: CalcErrorCode, at?: number, detail = "") {
    super(code);
    this.code = code;
    this.at = at;
    this.detail = detail;
  }
}
