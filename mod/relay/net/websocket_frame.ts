/** Frames of the WebSocket protocol (RFC 6455, section 5.2): bytes in, bytes out. */

/** What a frame carries. */
export const OPCODE = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame header that has been read. */
export interface FrameHeader {
  readonly opcode: number;
  readonly final: boolean;
  /** Bytes of payload that follow. */
  readonly length: number;
  /** Four bytes to unmask the payload with; undefined when it is plain. */
  readonly mask: Uint8Array | undefined;
}

/** Builds a whole frame; `masked` for those that a client sends. */
export function encodeFrame(opcode: number, payload: Uint8Array, masked: boolean): Uint8Array {
  const extra = payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8;
  const frame = new Uint8Array(2 + extra + (masked ? 4 : 0) + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, 0x80 | opcode);
  view.setUint8(1, (masked ? 0x80 : 0) | (extra === 0 ? payload.length : extra === 2 ? 126 : 127));
  if (extra === 2) view.setUint16(2, payload.length);
  if (extra === 8) view.setBigUint64(2, BigInt(payload.length));
  const start = frame.length - payload.length;
  frame.set(payload, start);
  if (masked) {
    const mask = crypto.getRandomValues(frame.subarray(start - 4, start));
    unmask(frame.subarray(start), mask, 0);
  }
  return frame;
}

/** Masks or unmasks in place; `offset` is the place of `bytes` within the payload. */
export function unmask(bytes: Uint8Array, mask: Uint8Array, offset: number): void {
  for (let at = 0; at < bytes.length; at++) bytes[at]! ^= mask[(offset + at) & 3]!;
}

/** Reads a header through `exactly`, which gives that many bytes. */
export async function readHeader(exactly: (count: number) => Promise<Uint8Array>): Promise<FrameHeader> {
  const [first, second] = await exactly(2) as unknown as [number, number];
  const short = second & 127;
  const length = short < 126 ? short : await longLength(short, exactly);
  const mask = second & 128 ? await exactly(4) : undefined;
  return { opcode: first & 15, final: (first & 128) !== 0, length, mask };
}

async function longLength(short: number, exactly: (count: number) => Promise<Uint8Array>): Promise<number> {
  const bytes = await exactly(short === 126 ? 2 : 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return short === 126 ? view.getUint16(0) : Number(view.getBigUint64(0));
}
