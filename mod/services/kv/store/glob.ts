/**
 * Whether a text matches a pattern of KEYS, SCAN and PSUBSCRIBE: `*` any characters, `?` one, `[abc]`, `[a-z]`,
 * `[^a]` one of them or none of them, `\` the next character as it is. The time it takes is bounded by the product of
 * both lengths, whatever the pattern: only the last `*` is ever tried again.
 *
 * @param pattern one character a byte, as is `text`
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let retry = 0;
  while (position < text.length) {
    if (at < pattern.length && pattern[at] === "*") {
      star = ++at;
      retry = position;
      continue;
    }
    const next = at < pattern.length ? matchOne(pattern, at, text.charCodeAt(position)) : -1;
    if (next >= 0) {
      at = next;
      position++;
    } else if (star >= 0) {
      at = star;
      position = ++retry;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** @returns the position after what matched, −1 when it did not */
function matchOne(pattern: string, at: number, code: number): number {
  const char = pattern[at]!;
  if (char === "?") return at + 1;
  if (char === "[") return matchClass(pattern, at + 1, code);
  if (char === "\\" && at + 1 < pattern.length) return pattern.charCodeAt(at + 1) === code ? at + 2 : -1;
  return pattern.charCodeAt(at) === code ? at + 1 : -1;
}

/** A class that is not closed ends with the pattern. */
function matchClass(pattern: string, from: number, code: number): number {
  const isNegated = pattern[from] === "^";
  let at = isNegated ? from + 1 : from;
  let isFound = false;
  while (at < pattern.length && pattern[at] !== "]") {
    if (pattern[at] === "\\" && at + 1 < pattern.length) at++;
    const low = pattern.charCodeAt(at);
    if (pattern[at + 1] === "-" && at + 2 < pattern.length) {
      const high = pattern.charCodeAt(at + 2);
      if (code >= Math.min(low, high) && code <= Math.max(low, high)) isFound = true;
      at += 3;
    } else {
      if (code === low) isFound = true;
      at++;
    }
  }
  return isFound !== isNegated ? Math.min(at + 1, pattern.length) : -1;
}
