import { unicodeWidth } from "@std/cli/unicode-width";

const KNOWN = new Map<string, number>();

/** How many columns a terminal gives to one character. */
export function characterWidth(character: string): number {
  if (character.length === 1 && character >= " " && character <= "~") return 1;
  let width = KNOWN.get(character);
  if (width === undefined) {
    width = unicodeWidth(character);
    if (KNOWN.size < 4096) KNOWN.set(character, width);
  }
  return width;
}
