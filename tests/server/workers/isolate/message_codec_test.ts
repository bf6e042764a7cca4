import { assertEquals } from "@std/assert";
import type { IsolateMessage } from "../../../../mod/server/workers/isolate/message.ts";
import { encodeMessage, MessageDecoder } from "../../../../mod/server/workers/isolate/message_codec.ts";

const MESSAGES: IsolateMessage[] = [
  { type: "host", service: { module: "file:///a.ts", options: { dir: "é", bytes: [1, 2] } }, tracing: true },
  { type: "data", id: 7, bytes: Uint8Array.of(0, 255, 10) },
  { type: "data", id: 1, bytes: new Uint8Array(100_000).fill(3) },
  { type: "credit", id: 7, count: 65_536 },
  { type: "trace", id: 1, event: { event: "read", bytes: 2, data: Uint8Array.of(1, 2) } },
  {
    type: "done",
    id: 7,
    error: { name: "FrameError", sentence: { id: "too long", values: [] }, code: "frame_too_long" },
  },
];

function bytes(): Uint8Array {
  const parts = MESSAGES.map(encodeMessage);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

Deno.test("MessageDecoder.push() gives back every message, however the pipe cuts the bytes", () => {
  for (const size of [1, 7, 64 * 1024, Infinity]) {
    const decoder = new MessageDecoder();
    const all = bytes();
    const found: IsolateMessage[] = [];
    for (let at = 0; at < all.length; at += size) {
      found.push(...decoder.push(all.subarray(at, Math.min(at + size, all.length))));
    }
    assertEquals(found, MESSAGES);
  }
});
