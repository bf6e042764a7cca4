/** The outcome of reading a question: the digits of an integer, or not one. */
export type IntegerText =
  | { readonly negative: boolean; readonly digits: string }
  | { readonly refused: "not-an-integer" | "too-many-digits" };

/**
 * Reads an integer as it is written in a question: decimal digits, a sign before them, blanks around, and
 * nothing else.
 *
 * That is what the sheet's `int(data)` takes, less the underscores; `7.0`, `1e3`, `0x11`, `4j`, two numbers,
 * digits of other scripts and NUL are not integers there either. Leading zeros are allowed and do not count
 * as digits.
 *
 * @param maxDigits the most significant digits that are accepted.
 */
export function readInteger(question: Uint8Array, maxDigits: number): IntegerText {
  let [start, end] = [0, question.length];
  while (start < end && isBlank(question[start]!)) start++;
  while (end > start && isBlank(question[end - 1]!)) end--;
  const sign = question[start];
  if (sign === PLUS || sign === MINUS) start++;
  if (start === end || !areDigits(question, start, end)) return { refused: "not-an-integer" };
  while (start < end - 1 && question[start] === ZERO) start++;
  if (end - start > maxDigits) return { refused: "too-many-digits" };
  return { negative: sign === MINUS, digits: asciiText(question.subarray(start, end)) };
}

const [ZERO, NINE, PLUS, MINUS] = [0x30, 0x39, 0x2b, 0x2d];

/** Space, tab, line feed, vertical tab, form feed, carriage return: what Python's `bytes.strip` takes off. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function areDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (bytes[i]! < ZERO || bytes[i]! > NINE) return false;
  }
  return true;
}

/** For a number of everyday length, putting characters together is faster than starting a decoder. */
function asciiText(bytes: Uint8Array): string {
  return bytes.length <= 32 ? String.fromCharCode(...bytes) : new TextDecoder().decode(bytes);
}
