import type { Text } from "../../i18n/text.ts";
import { type Expectation, quoted } from "../causes/expectation.ts";

/** The form that an answer must have. */
export interface ExpectedAnswer {
  readonly expected: Expectation;
  /** Whether a line (without its end) is such an answer. */
  fits(line: string): boolean;
}

/** Just this text. */
export function exactly(text: string): ExpectedAnswer {
  return { expected: quoted(text), fits: (line) => line === text };
}

/** A text of which something is said. */
export function anything(expected: Text, fits: (line: string) => boolean): ExpectedAnswer {
  return { expected, fits };
}
