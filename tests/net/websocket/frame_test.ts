import { assert, assertEquals, assertThrows } from "@std/assert";
import { decodeHeader, encodeFrame, OPCODE, unmask } from "../../../mod/net/websocket/frame.ts";
import { WebSocketError } from "../../../mod/net/websocket/websocket_error.ts";

Deno.test("encodeFrame() and decodeHeader() agree on every form of length, masked or not", () => {
  for (const length of [0, 1, 125, 126, 65535, 65536]) {
    for (const masked of [false, true]) {
      const payload = new Uint8Array(length).fill(7);
      const frame = encodeFrame(OPCODE.binary, payload, masked);
      const header = decodeHeader(frame, masked)!;
      assertEquals([header.opcode, header.final, header.length], [OPCODE.binary, true, length]);
      assertEquals(decodeHeader(frame.subarray(0, header.size - 1), masked), undefined);
      const body = frame.slice(header.size);
      if (header.mask !== undefined) unmask(body, header.mask, 0);
      assertEquals([header.mask !== undefined, body], [masked, payload]);
    }
  }
});

Deno.test("decodeHeader() refuses what its first two bytes give away, and lengths in a wrong form", () => {
  const refused: [bytes: number[], masked: boolean, why: string][] = [
    [[0xc1, 0x80], true, "a reserved bit"],
    [[0x83, 0x80], true, "no opcode 3"],
    [[0x8b, 0x80], true, "no opcode 11"],
    [[0x09, 0x80], true, "in fragments"],
    [[0x89, 0xfe], true, "too long"],
    [[0x81, 0x00], true, "not masked"],
    [[0x81, 0x80], false, "is masked"],
    [[0x82, 0x7e, 0, 125], false, "longer than it need be"],
    [[0x82, 0x7f, 0, 0, 0, 0, 0, 0, 255, 255], false, "longer than it need be"],
    [[0x82, 0x7f, 128, 0, 0, 0, 0, 0, 0, 0], false, "highest bit"],
    [[0x82, 0x7f, 255, 255, 255, 255, 255, 255, 255, 255], false, "highest bit"],
  ];
  const huge = Uint8Array.of(0x82, 0x7f, 0x7f, 255, 255, 255, 255, 255, 255, 255);
  assert(decodeHeader(huge, false)!.length >= Number.MAX_SAFE_INTEGER);
  for (const [bytes, masked, why] of refused) {
    const error = assertThrows(() => decodeHeader(Uint8Array.from(bytes), masked), WebSocketError, why);
    assertEquals(error.closeCode, 1002);
  }
});

Deno.test("unmask() goes on anywhere in a payload, wherever its bytes lie in memory", () => {
  const mask = Uint8Array.of(1, 2, 3, 4);
  const memory = new Uint8Array(100);
  for (let place = 0; place < 8; place++) {
    for (let length = 0; length < 60; length += 1 + place % 3) {
      for (const cut of [0, 1, 2, 3, 5, 29].filter((each) => each <= length)) {
        const payload = memory.subarray(place, place + length).fill(0x90);
        unmask(payload.subarray(0, cut), mask, 0);
        unmask(payload.subarray(cut), mask, cut);
        const wanted = Array.from({ length }, (_, at) => 0x90 ^ mask[at % 4]!);
        assertEquals([...payload], wanted, `${length} bytes at ${place}, cut at ${cut}`);
      }
    }
  }
});
