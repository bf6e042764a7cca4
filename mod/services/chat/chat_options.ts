import type { Framing } from "../../io/message_framing.ts";

/** How a chat treats its people; plain data. */
export interface ChatOptions {
  /** Lines are forwarded bare, and nobody is asked for a name (exercise E16). */
  readonly plain: boolean;
  /**
   * What counts as a message: a line, all that one read returns (for clients that send no line end), or what a length or
   * a zero byte marks off. Pages always speak lines.
   */
  readonly framing: Framing;
  /** The talk is held until this many are in; 0 holds nothing. */
  readonly expect: number;
  /** Past messages shown to a newcomer. */
  readonly replay: number;
  /** Messages kept in memory for `/history`. */
  readonly kept: number;
  /** Longest line, in bytes. */
  readonly lineLimit: number;
  /** Lines that one person may send at once. */
  readonly burst: number;
  /** Lines a second that one person may send for ever; 0 sets no limit. */
  readonly rate: number;
  /** Lines one reader may leave unread before it misses some. */
  readonly bufferLines: number;
  /** Bytes one reader may leave unread before it misses some. */
  readonly bufferBytes: number;
  /** Milliseconds a reader that missed lines has to catch up before it is cut off. */
  readonly catchUpTimeout: number;
}

/** The defaults. */
export const CHAT_DEFAULTS: ChatOptions = {
  plain: false,
  framing: "line",
  expect: 0,
  replay: 20,
  kept: 1000,
  lineLimit: 4096,
  burst: 64,
  rate: 20,
  bufferLines: 4096,
  bufferBytes: 1 << 20,
  catchUpTimeout: 15_000,
};
