import { characterWidth } from "./character_width.ts";
import { graphemes } from "./graphemes.ts";

/** The rows of the screen that show a text being edited. */
export interface InputArea {
  /** At least one; none fills the last column. */
  readonly rows: readonly string[];
  /** The row of the cursor, from 0. */
  readonly row: number;
  /** What stands before the cursor in its row. */
  readonly before: string;
}

/** The room for an input area. */
export interface AreaRoom {
  /** The width of the terminal in columns. */
  readonly columns: number;
  /** How many rows there may be, at least 1. */
  readonly rows: number;
}

/** Columns that a prompt leaves to the text on any but the narrowest screen. */
const ROOM = 12;
/** Stands before the second and each further line of a text, and instead of a prompt that is too long. */
const SHORT_PROMPT = "> ";
/** Instead of a character that is wider than the whole row. */
const TOO_WIDE = "?";

/**
 * Lays a text out in rows: wrapped where a row is full, each of its lines in a row of its own; when it does not
 * fit into the room, those rows that are around the cursor. The last column stays free for the cursor, and so
 * that no terminal wraps by itself: each does that a little differently.
 *
 * @param prompt the text before the first line; a short one instead when it leaves no room
 * @param before the characters before the cursor, one grapheme each
 * @param after the characters after the cursor
 */
export function inputArea(
  prompt: string,
  before: readonly string[],
  after: readonly string[],
  room: AreaRoom,
): InputArea {
  const layout = new Layout(Math.max(1, room.columns - 1));
  layout.add(graphemes(fitsBefore(prompt, room.columns) ? prompt : SHORT_PROMPT));
  layout.add(before);
  const cursor = layout.add(after.slice(0, room.columns * room.rows), true);
  const first = Math.max(0, Math.min(cursor.row - (room.rows >> 1), layout.rows.length - room.rows));
  return {
    rows: layout.rows.slice(first, first + room.rows),
    row: cursor.row - first,
    before: cursor.before,
  };
}

function fitsBefore(prompt: string, columns: number): boolean {
  const width = graphemes(prompt).reduce((sum, each) => sum + characterWidth(each), 0);
  return width <= Math.max(columns / 2, columns - ROOM);
}

class Layout {
  readonly rows: string[] = [""];
  readonly #width: number;
  #used = 0;

  constructor(width: number) {
    this.#width = width;
  }

  /** @returns where the first of these characters begins: there the cursor stands. */
  add(characters: readonly string[], startsAtCursor = false): { row: number; before: string } {
    const first = characters[0];
    if (startsAtCursor && first !== undefined && first !== "\n") this.#makeRoom(characterWidth(first));
    const start = { row: this.rows.length - 1, before: this.rows.at(-1)! };
    for (const character of characters) {
      if (character === "\n") this.#newLine();
      else this.#put(character);
    }
    return start;
  }

  #newLine(): void {
    this.rows.push(SHORT_PROMPT.slice(0, this.#width - 1));
    this.#used = Math.min(SHORT_PROMPT.length, this.#width - 1);
  }

  #put(character: string): void {
    const width = characterWidth(character);
    if (width > this.#width) return this.#put(TOO_WIDE);
    this.#makeRoom(width);
    this.rows[this.rows.length - 1] += character;
    this.#used += width;
  }

  #makeRoom(width: number): void {
    if (this.#used + width <= this.#width) return;
    this.rows.push("");
    this.#used = 0;
  }
}
