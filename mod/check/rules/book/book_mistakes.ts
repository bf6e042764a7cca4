import type { CauseText } from "../../causes/cause_text.ts";
import { pythonBytesIn } from "../../causes/failure_patterns.ts";
import { COMMON_CAUSES as COMMON } from "../../texts/common_causes.ts";
import { BOOK_CAUSES as WHY } from "../../texts/book_texts.ts";

/** What was asked, and what is right. */
export interface BookCase {
  readonly wanted: string;
  readonly key?: string;
  /** The value that the key had before. */
  readonly before?: string;
  /** Whether the request is none. */
  readonly malformed?: boolean;
  /** Whether a server that takes it for a request of another protocol may answer as that has it. */
  readonly orError?: boolean;
}

/**
 * The mistake of which a wrong answer tells; undefined where none is known.
 *
 * @param answer without a line end
 */
export function bookMistake(answer: string, of: BookCase): CauseText | undefined {
  return answer === "" ? undefined : MISTAKES.find(([shows]) => shows(answer, of))?.[1];
}

type Sign = (answer: string, of: BookCase) => boolean;

/** From the most specific to the most general. */
const MISTAKES: readonly [Sign, CauseText][] = [
  [(answer) => pythonBytesIn(answer), COMMON.pythonBytes],
  [(answer) => answer.includes("\0"), COMMON.zeroByte],
  [(answer, { before }) => answer === before, WHY.keepsFirst],
  [(answer, { key, wanted }) => key !== undefined && answer === `${key}|${wanted}`, WHY.wholeEntry],
  [(answer, { key, wanted }) => key !== undefined && wanted === "0" && answer === key, WHY.echoes],
  [
    (answer, { wanted }) => wanted === "0" && /^\(?(none|null|nil|undefined)\)?$/i.test(answer),
    WHY.noneInWords,
  ],
  [
    (answer, { wanted }) => /^(ok|true|stored|error|ko|false)\b/i.test(answer) && wanted.length === 1,
    WHY.otherWords,
  ],
  [(answer, { malformed }) => malformed === true && answer === "1", WHY.storesAnything],
  [
    (answer, { wanted }) => answer !== wanted && wanted.startsWith(answer) && wanted.includes(" "),
    WHY.splitsBlanks,
  ],
  [(answer, { wanted }) => answer !== wanted && answer.trim() === wanted.trim(), WHY.trims],
];
