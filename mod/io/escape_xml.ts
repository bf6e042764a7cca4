import { replaceUnsafe } from "./visible_text.ts";

/**
 * Text as XML, safe in an element and in a quoted attribute. XML 1.0 §2.2 has no room for most control
 * characters, even escaped, nor for two code points that are no characters; what would steer the program that
 * shows it goes the same way.
 */
export function escapeXml(text: string): string {
  const safe = replaceUnsafe(text, "\ufffd", "\t\n");
  return MARKUP_OR_NONE.test(safe) ? escapeXmlMarkup(safe.replace(/[\ufffe\uffff]/g, "\ufffd")) : safe;
}

/** Text that came out of XML as it was, put back into an element or a quoted attribute. */
export function escapeXmlMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!)
    .replace(/\r/g, "&#13;"); // by itself it would come back as a line end
}

const MARKUP_OR_NONE = /[&<>"\r\ufffe\uffff]/;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
