import type { CauseText } from "../../causes/cause_text.ts";
import { MOB_CAUSES as WHY } from "../../texts/mob_texts.ts";

/** The address that all others have to become. */
export const TONY = "7YWHMfk9JZe0LM0g1ZauHuiSxhI";

/** The line as the other side has to get it. */
export function rewritten(line: string): string {
  return line.split(" ").map((word) => ADDRESS.test(word) ? TONY : word).join(" ");
}

const ADDRESS = /^7[A-Za-z0-9]{25,34}$/;

/** The mistake that a wrong line tells by itself, where this one was sent; undefined where none is known. */
export function mistakeInLine(received: string, sent: string): CauseText | undefined {
  return MISTAKES.find(([rewrite]) => rewrite(sent) === received)?.[1];
}

/** What programs with a classic mistake make of a line. */
const MISTAKES: readonly [rewrite: (line: string) => string, CauseText][] = [
  [(line) => line, WHY.unchanged],
  [(line) => line.replace(/(^| )7[A-Za-z0-9]{25,34}( |$)/g, `$1${TONY}$2`), WHY.eatsBlank],
  [(line) => line.replace(/(?<= |^)7[A-Za-z0-9]{25,34}(?= |$)/, TONY), WHY.onlyFirst],
  [(line) => line.replace(/\b7[A-Za-z0-9]{25,34}\b/g, TONY), WHY.wordBoundary],
  [(line) => line.replace(/7[A-Za-z0-9]{25,34}/g, TONY), WHY.insideWords],
  [(line) => line.replace(/(?<= |^)7[A-Za-z0-9]{25,}(?= |$)/g, TONY), WHY.tooLong],
  [(line) => line.replace(/(?<= |^)7[A-Za-z0-9]{0,34}(?= |$)/g, TONY), WHY.tooShort],
  [(line) => line.replace(/(?<= |^)7[^ ]{25,34}(?= |$)/g, TONY), WHY.anyCharacters],
  [(line) => line.replace(/(?<= |^)[A-Za-z0-9]{26,35}(?= |$)/g, TONY), WHY.anyBeginning],
  [(line) => line.replace(/(?<= )7[A-Za-z0-9]{25,34}(?= |$)/g, TONY), WHY.notAtStart],
  [(line) => line.replace(/(?<= |^)7[A-Za-z0-9]{25,34}(?= )/g, TONY), WHY.notAtEnd],
  [(line) => rewritten(line).replace(/ +/g, " ").trim(), WHY.blanks],
  [(line) => `${rewritten(line)}\r`, WHY.carriageReturn],
];
