import { hexControls } from "./visible_text.ts";

/**
 * Rows as comma-separated values (RFC 4180). What is unsafe in a text is shown as an escape, and a text that a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map(csvField).join(",")).join("\r\n") + "\r\n";
}

function csvField(value: string | number): string {
  const shown = hexControls(String(value), "\r\n");
  const text = typeof value === "string" && /^[=+\-@]/.test(value) ? `'${shown}` : shown;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
