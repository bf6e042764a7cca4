import { graphemes } from "./graphemes.ts";

/**
 * Input being edited: text in, text out, no terminal.
 *
 * The characters a person moves over are graphemes, so that one press of the left arrow passes a whole emoji
 * or an `é` made of two code points. The text may have several lines, composed or pasted: then the ends and
 * the kills are those of the line with the cursor, and the arrows go through the lines before they go
 * through the history. The history holds what was entered before; going up in it keeps what was being typed.
 */

/** A key's effect on the text; {@linkcode KeyDecoder} finds these in a terminal's input. */
export type EditorAction =
  | { do: "insert"; text: string }
  | { do: "left" | "right" | "home" | "end" | "wordLeft" | "wordRight" }
  | { do: "backspace" | "delete" | "transpose" | "undo" }
  | { do: "killToEnd" | "killToStart" | "killWord" | "killWordAfter" | "yank" }
  | { do: "older" | "newer" };

/** Whether a key does something to the text. */
export function isEdit(key: { readonly do: string }): key is EditorAction {
  return EDITS.has(key.do);
}

/** Lines remembered for the up arrow. */
export const REMEMBERED = 500;
/** Steps that can be undone. */
const UNDONE = 200;

/** The text on both sides of the cursor. */
interface State {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** See the top of this file. */
export class LineEditor {
  #before: string[] = [];
  #after: string[] = [];
  #killed: string[] = [];
  #past: string[] = [];
  #draft: string[] = [];
  /** How far back in the past the line comes from; 0 is the draft. */
  #depth = 0;
  #undo: State[] = [];
  /** What the last action did: kills in a row are put back together, letters in a row are one step to undo. */
  #last: EditorAction["do"] | undefined;

  /** @param past lines entered in earlier times, oldest first. */
  constructor(past: readonly string[] = []) {
    this.#past.push(...past.slice(-REMEMBERED));
  }

  /** The whole text, its lines with `\n` in between. */
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

  /** What was entered before, the oldest first. */
  get past(): readonly string[] {
    return this.#past;
  }

  /** Empties the line and, if asked to, remembers it; returns what it was. */
  enter(remember = true): string {
    const line = this.text;
    if (remember && line !== "" && line !== this.#past.at(-1)) this.#past.push(line);
    if (this.#past.length > REMEMBERED) this.#past.shift();
    this.#set([], []);
    this.#depth = 0;
    this.#undo = [];
    this.#last = undefined;
    return line;
  }

  /** Puts another text in the line, with the cursor after it or before its last characters. */
  replace(text: string, after = ""): void {
    this.#keep();
    this.#last = undefined;
    this.#set(graphemes(text), graphemes(after));
  }

  /** Empties the line; yank brings it back. */
  clear(): void {
    this.#keep();
    this.#kill([...this.#before.splice(0), ...this.#after.splice(0)]);
    this.#depth = 0;
    this.#last = undefined;
  }

  /** Applies one action; an action that has nothing to act on does nothing. */
  apply(action: EditorAction): void {
    const goesOn = action.do === this.#last && (action.do !== "insert" || isLetter(action.text));
    if (CHANGES.has(action.do) && !goesOn) this.#keep();
    if (action.do === "insert") this.#insert(action.text);
    else this.#actions[action.do]();
    this.#last = action.do;
  }

  readonly #actions: Record<Exclude<EditorAction["do"], "insert">, () => void> = {
    left: () => this.#move(1),
    right: () => this.#move(-1),
    home: () => this.#move(this.#lineBefore()),
    end: () => this.#move(-this.#lineAfter()),
    wordLeft: () => this.#move(wordLength(this.#before.toReversed())),
    wordRight: () => this.#move(-wordLength(this.#after)),
    backspace: () => void this.#before.pop(),
    delete: () => void this.#after.shift(),
    transpose: () => this.#transpose(),
    undo: () => this.#goBack(),
    killToEnd: () => this.#kill(this.#after.splice(0, this.#lineAfter() || 1)),
    killToStart: () => this.#killBefore(this.#lineBefore() || 1),
    killWord: () => this.#killBefore(wordLength(this.#before.toReversed())),
    killWordAfter: () => this.#kill(this.#after.splice(0, wordLength(this.#after))),
    yank: () => void (this.#before = this.#before.concat(this.#killed)),
    older: () => this.#up(),
    newer: () => this.#down(),
  };

  /** A combining mark may join the character before it, so both are cut up again. */
  #insert(text: string): void {
    const last = this.#before.pop() ?? "";
    this.#before = this.#before.concat(graphemes(last + text));
  }

  /** Moves the cursor left by that many characters, right when negative. */
  #move(count: number): void {
    const all = this.#before.concat(this.#after);
    const at = Math.min(all.length, Math.max(0, this.#before.length - count));
    this.#set(all.slice(0, at), all.slice(at));
  }

  #set(before: string[], after: string[]): void {
    this.#before = before;
    this.#after = after;
  }

  /** Exchanges the characters around the cursor, at the end the last two, and goes on by one. */
  #transpose(): void {
    if (this.#lineAfter() === 0 && this.#lineBefore() > 1) this.#move(1);
    if (this.#lineAfter() === 0 || this.#lineBefore() === 0) return;
    this.#before.splice(this.#before.length - 1, 0, this.#after.shift()!);
  }

  /** Kills in a row are one text: what stood after goes behind it. */
  #kill(cut: string[]): void {
    if (cut.length > 0) this.#killed = this.#killsOn ? this.#killed.concat(cut) : cut;
  }

  #killBefore(count: number): void {
    const cut = this.#before.splice(Math.max(0, this.#before.length - count));
    if (cut.length > 0) this.#killed = this.#killsOn ? cut.concat(this.#killed) : cut;
  }

