import { escapeBytes, firstBytes } from "../../io/visible_text.ts";

/** What is known of bytes of which only the two ends were kept. */
export interface KeptEnds {
  readonly end: Uint8Array;
  /** How many bytes it was. */
  readonly size: number;
}

/**
 * Bytes as text in quotes, on one line, harmless for a terminal; bytes that are not UTF-8 as `\xff`. What is long is
 * shortened in the middle, and so is a character that stands there many times.
 *
 * @param most bytes that are shown.
 * @param inAll the words added where something was left out.
 * @param kept the end and the size, where `bytes` is only the beginning.
 */
export function visibleBytes(
  bytes: Uint8Array,
  most = 160,
  inAll = (size: number) => ` … ${size} bytes in all`,
  kept: KeptEnds = { end: bytes, size: bytes.length },
): string {
  const { size } = kept;
  const whole = size <= most && bytes.length === size;
  const last = whole ? 0 : most >> 2;
  const text = whole ? escapeBytes(bytes) : [
    escapeBytes(firstBytes(bytes, most - last)),
    escapeBytes(lastBytes(kept.end, last)),
  ].map(withoutRuns).join("…");
  const shown = withoutRuns(text);
  return `"${shown.replaceAll('"', '\\"')}"${whole && shown === text ? "" : inAll(size)}`;
}

/** The last bytes, without a character that the cut would split. */
function lastBytes(bytes: Uint8Array, most: number): Uint8Array {
  const last = most === 0 ? bytes.subarray(bytes.length) : bytes.subarray(-most);
  const start = last.findIndex((byte) => (byte & 0xc0) !== 0x80);
  // Bytes that are no UTF-8 may well begin with such a one.
  return start > 0 && start < 4 ? last.subarray(start) : last;
}

/** A character that stands there dozens of times tells no more than a few of it. */
function withoutRuns(text: string): string {
  return text.replace(
    /([^\s\\])\1{31,}/gu,
    (_, character: string) => `${character.repeat(8)}…${character.repeat(8)}`,
  );
}
