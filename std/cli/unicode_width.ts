/**
 * `@std/cli/unicode-width` under its own name. The copy of it in `npm:deno-std` lacks its data file, so the width comes
 * from `npm:string-width`, which counts terminal columns by the same Unicode tables.
 */
import stringWidth from "string-width";

/** How many terminal columns a text takes; escape sequences take none. */
export function unicodeWidth(text: string): number {
  return stringWidth(text);
}
