import { type System, thisSystem } from "../system/system.ts";

/**
 * # Text that is safe to print on somebody else's terminal.
 *
 * A terminal obeys what it is sent: `ESC ] 0 ; … BEL` renames the window, `ESC [ 2 J` wipes the
 * screen, some sequences make it type back. In a chat a stranger's bytes end up on everybody's
 * terminal, so nothing that a terminal obeys may pass. It all stays visible, because a message that
 * silently loses characters puzzles both sides: a C0 control becomes its picture (ESC is shown as
 * ␛), a C1 control and a character that reorders the text of its neighbours (the "bidi overrides")
 * become the replacement character, and a tab becomes spaces.
 */

/**
 * What a terminal, or a program that shows text, obeys: controls, the characters that change the reading
 * direction of the following text, the two Unicode line ends; and halves of surrogate pairs, which no
 * encoding has. This is the one table of the program: an architecture test says so.
 */
// deno-lint-ignore no-control-regex -- \p{Cc} and \p{Cs}, written out: every start makes this, and looking them up takes long
const UNSAFE = /[\0-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const EVERY_UNSAFE = new RegExp(UNSAFE, "gu");
/** Besides, what is not seen: soft hyphens, joiners, marks of direction. Emoji and some scripts need them. */
const everyUnseen = () => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const DIRECTION_MARKS = /[\u061c\u200e\u200f]/g;

/** Spaces shown instead of one tab: enough to keep pasted code readable. */
const TAB = "    ";

/**
 * The text with every control, escape and direction character made visible and harmless.
 *
 * @param text one line, already decoded; invalid UTF-8 has become U+FFFD on the way in
 */
export function visibleText(text: string): string {
  return UNSAFE.test(text) ? text.replace(EVERY_UNSAFE, pictureOf) : text;
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x09) return TAB;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/*
The ways to show characters that a terminal would obey, each for its own use: in a chat
(`visibleText`) a line stays one to be read, with a picture for each control; in a report, an
access line or a trace (`escapeControls`, `escapeBytes`, `preview`) nothing may be lost, so each
becomes an escape that can be turned back into the original. A whole sentence, in which something may
be escaped already, gets escapes and keeps its backslashes (`hexControls`, also socat's way); JSON
gets JSON's (`escapeJson`); a page, XML or the name of a file gets a character that says that something
stood there (`replaceUnsafe`, `replaceUnseen`).
*/

/** A text for people or a log, with escapes such as `\\x1b` for what is unsafe. @param keep these stay as they are. */
export function hexControls(text: string, keep = ""): string {
  if (!UNSAFE.test(text)) return text;
  return text.replace(EVERY_UNSAFE, (each) => keep.includes(each) ? each : hexEscape(each));
}

/** JSON with what is unsafe in it as JSON's own escapes: the same value for a program. Its line ends stay. */
export function escapeJson(json: string): string {
  if (!UNSAFE.test(json)) return json;
  const escape = (each: string) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return json.replace(EVERY_UNSAFE, (each) => each === "\n" ? each : escape(each));
}

/** The text with another character for what is unsafe and for marks of direction. @param keep these stay. */
export function replaceUnsafe(text: string, by: string, keep = ""): string {
  if (!UNSAFE.test(text) && text.search(DIRECTION_MARKS) === -1) return text;
  return text.replace(EVERY_UNSAFE, (each) => keep.includes(each) ? each : by).replace(DIRECTION_MARKS, by);
}

/** The text with another character for what is unsafe or not seen. */
export function replaceUnseen(text: string, by: string): string {
  return text.replace(everyUnseen(), by);
}

/**
 * The first bytes, in quotes, so that anything a peer sends shows as visible characters on one line
 * and cannot control the terminal, and nothing is lost.
 *
 * @param most how many bytes to show; a character is not cut.
 */
export function preview(data: Uint8Array, most = 48): string {
  return `"${escapeBytes(firstBytes(data, most)).replaceAll('"', '\\"')}"${data.length > most ? "…" : ""}`;
}

/** Bytes as text with controls escaped; those that are not UTF-8 as `\\xff`. */
export function escapeBytes(bytes: Uint8Array): string {
  const whole = decodeUtf8(bytes);
  if (whole !== undefined) return escapeControls(whole);
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const character = decodeUtf8(bytes.subarray(at, at + lengthOf(bytes[at]!)));
    text += character === undefined
      ? `\\x${bytes[at]!.toString(16).padStart(2, "0")}`
      : escapeControls(character);
    at += character === undefined ? 1 : lengthOf(bytes[at]!);
  }
  return text;
}

/** The first bytes, without a character that the cut would split. */
export function firstBytes(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length <= most) return bytes;
  for (let start = most - 1; start >= Math.max(0, most - 3); start--) {
    if ((bytes[start]! & 0xc0) === 0x80) continue;
    const end = start + lengthOf(bytes[start]!);
    return bytes.subarray(
      0,
      end > most && decodeUtf8(bytes.subarray(start, end)) !== undefined ? start : most,
    );
  }
  return bytes.subarray(0, most);
}

/** How long the character is that begins with this byte, if it is one. */
function lengthOf(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** The bytes as text; undefined when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return (strict ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })).decode(bytes);
  } catch {
    return undefined;
  }
}

let strict: TextDecoder | undefined;

/** The text with control, format and line-separator characters written as escapes. */
export function escapeControls(text: string): string {
  return escapeUnseen(text.replaceAll("\\", "\\\\"));
}

/**
 * The name of a file, or words that may hold one, for a sentence: as {@linkcode escapeControls}, but on Windows
 * a backslash stands between the parts of a path and stays single, so that the path can be typed again.
 */
export function escapeName(text: string, system: System = thisSystem()): string {
  return system === "windows" ? escapeUnseen(text) : escapeControls(text);
}

function escapeUnseen(text: string): string {
  return text.replace(everyUnseen(), (character) => SHORT_ESCAPES[character] ?? hexEscape(character));
}

function hexEscape(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u{${code}}`;
}

const SHORT_ESCAPES: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
