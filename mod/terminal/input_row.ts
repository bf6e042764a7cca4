import { unicodeWidth } from "@std/cli/unicode-width";

/** The part of a line being edited that one row of the screen shows. */
export interface InputRow {
  /** The prompt and the visible part of the line; never wider than the row. */
  text: string;
  /** The column of the cursor, from 0. */
  column: number;
}

/** Columns that a prompt leaves to the line on any but the narrowest screen. */
const ROOM = 12;

/**
 * Fits a line into one row of the screen: when it is too long, the part around the cursor is shown.
 *
 * One row, always: a line that wraps would have to be redrawn over several rows each time something arrives,
 * and every terminal wraps a little differently. That is how input lines get torn.
 *
 * @param prompt the text before the line; cut when it leaves no room
 * @param before the characters before the cursor, one grapheme each
 * @param after the characters after the cursor
 * @param columns the width of the row in terminal columns
 */
export function inputRow(
  prompt: string,
  before: readonly string[],
  after: readonly string[],
  columns: number,
): InputRow {
  const shown = unicodeWidth(prompt) <= Math.max(columns / 2, columns - ROOM) ? prompt : "> ";
  const room = Math.max(1, columns - unicodeWidth(shown) - 1);
  const left = lastFitting(before, after.length > 0 ? Math.ceil(room * 0.8) : room);
  const right = firstFitting(after, room - unicodeWidth(left));
  return { text: shown + left + right, column: unicodeWidth(shown + left) };
}

function lastFitting(characters: readonly string[], room: number): string {
  let start = characters.length;
  let used = 0;
  while (start > 0 && used + unicodeWidth(characters[start - 1]!) <= room) {
    used += unicodeWidth(characters[--start]!);
  }
  return characters.slice(start).join("");
}

function firstFitting(characters: readonly string[], room: number): string {
  let end = 0;
  let used = 0;
  while (end < characters.length && used + unicodeWidth(characters[end]!) <= room) {
    used += unicodeWidth(characters[end++]!);
  }
  return characters.slice(0, end).join("");
}
