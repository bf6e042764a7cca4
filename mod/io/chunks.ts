import type { Framer } from "./framer.ts";

/** How {@linkcode chunks} cuts the stream. */
export interface ChunkOptions {
  /**
   * The most bytes that one read may return.
   * @default {65536}
   */
  limit?: number;
}

/**
 * Whatever one read returns is the message.
 *
 * This is what many first programs assume, `recv(1024)` on both sides and no line end anywhere, and
 * it works as long as one side waits for the other: then each `send` happens to arrive as one
 * piece. It is wrong as soon as two messages are sent in a row (they may arrive glued together) or
 * one is longer than a segment (it may arrive in parts). Use it to talk to such programs, never to
 * design one.
 *
 * Frames are views into the reader's buffer.
 */
export function chunks({ limit = 65_536 }: ChunkOptions = {}): Framer<Uint8Array> {
  return {
    limit,
    decode(bytes) {
      if (bytes.length === 0) return undefined;
      const frame = bytes.length > limit ? bytes.subarray(0, limit) : bytes;
      return { frame, length: frame.length };
    },
    encode: (chunk) => chunk,
  };
}
