/**
 * Bytes that a recording has as base64.
 *
 * @param {string | undefined} base64
 * @returns {Uint8Array} empty where it has none, or what stands there is not base64
 */
export function bytesOf(base64) {
  if (base64 === undefined) return new Uint8Array();
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** How many bytes a text in base64 stands for. @param {string | undefined} base64 */
export function lengthOf(base64 = "") {
  return Math.floor(base64.replace(/=+$/, "").length * 3 / 4);
}

const NAMED =
  /** @type {Readonly<Record<number, string>>} */ ({ 9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 92: "\\\\" });

/** A byte as it is written in a program: `a`, `\n`, `\x00`. @param {number} byte */
export function byteText(byte) {
  if (NAMED[byte] !== undefined) return NAMED[byte];
  if (byte >= 32 && byte < 127) return String.fromCharCode(byte);
  return "\\x" + byte.toString(16).padStart(2, "0");
}

/**
 * The beginning of some bytes, in quotes, with an ellipsis if there are more.
 *
 * @param {Uint8Array} bytes
 * @param {number} most characters
 * @param {number} [length] how many bytes there are in all
 */
export function previewBytes(bytes, most, length = bytes.length) {
  let text = "";
  let shown = 0;
  for (const letter of lettersOf(bytes.subarray(0, most * 4))) {
    if (text.length + letter.text.length > most) break;
    text += letter.text;
    shown += letter.bytes;
  }
  return `"${text}${shown < length ? "…" : ""}"`;
}

/**
 * Bytes as letters: a letter of UTF-8 is one, whatever it takes; what cannot be shown is escaped.
 *
 * @param {Uint8Array} bytes
 * @returns {{ text: string, bytes: number }[]}
 */
export function lettersOf(bytes) {
  const letters = [];
  for (let at = 0; at < bytes.length;) {
    const length = letterLength(bytes, at);
    const letter = length === 1 ? undefined : decoder.decode(bytes.subarray(at, at + length));
    if (letter !== undefined && isSeen(letter)) {
      letters.push({ text: letter, bytes: length });
      at += length;
    } else {
      letters.push({ text: byteText(bytes[at]), bytes: 1 });
      at++;
    }
  }
  return letters;
}

const decoder = new TextDecoder();

/** Letters, marks, numbers, punctuation and symbols: nothing that turns the line, or is not there. @param {string} letter */
function isSeen(letter) {
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(letter) && letter !== "\ufffd";
}

/** How many bytes the letter at a place takes (RFC 3629 §4), 1 where it is none. @param {Uint8Array} bytes @param {number} at */
function letterLength(bytes, at) {
  const first = bytes[at];
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
  if (first >= 0xf5 || at + length > bytes.length) return 1;
  for (let more = 1; more < length; more++) if ((bytes[at + more] & 0xc0) !== 0x80) return 1;
  return length;
}
