import type { Part } from "../causes/expectation.ts";

/** Whether they are the same bytes. */
export function sameBytes(saved: Uint8Array, content: Uint8Array): boolean {
  return saved.length === content.length && startsWith(content, saved);
}

/**
 * In which way a saved file differs from what was sent, where that is one that tells its cause.
 *
 * @param head the lines that were sent in front of the content.
 */
export function difference(saved: Uint8Array, head: Uint8Array, content: Uint8Array): Part | undefined {
  const sizeLine = head.subarray(head.indexOf(LINE_FEED) + 1);
  if ([head, sizeLine].some((lines) => lines.length <= saved.length && startsWith(saved, lines))) {
    return "file with its head";
  }
  if (saved.length < content.length && startsWith(content, saved)) return "file without its rest";
  const end = content.subarray(content.length - saved.length);
  if (saved.length > 0 && saved.length < content.length && startsWith(end, saved)) {
    return "file without its beginning";
  }
  return wentThroughText(saved, content) ? "file as text" : undefined;
}

/** Line ends of another kind, replacement characters, or two bytes where one above 127 was. */
function wentThroughText(saved: Uint8Array, content: Uint8Array): boolean {
  const [was, is] = [latin1(content), latin1(saved)];
  const ends = (text: string) => text.replace(/\r\n?/g, "\n");
  const begins = (text: string) => ends(is).startsWith(ends(text).slice(0, 16));
  return is.includes(REPLACEMENT) && !was.includes(REPLACEMENT) || ends(is) === ends(was) ||
    begins(latin1(new TextEncoder().encode(was)));
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, index) => byte === bytes[index]);
}

/** A character for each byte. */
function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** U+FFFD in UTF-8, byte by byte. */
const REPLACEMENT = "\xef\xbf\xbd";
const LINE_FEED = 0x0a;
