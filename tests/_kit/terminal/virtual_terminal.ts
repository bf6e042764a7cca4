import { unicodeWidth } from "@std/cli/unicode-width";

/** One row of the screen. A wide character is followed by an empty cell. */
interface Row {
  cells: string[];
  /** Whether the terminal has gone on with this row in the next one, because it was full. */
  wrapped: boolean;
}

/**
 * A terminal made of arrays: it obeys the sequences that this program writes and those that its output contains,
 * and says what it shows. `tests/terminal/virtual_terminal_test.ts` compares it with tmux.
 */
export class VirtualTerminal {
  columns: number;
  rows: number;
  /** What the terminal answers, as its user's typing. */
  readonly answers: string[] = [];
  /** Whether it marks pastes, breaks rows that are full, and shows its cursor. */
  readonly modes = { pasteMarks: false, wraps: true, cursor: true };
  /** Sequences that it does not know. */
  readonly unknown: string[] = [];
  readonly breaksRows: boolean;
  #lines: Row[] = [{ cells: [], wrapped: false }];
  #top = 0;
  #row = 0;
  #column = 0;
  #pendingWrap = false;
  #rest = "";
  #saved: [row: number, column: number] = [0, 0];
  readonly #decoder = new TextDecoder();

  /** @param breaksRows what it does with rows that are too long when it gets narrower: break them, or cut them off. */
  constructor(columns: number, rows: number, breaksRows = true) {
    this.columns = columns;
    this.rows = rows;
    this.breaksRows = breaksRows;
  }

  /** Everything from the first row that scrolled away to the last with text on it, without blanks at the ends. */
  get everything(): string[] {
    const rows = this.#lines.map(({ cells }) => textOf(cells));
    while (rows.at(-1) === "") rows.pop();
    return rows;
  }

  /** The same with the rows joined that belong together because the terminal has wrapped or broken a line. */
  get lines(): string[] {
    const lines: string[][] = [];
    let goesOn = false;
    for (const { cells, wrapped } of this.#lines) {
      if (goesOn) lines.at(-1)!.push(...cells);
      else lines.push([...cells]);
      goesOn = wrapped;
    }
    const texts = lines.map(textOf);
    while (texts.at(-1) === "") texts.pop();
    return texts;
  }

  /** The rows on the screen, with blanks removed at their ends; empty rows at the end are left out. */
  get screen(): string[] {
    const rows = this.#lines.slice(this.#top).map(({ cells }) => textOf(cells));
    while (rows.at(-1) === "") rows.pop();
    return rows;
  }

  /** The text before the cursor in its row. */
  get beforeCursor(): string {
    return this.#line().cells.slice(0, this.#column).map((cell) => cell ?? " ").join("");
  }

