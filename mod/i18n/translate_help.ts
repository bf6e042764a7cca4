import type { Translate } from "./locale.ts";

/** The names of values in a usage line, each by itself: `--dir DIR`, `HOST PORT NAME…`, `-b <bytes>`. */
export function translateMetavars(usage: string, translate: Translate): string {
  return usage.replace(/(?<![-\w])[A-Z]{2,}(?!\w)|<[a-z]+>/g, (name) => translate(name));
}

/**
 * A text of several lines: as a whole if the catalogue has it, else line by line, and of an
 * indented line only the second column.
 */
export function translateParagraph(text: string, translate: Translate): string {
  const whole = translate(text);
  if (whole !== text) return whole;
  return text.split("\n").map((line) =>
    line.replace(/^( +\S+ +)?(.+)$/, (_, name = "", said = "") => name + translate(said))
  ).join("\n");
}
