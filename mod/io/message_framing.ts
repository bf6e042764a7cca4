import type { Framer } from "./framer.ts";
import { lengthPrefixed } from "./length_prefixed.ts";
import { zeroTerminated } from "./zero_terminated.ts";

/** A length of 1, 2 or 4 bytes in front, or a zero byte behind. */
export type MessageFraming = "u8" | "u16" | "u32" | "nul";

/** The ways of marking off messages of any bytes, as `--framing` names them. */
export const MESSAGE_FRAMINGS: readonly MessageFraming[] = ["u8", "u16", "u32", "nul"];

/** All ways that `--framing` knows: a line, what one read returns, and those of {@linkcode MessageFraming}. */
export type Framing = "line" | "chunk" | MessageFraming;

/** The choices of `--framing` where all are offered. */
export const FRAMINGS: readonly Framing[] = ["line", "chunk", ...MESSAGE_FRAMINGS];

/** Whether messages are marked off in one of the ways for any bytes. */
export function isMessageFraming(framing: Framing): framing is MessageFraming {
  return framing !== "line" && framing !== "chunk";
}

/** The framer of that name. @param limit the longest message, in bytes, unless the framing allows less */
export function messageFramer(framing: MessageFraming, limit?: number): Framer<Uint8Array> {
  return framing === "nul"
    ? zeroTerminated({ limit })
    : lengthPrefixed({ bytes: MESSAGE_SIZES[framing], limit });
}

/** The longest message that can be marked off, bytes; infinite where an end is marked, and not a length. */
export function longestMessage(framing: MessageFraming): number {
  return framing === "nul" ? Infinity : 256 ** MESSAGE_SIZES[framing] - 1;
}

/** How many bytes a length has. */
export const MESSAGE_SIZES = { u8: 1, u16: 2, u32: 4 } as const;
