import type { EditorAction } from "./line_editor.ts";

/** A key without a text. */
export type SimpleKey =
  | Exclude<EditorAction, { do: "insert" }>["do"]
  | "enter"
  | "newline"
  | "interrupt"
  | "endOfInput"
  | "suspend"
  | "redraw"
  | "complete"
  | "search"
  | "searchNewer"
  | "cancel";

/** The control characters that are keys. */
export const CONTROL: Readonly<Record<string, SimpleKey>> = {
  "\x01": "home",
  "\x02": "left",
  "\x03": "interrupt",
  "\x04": "endOfInput",
  "\x05": "end",
  "\x06": "right",
  "\x07": "cancel",
  "\x08": "backspace",
  "\t": "complete",
  "\n": "newline",
  "\x0b": "killToEnd",
  "\x0c": "redraw",
  "\r": "enter",
  "\x0e": "newer",
  "\x10": "older",
  "\x12": "search",
  "\x13": "searchNewer",
  "\x14": "transpose",
  "\x15": "killToStart",
  "\x17": "killWord",
  "\x19": "yank",
  "\x1f": "undo",
  "\x7f": "backspace",
};

const ARROWS: Readonly<Record<string, SimpleKey>> = {
  A: "older",
  B: "newer",
  C: "right",
  D: "left",
  H: "home",
  F: "end",
};

/** The characters after ESC, as xterm, rxvt, the Linux console and their descendants send them. */
export const SEQUENCE: Readonly<Record<string, SimpleKey>> = {
  ...withPrefix("[", ARROWS),
  ...withPrefix("O", ARROWS),
  // Shift, Alt, Ctrl
  ...withPrefix("[1;2", ARROWS),
  ...withPrefix("[1;3", { ...ARROWS, C: "wordRight", D: "wordLeft" }),
  ...withPrefix("[1;5", { ...ARROWS, C: "wordRight", D: "wordLeft" }),
  "[5C": "wordRight",
  "[5D": "wordLeft",
  "Oc": "wordRight",
  "Od": "wordLeft",
  "OM": "enter",
  "[1~": "home",
  "[3~": "delete",
  "[4~": "end",
  "[7~": "home",
  "[8~": "end",
  "[3;3~": "killWordAfter",
  "[3;5~": "killWordAfter",
  // Keys that a terminal tells apart only when it is asked to, or always (xterm's modifyOtherKeys, kitty)
  "[13u": "enter",
  "[13;2u": "newline",
  "[13;3u": "newline",
  "[13;5u": "newline",
  "[27;2;13~": "newline",
  "[27;3;13~": "newline",
  "[27;5;13~": "newline",
  // Alt
  "b": "wordLeft",
  "f": "wordRight",
  "d": "killWordAfter",
  "\r": "newline",
  "\n": "newline",
  "\x08": "killWord",
  "\x7f": "killWord",
};

function withPrefix(prefix: string, keys: Readonly<Record<string, SimpleKey>>): Record<string, SimpleKey> {
  return Object.fromEntries(Object.entries(keys).map(([key, action]) => [prefix + key, action]));
}
