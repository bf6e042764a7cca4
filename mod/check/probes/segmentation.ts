import type { Random } from "./seeded_random.ts";

/**
 * # The ways in which the same bytes can travel
 *
 * TCP (RFC 9293) keeps the order of bytes and nothing else. Whether two messages arrive glued together, or
 * one arrives in five parts, depends on timing, on buffer sizes and on every device in between. On one
 * machine one `send` nearly always happens to be one `recv`, so a program that believes in messages passes
 * all its author's tests and breaks on the day of the demonstration. A transport makes the accident happen on
 * purpose: it cuts the same bytes into pieces and puts pauses between them, long enough for the receiver to
 * wake up and see just that piece.
 *
 * It is the wrong tool for measuring speed, and it cannot force a kernel to deliver a piece by itself: on a
 * machine so busy that the receiver sleeps through a pause, pieces are joined again. A failure is always
 * real; a pass covers only the cuts that the receiver saw.
 */
export type Segmentation = "whole" | "bytewise" | "split" | "random" | "slow" | "lines";

/** Bytes to be written at once, and how long to wait before, in milliseconds. */
export interface Segment {
  readonly bytes: Uint8Array;
  readonly pause: number;
}

/** Cuts bytes as the transport does. The pieces are views into the bytes. */
export function pieces(bytes: Uint8Array, via: Segmentation, random: Random): Segment[] {
  return cutAt(bytes, CUTS[via](bytes, random), (index) => pauseBefore(index, via, random));
}

const CUTS: Record<Segmentation, (bytes: Uint8Array, random: Random) => number[]> = {
  whole: () => [],
  bytewise: (bytes) => Array.from({ length: Math.max(bytes.length - 1, 0) }, (_, index) => index + 1),
  split: (bytes) => insideCharacters(bytes),
  random: (bytes, random) => someCuts(bytes.length, 6, random),
  slow: (bytes, random) => someCuts(bytes.length, 2, random),
  lines: (bytes) => atLines(bytes),
};

/** Behind every line, and inside the first line's first word and its last one. */
function atLines(bytes: Uint8Array): number[] {
  const ends = [...bytes.keys()].filter((index) => bytes[index] === LINE_FEED).map((index) => index + 1);
  const inFirst = [2, (ends[0] ?? bytes.length) - 6];
  return [...new Set([...inFirst, ...ends])].filter((index) => index > 0 && index < bytes.length)
    .sort((a, b) => a - b);
}

const LINE_FEED = 0x0a;

/**
 * Every place where a cut falls inside a UTF-8 character: before a continuation byte, 10xxxxxx (RFC 3629 §3).
 */
function insideCharacters(bytes: Uint8Array): number[] {
  return [...bytes.keys()].filter((index) => index > 0 && (bytes[index]! & 0xc0) === 0x80);
}

function someCuts(length: number, most: number, random: Random): number[] {
  if (length < 2) return [];
  const cuts = new Set(Array.from({ length: most }, () => 1 + random.integer(length - 1)));
  return [...cuts].sort((a, b) => a - b);
}

function cutAt(bytes: Uint8Array, cuts: number[], pause: (index: number) => number): Segment[] {
  const ends = [...cuts, bytes.length];
  return ends.map((end, index) => ({
    bytes: bytes.subarray(ends[index - 1] ?? 0, end),
    pause: pause(index),
  }));
}

/**
 * The first pause of a cut message is longer: a program that has just begun to wait must be waiting when it
 * comes.
 */
function pauseBefore(index: number, via: Segmentation, random: Random): number {
  if (index === 0) return 0;
  if (via === "slow") return 250 + random.integer(150);
  if (via === "bytewise") return index === 1 ? 60 : 8;
  return 30 + random.integer(30);
}
