import { type System, thisSystem } from "../system/system.ts";
import type { EditorAction } from "./line_editor.ts";

/** The action that one key or one paste asks for. */
export type KeyPress = EditorAction | Command<"enter" | "interrupt" | "endOfInput" | "redraw" | "complete">;

type Command<Name> = Name extends string ? { do: Name } : never;

/**
 * The keys that {@linkcode decodeKeys} found, and the beginning of a key that has not arrived
 * whole.
 */
export interface DecodedKeys {
  keys: KeyPress[];
  /** The start of an unfinished sequence, to be put before the terminal's next input. */
  rest: string;
}

type Simple = Exclude<KeyPress, { do: "insert" }>["do"];

const CONTROL: Record<string, Simple> = {
  "\x01": "home",
  "\x02": "left",
  "\x03": "interrupt",
  "\x04": "endOfInput",
  "\x05": "end",
  "\x06": "right",
  "\x08": "backspace",
  "\t": "complete",
  "\n": "enter",
  "\x0b": "killToEnd",
  "\x0c": "redraw",
  "\r": "enter",
  "\x0e": "newer",
  "\x10": "older",
  "\x15": "killToStart",
  "\x17": "killWord",
  "\x19": "yank",
  "\x7f": "backspace",
};

/** On Windows this is how people end their input; elsewhere it stops a job, which is not for us to do. */
const CTRL_Z = "\x1a";

/** The characters after ESC, as xterm and its descendants send them. */
const SEQUENCE: Record<string, Simple> = {
  "[A": "older",
  "[B": "newer",
  "[C": "right",
  "[D": "left",
  "[H": "home",
  "[F": "end",
  "OA": "older",
  "OB": "newer",
  "OC": "right",
  "OD": "left",
  "OH": "home",
  "OF": "end",
  "[1~": "home",
  "[3~": "delete",
  "[4~": "end",
  "[7~": "home",
  "[8~": "end",
  "[1;5C": "wordRight",
  "[1;5D": "wordLeft",
  "[1;3C": "wordRight",
  "[1;3D": "wordLeft",
  "b": "wordLeft",
  "f": "wordRight",
  "\x7f": "killWord",
};

const PASTE_BEGIN = "\x1b[200~";
const PASTE_END = "\x1b[201~";

/**
 * Finds the keys in the input from a terminal in raw mode.
 *
 * A pasted text (between the marks of "bracketed paste") is inserted as it is, its line ends as Enter, its
 * other controls left out, so that a paste never runs a key's command. A key that nobody knows does nothing.
 *
 * @param input everything not decoded yet
 */
export function decodeKeys(input: string, system: System = thisSystem()): DecodedKeys {
  const keys: KeyPress[] = [];
  let at = 0;
  while (at < input.length) {
    const found = input[at] === "\x1b" ? decodeEscape(input, at) : decodePlain(input, at, system);
    if (!found) break;
    keys.push(...found.keys);
    at += found.length;
  }
  return { keys, rest: input.slice(at) };
}

interface Found {
  keys: KeyPress[];
  length: number;
}

function decodePlain(input: string, at: number, system: System): Found {
  if (input[at] === CTRL_Z && system === "windows") return { keys: [{ do: "endOfInput" }], length: 1 };
  const control = CONTROL[input[at]!];
  if (control) return { keys: [{ do: control }], length: 1 };
  const text = /^\P{Cc}*/u.exec(input.slice(at))![0];
  return text === "" ? { keys: [], length: 1 } : { keys: [{ do: "insert", text }], length: text.length };
}

/** `undefined` while the key is incomplete. */
function decodeEscape(input: string, at: number): Found | undefined {
  if (input.startsWith(PASTE_BEGIN, at)) return decodePaste(input, at);
  const sequence = /^(?:\[[0-?]*[ -/]*[@-~]|O[@-~]|[^[O])/su.exec(input.slice(at + 1))?.[0];
  if (sequence === undefined) return undefined;
  const action = SEQUENCE[sequence];
  return { keys: action ? [{ do: action }] : [], length: 1 + sequence.length };
}

function decodePaste(input: string, at: number): Found | undefined {
  const end = input.indexOf(PASTE_END, at);
  if (end < 0) return undefined;
  const lines = input.slice(at + PASTE_BEGIN.length, end).split(/\r\n|\r|\n/);
  const keys = lines.flatMap((line, index): KeyPress[] => {
    const text = line.replaceAll("\t", "    ").replace(/\p{Cc}/gu, "");
    const insert: KeyPress[] = text === "" ? [] : [{ do: "insert", text }];
    return index === 0 ? insert : [{ do: "enter" }, ...insert];
  });
  return { keys, length: end + PASTE_END.length - at };
}
