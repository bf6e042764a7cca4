/**
 * UTF-8 text in upper case, by Unicode's full mapping (`ß` becomes `SS`, so the length may change).
 *
 * Plain ASCII, which is what most lines are, is changed in place: decoding, mapping and encoding a short line costs more than
 * all the rest that the server does with it.
 *
 * @param bytes whole characters; ASCII letters in it may be overwritten. Bytes that are not UTF-8 become U+FFFD.
 * @returns `bytes` itself, or a new array when there was a character beyond ASCII.
 */
export function upperCase(bytes: Uint8Array): Uint8Array {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte > LAST_ASCII) return encoder.encode(decoder.decode(bytes).toUpperCase());
    if (byte >= SMALL_A && byte <= SMALL_Z) bytes[i] = byte - CASE_STEP;
  }
  return bytes;
}

const LAST_ASCII = 0x7f;
const SMALL_A = 0x61;
const SMALL_Z = 0x7a;
const CASE_STEP = 0x20;
const encoder = new TextEncoder();
// A byte order mark at the start of a line is a character of the line like any other
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
