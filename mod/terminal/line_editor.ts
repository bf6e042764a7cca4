/**
 * One line of input being edited: text in, text out, no terminal.
 *
 * The characters a person moves over are graphemes, so that one press of the left arrow passes a whole emoji
 * or an `é` made of two code points. The history holds the lines entered before; going up in it
 * keeps the line that was being typed.
 */

/** A key's effect on the line; {@linkcode decodeKeys} finds these in a terminal's input. */
export type EditorAction =
  | { do: "insert"; text: string }
  | { do: "left" | "right" | "home" | "end" | "wordLeft" | "wordRight" }
  | { do: "backspace" | "delete" | "killToEnd" | "killToStart" | "killWord" | "yank" }
  | { do: "older" | "newer" };

/** Lines remembered for the up arrow. */
export const REMEMBERED = 500;

/** See the top of this file. */
export class LineEditor {
  #before: string[] = [];
  #after: string[] = [];
  #killed: string[] = [];
  #past: string[] = [];
  #draft: string[] = [];
  /** How far back in the past the line comes from; 0 is the draft. */
  #depth = 0;

  /** @param past lines entered in earlier times, oldest first. */
  constructor(past: readonly string[] = []) {
    this.#past.push(...past.slice(-REMEMBERED));
  }

  /** The whole line. */
  get text(): string {
    return this.#before.join("") + this.#after.join("");
  }

  /** The characters before the cursor, one grapheme each. */
  get before(): readonly string[] {
    return this.#before;
  }

  /** The characters after the cursor, one grapheme each. */
  get after(): readonly string[] {
    return this.#after;
  }

  /** Empties the line and, if asked to, remembers it; returns what it was. */
  enter(remember = true): string {
    const line = this.text;
    if (remember && line !== "" && line !== this.#past.at(-1)) this.#past.push(line);
    if (this.#past.length > REMEMBERED) this.#past.shift();
    this.replace("");
    this.#depth = 0;
    return line;
  }

  /** Puts another text in the line, with the cursor after it. */
  replace(text: string): void {
    this.#before = graphemes(text);
    this.#after = [];
  }

  /** Applies one action; an action that has nothing to act on does nothing. */
  apply(action: EditorAction): void {
    if (action.do === "insert") this.#insert(action.text);
    else this.#actions[action.do]();
  }

  readonly #actions: Record<Exclude<EditorAction["do"], "insert">, () => void> = {
    left: () => this.#move(1),
    right: () => this.#move(-1),
    home: () => this.#move(this.#before.length),
    end: () => this.#move(-this.#after.length),
    wordLeft: () => this.#move(this.#wordBefore()),
    wordRight: () => this.#move(-this.#wordAfter()),
    backspace: () => void this.#before.pop(),
    delete: () => void this.#after.shift(),
    killToEnd: () => this.#kill(this.#after.splice(0)),
    killToStart: () => this.#kill(this.#before.splice(0)),
    killWord: () => this.#kill(this.#before.splice(this.#before.length - this.#wordBefore())),
    yank: () => void this.#before.push(...this.#killed),
    older: () => this.#recall(this.#depth + 1),
    newer: () => this.#recall(this.#depth - 1),
  };

  /** A combining mark may join the character before it, so both are cut up again. */
  #insert(text: string): void {
    const last = this.#before.pop() ?? "";
    this.#before.push(...graphemes(last + text));
  }

  /** Moves the cursor left by that many characters, right when negative. */
  #move(count: number): void {
    if (count > 0) this.#after.unshift(...this.#before.splice(Math.max(0, this.#before.length - count)));
    else this.#before.push(...this.#after.splice(0, -count));
  }

  #kill(cut: string[]): void {
    if (cut.length > 0) this.#killed = cut;
  }

  #wordBefore(): number {
    return wordLength(this.#before.toReversed());
  }

  #wordAfter(): number {
    return wordLength(this.#after);
  }

  #recall(depth: number): void {
    if (depth < 0 || depth > this.#past.length || depth === this.#depth) return;
    if (this.#depth === 0) this.#draft = [...this.#before, ...this.#after];
    this.#depth = depth;
    this.replace(depth === 0 ? this.#draft.join("") : this.#past[this.#past.length - depth]!);
  }
}

/** Characters up to the end of the next word: blanks first, then non-blanks. */
function wordLength(characters: readonly string[]): number {
  const start = characters.findIndex((character) => character.trim() !== "");
  if (start < 0) return characters.length;
  const end = characters.findIndex((character, index) => index > start && character.trim() === "");
  return end < 0 ? characters.length : end;
}

function graphemes(text: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map((part) =>
    part.segment
  );
}
