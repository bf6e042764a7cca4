import type { ReplyBody } from "../wire/message.ts";

/** Characters that are collected before they are sent. */
const PIECE = 32_768;

/**
 * A text that is made while it is sent: no more of it is in memory than its reader takes at once,
 * and others have their turn between the pieces.
 */
export function textBody(text: Iterable<string>): ReplyBody {
  return {
    length: undefined,
    async send(sink) {
      const encoder = new TextEncoder();
      for (const piece of textPieces(text)) await sink.write(encoder.encode(piece));
    },
  };
}

/** The same text in pieces of some size. */
export function* textPieces(text: Iterable<string>): Generator<string> {
  let piece = "";
  for (const part of text) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
