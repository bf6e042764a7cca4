import type { Filter } from "./filter.ts";

/** How a side ends its lines: `\n` (or nothing is known), `\r`, `\r\n`. */
export type LineEnd = "nl" | "cr" | "crnl";

const CR = 13;
const NL = 10;

/**
 * The filter that turns the line ends of one side into those of the other; undefined when they are the same.
 */
export function lineEndFilter(from: LineEnd, to: LineEnd): Filter | undefined {
  if (from === to) return undefined;
  return { push: (bytes, next, part) => next(convertLineEnds(bytes, from, to), part) };
}

/**
 * Converts one block. Every byte is decided by itself, so it does not matter where a block ends: towards
 * `\r\n` each `\n` gains a `\r`; from `\r\n` every `\r` is dropped.
 */
export function convertLineEnds(bytes: Uint8Array, from: LineEnd, to: LineEnd): Uint8Array {
  const out = new Uint8Array(bytes.length * 2);
  let length = 0;
  for (const byte of bytes) {
    if (from === "crnl" && byte === CR) continue;
    const ends = byte === (from === "cr" ? CR : NL);
    if (ends && to === "crnl") out[length++] = CR;
    out[length++] = !ends ? byte : to === "cr" ? CR : NL;
  }
  return out.subarray(0, length);
}
