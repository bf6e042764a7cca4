import { assertEquals } from "@std/assert";
import { encodeFrame, OPCODE, readHeader, unmask } from "../../../mod/relay/net/websocket_frame.ts";

function taking(bytes: Uint8Array): (count: number) => Promise<Uint8Array> {
  let at = 0;
  return (count) => Promise.resolve(bytes.slice(at, at += count));
}

Deno.test("encodeFrame() and readHeader() agree on every form of length, masked or not", async () => {
  for (const length of [0, 1, 125, 126, 65535, 65536]) {
    for (const masked of [false, true]) {
      const payload = new Uint8Array(length).fill(7);
      const frame = encodeFrame(OPCODE.binary, payload, masked);
      const header = await readHeader(taking(frame));
      assertEquals([header.opcode, header.final, header.length], [OPCODE.binary, true, length]);
      const body = frame.slice(frame.length - length);
      if (header.mask !== undefined) unmask(body, header.mask, 0);
      assertEquals([header.mask !== undefined, body], [masked, payload]);
    }
  }
});

Deno.test("unmask() goes on in the middle of a payload", () => {
  const mask = Uint8Array.of(1, 2, 3, 4);
  const whole = Uint8Array.of(9, 9, 9, 9, 9, 9, 9);
  const parts = [whole.slice(0, 3), whole.slice(3)];
  unmask(whole, mask, 0);
  unmask(parts[0]!, mask, 0);
  unmask(parts[1]!, mask, 3);
  assertEquals([...parts[0]!, ...parts[1]!], [...whole]);
});
