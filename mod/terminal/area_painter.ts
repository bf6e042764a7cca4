import { characterWidth } from "./character_width.ts";
import { graphemes } from "./graphemes.ts";
import type { InputArea } from "./input_area.ts";

/**
 * Draws an input area at the end of what a terminal shows, and takes it away again: as text for the terminal,
 * which somebody else writes.
 *
 * No row outside the area is ever touched, so the terminal's own scrolling and its memory of what scrolled away
 * keep working. Each row is ended here and never wrapped by the terminal, and the cursor is put in its place by
 * writing once more what stands before it: where a terminal counts the columns of an emoji differently, nothing
 * but the place of a letter differs.
 *
 * When the window gets narrower, terminals go two ways. Most break each row that is now too long into several and
 * move the cursor along with its character; some (xterm, GNU screen, PuTTY) cut the rows off and leave the cursor in
 * its row. Where that makes a difference the terminal is asked for the cursor's column, which tells most times which
 * of the two it has done; when it does not, what is known of this terminal counts.
 */
export class AreaPainter {
  #drawn: Drawn | undefined;
  /** Whether this terminal breaks rows, as far as it is known. */
  #breaksRows: boolean;

  /** @param breaksRows what this terminal is likely to do with rows when it gets narrower. */
  constructor(breaksRows = true) {
    this.#breaksRows = breaksRows;
  }

  /** Takes the area away; the cursor then stands where it began, in the first column. */
  erase(): string {
    const { above, parked } = this.#drawn ?? { above: 0, parked: false };
    this.#drawn = undefined;
    return `\r${up(above)}${CLEAR_BELOW}${parked ? SHOW_CURSOR : ""}`;
  }

  /**
   * Draws an area from the cursor's row on.
   *
   * @param columns the width of the terminal that it was made for
   * @param parked hides the cursor and leaves it where the area begins. There it stays whatever becomes of the
   * rows: while somebody drags the window nothing else is sure by the time that it is obeyed
   */
  draw(area: InputArea, columns: number, parked = false): string {
    const { rows, row, before } = area;
    this.#drawn = { area, columns, above: parked ? 0 : row, parked };
    // The cursor's place is a character of its own: terminals that break rows keep the two together.
    const drawn = rows.map((text, index) => index === row && text === before ? `${text} ` : text);
    const place = parked ? up(rows.length - 1) : up(rows.length - 1 - row) + before;
    return `${WRAP_OFF}${drawn.join("\r\n")}\r${place}${WRAP_ON}${parked ? HIDE_CURSOR : ""}`;
  }

  /** Whether the cursor's column has to be known before the area is taken away at that width. */
  asksForCursor(columns: number): boolean {
    if (this.#drawn === undefined || this.#drawn.parked || this.#drawn.columns === columns) return false;
    const { broken, cut } = afterResize(this.#drawn, columns);
    return broken.above !== cut.above;
  }

  /**
   * Takes note that the terminal has got another width.
   *
   * @param column the cursor's column, from 0; undefined when it is not known
   */
  resized(columns: number, column?: number): void {
    if (this.#drawn === undefined || this.#drawn.parked || this.#drawn.columns === columns) return;
    const { broken, cut } = afterResize(this.#drawn, columns);
    // A width in between may have cut a row even shorter.
    if (broken.column !== cut.column && column !== undefined) this.#breaksRows = column === broken.column;
    const { above } = this.#breaksRows ? broken : cut;
    this.#drawn = { ...this.#drawn, columns, above };
  }

  /** Something else has been drawn meanwhile, and the cursor is at the beginning of a row: nothing is to be taken away. */
  forget(): void {
    this.#drawn = undefined;
  }
}

/**
 * Clears the row and all below, in two steps: where everything is cleared from the first column of the first row on,
 * tmux takes it for a screen to be remembered.
 */
const CLEAR_BELOW = "\x1b[K\x1b[C\x1b[J\r";
/** What is longer than a row is cut off, so that it never takes two; on again for everything else. */
const WRAP_OFF = "\x1b[?7l";
const WRAP_ON = "\x1b[?7h";
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
/** Makes the terminal's modes what they were, whatever was being drawn. */
export const MODES_AGAIN = WRAP_ON + SHOW_CURSOR;

interface Drawn {
  readonly area: InputArea;
  readonly columns: number;
  /** Rows of the screen between the first row of the area and the cursor. */
  readonly above: number;
  /** The cursor is where the area begins. */
  readonly parked: boolean;
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}

/** Where the cursor is after the width has changed, in a terminal that breaks rows and in one that cuts them. */
function afterResize({ area, above, columns: old }: Drawn, columns: number) {
  const own = placeAfter(area.before, columns);
  const taken = area.rows.slice(0, area.row).map((row) => placeAfter(row, columns, 0).row + 1);
  return {
    broken: {
      above: columns < old ? taken.reduce((sum, each) => sum + each, own.row) : above,
      column: own.column,
    },
    cut: { above, column: Math.min(widthOf(area.before), columns - 1) },
  };
}

/** The place after a text in rows of that width; where another character of that width would come. */
function placeAfter(text: string, columns: number, next = 1): { row: number; column: number } {
  let [row, column] = [0, 0];
  for (const width of [...graphemes(text).map(characterWidth), next]) {
    if (column + width > columns) {
      row++;
      column = 0;
    }
    column += width;
  }
  return { row, column: column - next };
}

function widthOf(text: string): number {
  return graphemes(text).reduce((sum, each) => sum + characterWidth(each), 0);
}
