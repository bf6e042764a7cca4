/**
 * Looking for a line that was entered before, letter by letter as it is typed (Ctrl-R): the newest line that
 * has the letters in it, then older ones. Upper and lower case are the same as long as only small letters are
 * typed.
 */
export class HistorySearch {
  readonly #past: readonly string[];
  #query = "";
  /** The index of the line that is shown; that of the newest plus one before anything was found. */
  #at: number;
  /** Where the line that is shown has what was looked for. */
  #start = 0;
  #found = true;

  /** @param past the lines, oldest first. */
  constructor(past: readonly string[]) {
    this.#past = past;
    this.#at = past.length;
  }

  /** What is looked for. */
  get query(): string {
    return this.#query;
  }

  /** Whether a line has it, so far. */
  get found(): boolean {
    return this.#found;
  }

  /** The line found last, cut where what is looked for begins; nothing at the beginning. */
  get match(): { readonly before: string; readonly after: string } {
    const line = this.#past[this.#at] ?? "";
    return { before: line.slice(0, this.#start), after: line.slice(this.#start) };
  }

  /** More letters. */
  type(text: string): void {
    this.#query += text;
    this.#look(Math.min(this.#at, this.#past.length - 1), -1);
  }

  /** One letter fewer: the search begins again at the newest line. */
  erase(): void {
    this.#query = [...this.#query].slice(0, -1).join("");
    this.#at = this.#past.length;
    this.#start = 0;
    this.#found = true;
    if (this.#query !== "") this.#look(this.#past.length - 1, -1);
  }

  /** Goes on to an older line. */
  older(): void {
    this.#look(this.#at - 1, -1);
  }

  /** Goes back to a newer line. */
  newer(): void {
    this.#look(this.#at + 1, 1);
  }

  /** The same line twice is one find. */
  #look(from: number, step: 1 | -1): void {
    if (this.#query === "") return;
    const shown = from === this.#at ? undefined : this.#past[this.#at];
    for (let at = from; at >= 0 && at < this.#past.length; at += step) {
      const line = this.#past[at]!;
      const start = this.#position(line);
      if (line === shown || start < 0) continue;
      this.#at = at;
      this.#start = start;
      this.#found = true;
      return;
    }
    this.#found = false;
  }

  #position(line: string): number {
    const exact = this.#query !== this.#query.toLowerCase();
    const text = exact ? line : line.toLowerCase();
    return text.length === line.length ? text.indexOf(this.#query) : line.indexOf(this.#query);
  }
}
