import { replaceUnsafe } from "./visible_text.ts";

/**
 * Text as XML, safe in an element and in a quoted attribute. XML 1.0 §2.2 has no room for most control
 * characters, even escaped, nor for two code points that are no characters; what would steer the program that
 * shows it goes the same way.
 */
export function escapeXml(text: string): string {
  return replaceUnsafe(text, "\ufffd", "\t\n").replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
