/** Bytes of each kind of number, little or big as this machine has them. */
const SIZES: Readonly<Record<string, number>> = { b: 1, s: 2, i: 4, l: 8 };

/** What a backslash makes of a letter, in a text. */
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  b: "\b",
  a: "\x07",
  e: "\x1b",
  "0": "\0",
};

const ITEM =
  /\s*(?:([bBsSiIlL])?([+-]?\d+)|[xX]((?:[0-9a-fA-F]{2})+)(?![0-9a-fA-F])|"((?:[^"\\]|\\.)*)"|'([^'\\]|\\.)')/y;

/**
 * Bytes in socat's notation: `i-1` a number (`b` of one byte, `s` two, `i` four, `l` eight; `i` when nothing is
 * said), `x7f000001` in hexadecimal, `"text\n"`, `'c'`, one after another.
 *
 * @returns undefined when it cannot be read, or a number does not fit.
 */
export function readBinaryData(text: string): Uint8Array | undefined {
  const parts: number[] = [];
  ITEM.lastIndex = 0;
  let size = 4;
  while (ITEM.lastIndex < text.length) {
    const item = ITEM.exec(text);
    if (item === null) return undefined;
    const [, kind, number, hex, string, character] = item;
    size = kind === undefined ? size : SIZES[kind.toLowerCase()]!;
    if (number !== undefined) {
      const bytes = numberBytes(BigInt(number), size);
      if (bytes === undefined) return undefined;
      parts.push(...bytes);
    } else if (hex !== undefined) parts.push(...hex.match(/../g)!.map((each) => parseInt(each, 16)));
    else parts.push(...new TextEncoder().encode(unescaped(string ?? character!)));
  }
  return Uint8Array.from(parts);
}

function numberBytes(number: bigint, size: number): Uint8Array | undefined {
  const bits = 8n * BigInt(size);
  if (number >= 1n << bits || number < -(1n << bits - 1n)) return undefined;
  return new Uint8Array(new BigInt64Array([BigInt.asIntN(64, number)]).buffer).slice(0, size);
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter);
}
