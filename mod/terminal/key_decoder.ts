import { type System, thisSystem } from "../system/system.ts";
import type { EditorAction } from "./line_editor.ts";
import { CONTROL, SEQUENCE, type SimpleKey } from "./key_table.ts";

/** What one key, one paste or one answer of the terminal asks for. */
export type KeyPress =
  | EditorAction
  | { do: SimpleKey }
  /** A pasted text: whole, its line ends as `\n`, without other controls. */
  | { do: "paste"; text: string }
  /** The terminal says where its cursor is, rows and columns counted from 1. */
  | { do: "cursorAt"; row: number; column: number };

/** On Windows this is how people end their input; elsewhere it stops a job. */
const CTRL_Z = "\x1a";
const PASTE_BEGIN = "\x1b[200~";
const PASTE_END = "\x1b[201~";
/** No key is longer, in characters. */
const LONGEST_KEY = 64;
/** The longest paste that is kept, in characters; of a longer one this much and one character more. */
export const LONGEST_PASTE = 1 << 18;

/** A key after ESC, as xterm and its descendants and the Linux console send them. */
const KEY = String.raw`\[\[.|\[[0-?]*[ -/]*[@-Z\\-~]|O[@-~]|[^[O\x1b]`;
const AFTER_ESC = new RegExp(`^(?:${KEY})`, "su");
/** One key and nothing else: what a person types. A paste comes in pieces of many. */
const LONE_KEY = new RegExp(String.raw`^(?:\x1b{1,2}(?:${KEY})|.\p{M}*)$`, "su");

/**
 * Finds the keys in the input from a terminal in raw mode, which arrives in pieces that may end anywhere.
 *
 * A pasted text (between the marks of "bracketed paste") is one thing, so that no character of it ever runs a
 * key's command. Its end may get lost: a paste that stops coming is over ({@linkcode KeyDecoder.settle}), and
 * should its rest come after all, it is another paste, until somebody presses a single key. CR LF and CR NUL
 * are one Enter. A key that nobody knows does nothing.
 */
export class KeyDecoder {
  readonly #system: System;
  /** The beginning of a key that has not arrived whole. */
  #rest = "";
  /** The paste that is arriving. */
  #paste: string | undefined;
  /** A paste has ended because nothing more came. */
  #brokenOff = false;
  #afterReturn = false;

  /** @param system whose keys. */
  constructor(system: System = thisSystem()) {
    this.#system = system;
  }

  /**
   * How many milliseconds without further input mean that nothing more belongs to what has arrived;
   * undefined when it is all whole.
   */
  get patience(): number | undefined {
    if (this.#paste !== undefined) return 1000;
    return this.#rest !== "" || this.#afterReturn ? 250 : undefined;
  }

  /** The keys that are whole with this piece. */
  decode(piece: string): KeyPress[] {
    const keys: KeyPress[] = [];
    let input = this.#rest + piece;
    this.#rest = "";
    if (this.#brokenOff && this.#paste === undefined && !input.startsWith(PASTE_END)) {
      if (LONE_KEY.test(input)) this.#brokenOff = false;
      else this.#paste = "";
    }
    while (input !== "") {
      const length = this.#paste === undefined ? this.#key(input, keys) : this.#pasted(input, keys);
      if (length === 0) break;
      input = input.slice(length);
    }
    this.#rest = input;
    return keys;
  }

  /** Nothing has come for {@linkcode KeyDecoder.patience}: what that means. */
  settle(): KeyPress[] {
    const keys: KeyPress[] = [];
    this.#afterReturn = false;
    if (this.#paste !== undefined) {
      this.#brokenOff = true;
      this.#endPaste(this.#rest, keys);
    } else if (this.#rest === "\x1b" || this.#rest === "\x1b\x1b") keys.push({ do: "cancel" });
    this.#rest = "";
    return keys;
  }

  /** Takes one key from the start of the input; 0 while it is not whole. */
  #key(input: string, keys: KeyPress[]): number {
    const first = input[0]!;
    const wasReturn = this.#afterReturn;
    this.#afterReturn = first === "\r";
    if (first === "\x1b") return this.#escaped(input, keys);
    if (wasReturn && (first === "\n" || first === "\0")) return 1;
    if (first === CTRL_Z) {
      keys.push({ do: this.#system === "windows" ? "endOfInput" : "suspend" });
      return 1;
    }
    const control = CONTROL[first];
    if (control !== undefined) {
      keys.push({ do: control });
      return 1;
    }
    const text = /^\P{Cc}*/u.exec(input)![0];
    if (text !== "") keys.push({ do: "insert", text });
    return text.length || 1;
  }

  #escaped(input: string, keys: KeyPress[]): number {
    if (input.startsWith(PASTE_BEGIN)) {
      this.#paste = "";
      this.#brokenOff = false;
      return PASTE_BEGIN.length;
    }
    const escapes = input.startsWith("\x1b\x1b") ? 2 : 1;
    const sequence = AFTER_ESC.exec(input.slice(escapes, escapes + LONGEST_KEY))?.[0];
    if (sequence === undefined) return input.length > LONGEST_KEY ? LONGEST_KEY : 0;
    if (sequence === "[201~") this.#brokenOff = false;
    const place = /^\[(\d+);(\d+)R$/.exec(sequence);
    if (place) keys.push({ do: "cursorAt", row: Number(place[1]), column: Number(place[2]) });
    const action = SEQUENCE[sequence];
    if (action !== undefined) keys.push({ do: action });
    return escapes + sequence.length;
  }

  /** Takes what belongs to the paste; the end's own beginning waits for its rest. */
  #pasted(input: string, keys: KeyPress[]): number {
    const end = input.indexOf(PASTE_END);
    if (end >= 0) {
      this.#brokenOff = false;
      this.#endPaste(input.slice(0, end), keys);
      return end + PASTE_END.length;
    }
    let whole = input.length;
    for (let tail = Math.min(PASTE_END.length - 1, input.length); tail > 0; tail--) {
      if (!PASTE_END.startsWith(input.slice(-tail))) continue;
      whole -= tail;
      break;
    }
    this.#keep(input.slice(0, whole));
    return whole;
  }

  #keep(text: string): void {
    this.#paste = (this.#paste! + text).slice(0, LONGEST_PASTE + 1);
  }

  #endPaste(last: string, keys: KeyPress[]): void {
    this.#keep(last);
    const text = this.#paste!.replace(/\r\0|\r\n|\r/g, "\n").replaceAll("\t", "    ")
      .replace(/(?!\n)\p{Cc}/gu, "");
    this.#paste = undefined;
    if (text !== "") keys.push({ do: "paste", text });
  }
}
