/**
 * The entity tag of a file: its size and its time of change, to the millisecond, where other
 * servers stop at the second. It is strong, so that If-Range can use it; only a file that changes
 * twice within one millisecond and keeps its size would be taken for unchanged.
 *
 * @param file size in bytes, time of change in milliseconds since 1970
 * @returns the tag with its quotes: `"5f5e100-18f2a4c1e3"`
 */
export function entityTag(file: { size: number; modified: number }): string {
  return `"${file.size.toString(16)}-${Math.round(file.modified).toString(16)}"`;
}

/** Compares two tags; `strong` also demands that neither is weak (RFC 9110 §8.8.3.2). */
export function sameTag(a: string, b: string, comparison: "strong" | "weak"): boolean {
  if (comparison === "strong" && (isWeak(a) || isWeak(b))) return false;
  return opaque(a) === opaque(b);
}

/**
 * Reads a list of tags, as If-Match and If-None-Match carry it.
 *
 * @returns the tags, `"*"`, or undefined if it is not such a list
 */
export function parseTags(value: string): readonly string[] | "*" | undefined {
  if (value.trim() === "*") return "*";
  const tags = value.match(/(?:W\/)?"[^"]*"/g);
  const rest = value.replace(/(?:W\/)?"[^"]*"/g, "");
  return tags === null || /[^\s,]/.test(rest) ? undefined : tags;
}

/** The tag of the same file in another coding: a different representation, so a different tag. */
export function tagForCoding(tag: string, coding: string): string {
  return `${tag.slice(0, -1)}-${coding}"`;
}

function isWeak(tag: string): boolean {
  return tag.startsWith("W/");
}

function opaque(tag: string): string {
  return isWeak(tag) ? tag.slice(2) : tag;
}