  /** The place of the cursor, from 0. */
  get cursor(): { row: number; column: number } {
    return { row: this.#row - this.#top, column: this.#column };
  }

  write(data: Uint8Array | string): void {
    const text = this.#rest +
      (typeof data === "string" ? data : this.#decoder.decode(data, { stream: true }));
    this.#rest = "";
    for (const [whole, parameters, final, control, plain, unfinished] of text.matchAll(PIECES)) {
      if (plain !== undefined) this.#print(plain);
      else if (unfinished !== undefined || whole === "\x1b") this.#rest = whole;
      else if (control !== undefined) this.#control(control);
      else if (final !== undefined) this.#obey(parameters!, final);
      else if (whole === "\x1b7") this.#saved = [this.#row - this.#top, this.#column];
      else if (whole === "\x1b8") this.#moveTo(...this.#saved);
      else this.unknown.push(whole);
    }
  }

  /** Gives the window another size, as its user does. */
  resize(columns: number, rows = this.rows): void {
    this.#pendingWrap = false;
    if (this.breaksRows) this.#breakRows(columns);
    else {
      for (const line of this.#lines) line.cells.length = Math.min(line.cells.length, columns);
      this.#column = Math.min(this.#column, columns - 1);
    }
    this.columns = columns;
    this.rows = rows;
    this.#top = Math.max(0, Math.min(this.#lines.length - rows, this.#row), this.#row - rows + 1);
    if (this.#lines.length - this.#top > rows) this.#lines.length = this.#top + rows;
  }

  #line(): Row {
    while (this.#lines.length <= this.#row) this.#lines.push({ cells: [], wrapped: false });
    return this.#lines[this.#row]!;
  }

  #print(text: string): void {
    for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) {
      this.#put(segment, unicodeWidth(segment));
    }
  }

  #put(character: string, width: number): void {
    if (width === 0) return;
    if (this.#pendingWrap || (this.modes.wraps && this.#column + width > this.columns)) this.#wrap();
    this.#column = Math.min(this.#column, this.columns - width);
    const { cells } = this.#line();
    while (cells.length < this.#column) cells.push(" ");
    if (cells[this.#column] === "") cells[this.#column - 1] = " ";
    cells[this.#column] = character;
    if (width === 2) cells[this.#column + 1] = "";
    this.#column += width;
    if (cells[this.#column] === "" && width === 1) cells[this.#column] = " ";
    if (this.#column < this.columns) return;
    this.#column = this.columns - 1;
    this.#pendingWrap = this.modes.wraps;
  }

  #wrap(): void {
    this.#pendingWrap = false;
    this.#line().wrapped = true;
    this.#column = 0;
    this.#down();
  }

  #down(): void {
    this.#row++;
    this.#line();
    if (this.#row - this.#top >= this.rows) this.#top++;
  }

  #control(control: string): void {
    this.#pendingWrap = false;
    if (control === "\r") this.#column = 0;
    else if (control === "\n") {
      this.#line().wrapped = false;
      this.#down();
    } else if (control === "\b") this.#column = Math.max(0, this.#column - 1);
    else if (control !== "\x07") this.unknown.push(control);
  }

  #obey(parameters: string, final: string): void {
    const count = Number(parameters || 1);
    const sequence = parameters + final;
    if (final === "m") return;
    if (sequence === "6n") {
      return void this.answers.push(`\x1b[${this.#row - this.#top + 1};${this.#column + 1}R`);
    }
    if (final === "h" || final === "l") return this.#mode(parameters, final === "h");
    this.#pendingWrap = false;
    if (final === "A") this.#row = Math.max(this.#top, this.#row - count);
    else if (final === "B") this.#row = Math.min(this.#top + this.rows - 1, this.#row + count);
    else if (final === "C") this.#column = Math.min(this.columns - 1, this.#column + count);
    else if (final === "D") this.#column = Math.max(0, this.#column - count);
    else if (final === "H") {
      const [row, column] = parameters.split(";").map(Number);
      this.#moveTo((row || 1) - 1, (column || 1) - 1);
    } else if (sequence === "K") this.#clearRight();
    else if (sequence === "J") this.#clearBelow();
    else if (sequence === "2J") this.#clearScreen();
    else this.unknown.push(`\x1b[${sequence}`);
  }

  #moveTo(row: number, column: number): void {
    this.#row = this.#top + Math.min(row, this.rows - 1);
    this.#column = Math.min(column, this.columns - 1);
  }

  #mode(parameters: string, on: boolean): void {
    if (parameters === "?7") this.modes.wraps = on;
    else if (parameters === "?25") this.modes.cursor = on;
    else if (parameters === "?2004") this.modes.pasteMarks = on;
    else this.unknown.push(`\x1b[${parameters}${on ? "h" : "l"}`);
  }

  #clearRight(): void {
    const line = this.#line();
    line.cells.length = Math.min(line.cells.length, this.#column);
    line.wrapped = false;
  }

  #clearBelow(): void {
    this.#clearRight();
    this.#lines.length = this.#row + 1;
  }

  #clearScreen(): void {
    for (const line of this.#lines.slice(this.#top)) [line.cells, line.wrapped] = [[], false];
  }

  /** Joins what was wrapped and wraps it again; the cursor stays with its character. */
  #breakRows(columns: number): void {
    const old = this.#lines;
    const [cursorRow, cursorColumn] = [this.#row, this.#column];
    this.#lines = [];
    for (let at = 0; at < old.length;) {
      const cells: string[] = [];
      let cursor: number | undefined;
      let goesOn = true;
      for (; goesOn && at < old.length; at++) {
        if (at === cursorRow) cursor = cells.length + cursorColumn;
        cells.push(...old[at]!.cells);
        goesOn = old[at]!.wrapped;
      }
      const first = this.#lines.length;
      const starts = this.#breakLine(cells, columns);
      if (cursor === undefined) continue;
      const row = Math.max(0, starts.findLastIndex((start) => start <= cursor!));
      this.#row = first + row;
      this.#column = Math.min(columns - 1, cursor - starts[row]!);
    }
  }

  /** @returns where each of the rows begins in the line. */
  #breakLine(cells: string[], columns: number): number[] {
    const starts = [0];
    let start = 0;
    while (cells.length - start > columns) {
      const end = start + columns - (cells[start + columns] === "" ? 1 : 0);
      this.#lines.push({ cells: cells.slice(start, end), wrapped: true });
      starts.push(start = end);
    }
    this.#lines.push({ cells: cells.slice(start), wrapped: false });
    return starts;
  }
}

/** A sequence, a control character, plain text, or a sequence that is not whole yet. */
const PIECES = new RegExp(
  String.raw`\x1b\[([0-9;?]*)([@-~])|\x1b[78=>]|([\x00-\x1f\x7f])|([^\x00-\x1f\x7f]+)|(\x1b.{0,20})`,
  "gsu",
);

function textOf(cells: readonly string[]): string {
  return Array.from(cells, (cell) => cell ?? " ").join("").trimEnd();
}
