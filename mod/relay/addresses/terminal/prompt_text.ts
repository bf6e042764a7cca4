import { replaceUnsafe } from "../../../io/visible_text.ts";

/** Sequences that colour, move or ask (ECMA-48, and xterm's OSC). */
// deno-lint-ignore no-control-regex
const SEQUENCES = /\x1b(?:\[[0-?]*[ -\/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -\/]*[0-~])/g;

/**
 * The text of an unfinished line that can stand before an input: what would steer the terminal is left out, and
 * what a carriage return has overwritten.
 */
export function promptText(line: Uint8Array): string {
  const text = new TextDecoder().decode(line).replace(/\r+$/, "");
  return replaceUnsafe(text.slice(text.lastIndexOf("\r") + 1).replace(SEQUENCES, ""), "");
}
