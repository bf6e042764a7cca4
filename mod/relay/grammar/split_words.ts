import { type System, thisSystem } from "../../system/system.ts";
import { lex } from "./lex.ts";

/**
 * Cuts the command of `EXEC:` into program and arguments: at blanks, with the quoting of {@linkcode lex};
 * several blanks count as one.
 *
 * @throws {import("./grammar_error.ts").GrammarError} when a quote is never closed
 */
export function splitWords(command: string, system: System = thisSystem()): string[] {
  const words: string[] = [];
  let at = 0;
  while (true) {
    while (command[at] === " ") at++;
    if (at >= command.length) return words;
    const word = lex(command, at, [" "], system);
    words.push(word.token);
    at = word.next;
  }
}
