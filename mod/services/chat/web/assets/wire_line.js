/** The most bytes that the room takes as one line. */
const LIMIT = Number(globalThis.document?.body?.dataset.limit ?? 4096);

const encoder = new TextEncoder();

/**
 * What is sent for what was typed: a command as it is, anything else as said to all, its writer included.
 *
 * @param {string} text
 * @param {boolean} [isText] it is said as it is, even if it begins with /
 */
export function wireLine(text, isText = false) {
  if (isText || !text.startsWith("/")) return "/all " + text;
  return text.startsWith("//") ? "/all " + text.slice(1) : text;
}

/**
 * What becomes of a line in the room: it is said to all, to one alone, or does something else.
 *
 * @param {string} line as it is sent
 * @returns {"said" | "private" | "command"}
 */
export function kindOf(line) {
  if (/^\/(?:all|me)\s/i.test(line)) return "said";
  return /^\/msg\s/i.test(line) ? "private" : "command";
}

/**
 * How many bytes of a line are too many; at most 0 when it fits. With it, how many of the text may stay.
 *
 * @param {string} text
 * @param {boolean} isText
 */
export function excessOf(text, isText) {
  const line = wireLine(text, isText);
  const bytes = encoder.encode(line).length;
  return { excess: bytes - LIMIT, most: LIMIT - (bytes - encoder.encode(text).length) };
}
