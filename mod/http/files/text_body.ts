import type { SharedTurns } from "../../fs/shared_turns.ts";
import type { ReplyBody } from "../wire/message.ts";

/** Characters that are collected before they are sent. */
const PIECE = 32_768;

/**
 * A text that is made while it is sent: no more of it is in memory than its reader takes at once,
 * and others have their turn between the pieces.
 *
 * @param turns of all who have such work
 */
export function textBody(text: Iterable<string>, turns: Pick<SharedTurns, "run">): ReplyBody {
  return {
    length: undefined,
    async send(sink) {
      const encoder = new TextEncoder();
      const pieces = textPieces(text);
      const next = () => {
        const { value, done } = pieces.next();
        return done ? undefined : { written: sink.write(encoder.encode(value)) };
      };
      for (let one = await turns.run(next); one !== undefined; one = await turns.run(next)) await one.written;
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
