import { unicodeWidth } from "@std/cli/unicode-width";
import type { Output } from "./command_context.ts";

/**
 * Breaks a line between words, so that a terminal does not break it within one; the following lines
 * are indented as the line is.
 *
 * It never breaks at a no-break space. A word that is longer than a line stays whole.
 *
 * @param columns how many there are.
 */
export function wrapWords(line: string, columns: number): string {
  const indent = /^ */.exec(line)![0];
  const rows: string[] = [];
  let row = "";
  for (const word of line.slice(indent.length).split(" ")) {
    const longer = row === "" ? word : `${row} ${word}`;
    if (row !== "" && indent.length + unicodeWidth(longer) > columns) {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  return [...rows, row].map((each) => indent + each).join("\n");
}

/** The columns of a terminal to wrap for; without one, lines are left as they are. */
export function columnsToFill(output: Output): number {
  return output.isTerminal() ? output.columns() : Infinity;
}
