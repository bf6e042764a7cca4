import { AsciiUpperCase, HAS_OTHERS } from "./ascii_upper_case.ts";

/**
 * UTF-8 text in upper case, as Unicode has it: `é` becomes `É`, `ß` becomes `SS`. Bytes that are
 * not UTF-8 stay as they are, so that nothing a client sends is lost on the way back.
 *
 * @param bytes whole characters.
 * @returns bytes of the caller's own, perhaps more of them than before.
 */
export function upperCase(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  return upperCaseAscii(changed) & HAS_OTHERS ? upperCaseOthers(changed) : changed;
}

/**
 * The plain letters among the bytes, in place.
 *
 * @returns what else there is, as {@linkcode AsciiUpperCase.change} tells.
 */
export function upperCaseAscii(bytes: Uint8Array): number {
  return ascii.change(bytes);
}

/** As {@linkcode upperCase}, where the plain letters have been changed already: no other character depends on them. */
export function upperCaseOthers(bytes: Uint8Array): Uint8Array {
  return upperCaseText(bytes) ?? upperCaseRuns(bytes);
}

/** @returns `undefined` when the bytes are not all UTF-8. */
function upperCaseText(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return encoder.encode(strict.decode(bytes).toUpperCase());
  } catch {
    return undefined; // not all of it is UTF-8
  }
}

/** Changes the stretches that are text and copies what lies between them. */
function upperCaseRuns(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at;
    for (let length = characterLength(bytes, at); length > 0; length = characterLength(bytes, at)) {
      at += length;
    }
    if (at > start) parts.push(upperCaseText(bytes.subarray(start, at))!);
    else parts.push(bytes.subarray(at, ++at));
  }
  return concat(parts);
}

/** How many bytes the character at this place has, or 0 when none there is well formed. */
function characterLength(bytes: Uint8Array, at: number): number {
  const length = announcedLength(bytes[at]);
  if (length < 2) return length;
  try {
    strict.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0; // cut off, or a byte that belongs to no character
  }
}

/** How many bytes a character has by its first byte (RFC 3629 §3); 0 when no character begins so. */
export function announcedLength(first: number | undefined): number {
  if (first === undefined || first > 0xf4) return 0;
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const ascii = new AsciiUpperCase();
const encoder = new TextEncoder();
/** Keeps a byte order mark: it was said, so it is said back. */
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
