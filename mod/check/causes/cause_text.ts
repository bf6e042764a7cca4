import type { Text } from "../../i18n/text.ts";
import type { Failure } from "./rule_violation.ts";

/** What is said about a failure; some of it depends on how the program is written or has ended. */
export type CauseText = Text | ((failure: Failure) => Text);

/** The sentence for this failure. */
export function causeText(text: CauseText, failure: Failure): Text {
  return typeof text === "function" ? text(failure) : text;
}