  get #killsOn(): boolean {
    return this.#last?.startsWith("kill") ?? false;
  }

  /** The characters of the cursor's own line that stand before it. */
  #lineBefore(): number {
    return this.#before.length - 1 - this.#before.lastIndexOf("\n");
  }

  #lineAfter(): number {
    const end = this.#after.indexOf("\n");
    return end < 0 ? this.#after.length : end;
  }

  #up(): void {
    const column = this.#lineBefore();
    if (column === this.#before.length) return this.#recall(this.#depth + 1);
    this.#move(column + 1);
    this.#move(Math.max(0, this.#lineBefore() - column));
  }

  #down(): void {
    const column = this.#lineBefore();
    if (this.#lineAfter() === this.#after.length) return this.#recall(this.#depth - 1);
    this.#move(-this.#lineAfter() - 1);
    this.#move(-Math.min(column, this.#lineAfter()));
  }

  #recall(depth: number): void {
    if (depth < 0 || depth > this.#past.length || depth === this.#depth) return;
    if (this.#depth === 0) this.#draft = this.#before.concat(this.#after);
    this.#depth = depth;
    const text = depth === 0 ? this.#draft : graphemes(this.#past[this.#past.length - depth]!);
    this.#set([...text], []);
  }

  #keep(): void {
    this.#undo.push({ before: this.#before.slice(), after: this.#after.slice() });
    if (this.#undo.length > UNDONE) this.#undo.shift();
  }

  #goBack(): void {
    const state = this.#undo.pop();
    if (state !== undefined) this.#set([...state.before], [...state.after]);
  }
}

/** The actions that change the text, each a step that can be undone. */
const CHANGES: ReadonlySet<EditorAction["do"]> = new Set([
  "insert",
  "backspace",
  "delete",
  "transpose",
  "killToEnd",
  "killToStart",
  "killWord",
  "killWordAfter",
  "yank",
  "older",
  "newer",
]);

const EDITS: ReadonlySet<string> = new Set([
  ...CHANGES,
  "left",
  "right",
  "home",
  "end",
  "wordLeft",
  "wordRight",
  "undo",
]);

function isLetter(text: string): boolean {
  return text.length <= 2 && text.trim() !== "";
}

/** Characters up to the end of the next word: blanks first, then non-blanks. */
function wordLength(characters: readonly string[]): number {
  const start = characters.findIndex((character) => character.trim() !== "");
  if (start < 0) return characters.length;
  const end = characters.findIndex((character, index) => index > start && character.trim() === "");
  return end < 0 ? characters.length : end;
}
