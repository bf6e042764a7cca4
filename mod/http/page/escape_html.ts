import { replaceUnsafe } from "../../io/visible_text.ts";

const REPLACEMENTS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text as HTML, safe in an element and in a quoted attribute. Control characters, and those that
 * change the direction of the text (which make `gpj.exe` look like `exe.jpg`), are shown as a
 * symbol.
 */
export function escapeHtml(text: string): string {
  return replaceUnsafe(text, "\ufffd").replace(/[&<>"']/g, (mark) => REPLACEMENTS[mark]!);
}
