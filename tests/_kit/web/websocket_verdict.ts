import { assert, assertEquals } from "@std/assert";
import type { WebSocketCase } from "./websocket_cases.ts";
import {
  BINARY,
  clientFrame,
  CLOSE,
  PING,
  PONG,
  type RawWebSocket,
  type ReceivedFrame,
  TEXT,
} from "./websocket_frames.ts";

/** A server's answer to a case. */
export interface Answers {
  readonly data: Uint8Array;
  readonly pongs: readonly string[];
  /** The code of its Close frame; undefined when it answered a last ping instead. */
  readonly close: number | undefined;
}

const LAST = "are you still there?";

/**
 * Sends what a case says, and one ping more, and gathers the answers up to its pong or up to the Close frame,
 * behind which nothing but the end of the stream may come.
 *
 * @param bytes how many bytes of messages must have come before the pong counts
 */
export async function answersTo(socket: RawWebSocket, each: WebSocketCase, bytes = 0): Promise<Answers> {
  const sending = (async () => {
    for (const piece of each.send) await socket.send(piece);
    if (each.close === undefined) await socket.send(clientFrame(PING, LAST));
  })().catch(() => {/* it has closed meanwhile */});
  const parts: number[][] = [];
  const pongs: string[] = [];
  let heard = 0;
  let alive = false;
  const answers = (close: number | undefined) => ({ data: Uint8Array.from(parts.flat()), pongs, close });
  while (!(alive && heard >= bytes)) {
    const frame = await socket.frame();
    if (frame === null) return answers(-1);
    if (frame.opcode === CLOSE) {
      await sending;
      await nothingMore(socket, each);
      return answers(codeOf(frame));
    }
    if (frame.opcode === PONG) {
      const said = new TextDecoder().decode(frame.payload);
      if (said === LAST) alive = true;
      else pongs.push(said);
    } else if (frame.opcode === TEXT || frame.opcode === BINARY) {
      heard += frame.payload.length;
      parts.push([...frame.payload]);
    }
  }
  await sending;
  return answers(undefined);
}

/** Checks everything that does not depend on the server's own use of messages. */
export function assertAnswered(each: WebSocketCase, { close, pongs }: Answers, wanted = each.close): void {
  assertEquals(close, wanted, each.name);
  if (wanted === each.close && each.pongs !== undefined) assertEquals(pongs, each.pongs, each.name);
}

function codeOf({ payload }: ReceivedFrame): number {
  assert(payload.length >= 2, "a Close frame without a code");
  return payload[0]! << 8 | payload[1]!;
}

async function nothingMore(socket: RawWebSocket, { name }: WebSocketCase): Promise<void> {
  await socket.conn.closeWrite().catch(() => {/* it was quicker */});
  assertEquals(await socket.frame().catch(() => null), null, `${name}: something follows the Close frame`);
}
