/**
 * Frames of the WebSocket protocol (RFC 6455 §5): bytes in, bytes out.
 *
 * @module
 */
import { CLOSE } from "./close_code.ts";
import { WebSocketError } from "./websocket_error.ts";

/** What a frame carries. */
export const OPCODE = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** The longest payload of a control frame, bytes (§5.5). */
export const LONGEST_CONTROL = 125;

/** A frame header that has been read. */
export interface FrameHeader {
  readonly opcode: number;
  readonly final: boolean;
  /** Bytes of payload that follow. */
  readonly length: number;
  /** Four bytes to unmask the payload with; undefined when it is plain. */
  readonly mask: Uint8Array | undefined;
  /** Bytes of the header itself. */
  readonly size: number;
}

/** Builds a frame; `masked` for frames from a client, `final` unless its message goes on in another one. */
export function encodeFrame(
  opcode: number,
  payload: Uint8Array,
  masked: boolean,
  final = true,
): Uint8Array {
  const extra = payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8;
  const frame = new Uint8Array(2 + extra + (masked ? 4 : 0) + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, (final ? 0x80 : 0) | opcode);
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

/**
 * Masks or unmasks in place, four bytes at once where they lie on a boundary of four; `offset` is the position
 * of `bytes` within the payload.
 */
export function unmask(bytes: Uint8Array, mask: Uint8Array, offset: number): void {
  const first = -bytes.byteOffset & 3;
  const words = Math.floor((bytes.length - first) / 4);
  if (words < 4) return unmaskBytes(bytes, mask, offset, 0, bytes.length);
  unmaskBytes(bytes, mask, offset, 0, first);
  const key = new Uint32Array(
    Uint8Array.from([0, 1, 2, 3], (at) => mask[(offset + first + at) & 3]!).buffer,
  )[0]!;
  const aligned = new Uint32Array(bytes.buffer, bytes.byteOffset + first, words);
  for (let at = 0; at < words; at++) aligned[at]! ^= key;
  unmaskBytes(bytes, mask, offset, first + 4 * words, bytes.length);
}

function unmaskBytes(bytes: Uint8Array, mask: Uint8Array, offset: number, from: number, to: number): void {
  for (let at = from; at < to; at++) bytes[at]! ^= mask[(offset + at) & 3]!;
}

/**
 * Reads a header, and refuses it as soon as the first two bytes are wrong in themselves.
 *
 * @param bytes the part of the frame that has arrived
 * @param masked whether the sender has to mask: a client must, a server must not (§5.1)
 * @returns undefined: more is needed
 * @throws {WebSocketError} 1002
 */
export function decodeHeader(bytes: Uint8Array, masked: boolean): FrameHeader | undefined {
  if (bytes.length < 2) return undefined;
  const first = bytes[0]!;
  const second = bytes[1]!;
  refuseHead(first, second, masked);
  const short = second & 127;
  const extra = short < 126 ? 0 : short === 126 ? 2 : 8;
  const size = 2 + extra + (masked ? 4 : 0);
  if (bytes.length < size) return undefined;
  const length = extra === 0 ? short : longLength(bytes.subarray(2, 2 + extra));
  const mask = masked ? bytes.slice(size - 4, size) : undefined;
  return { opcode: first & 15, final: first >= 128, length, mask, size };
}

function refuseHead(first: number, second: number, masked: boolean): void {
  const opcode = first & 15;
  if ((first & 0x70) !== 0) throw broken("a reserved bit is set, and no extension was agreed on");
  if ((opcode & 7) > 2) throw broken(`there is no opcode ${opcode}`);
  if (opcode >= OPCODE.close && first < 128) throw broken("a control frame is in fragments");
  if (opcode >= OPCODE.close && (second & 127) > LONGEST_CONTROL) throw broken("a control frame is too long");
  if (masked && second < 128) throw broken("a client's frame is not masked");
  if (!masked && second >= 128) throw broken("a server's frame is masked");
}

/**
 * Two bytes or eight; the shorter form must be used where it fits, and the highest bit is 0 (§5.2).
 */
function longLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = bytes.length === 2 ? view.getUint16(0) : Number(view.getBigUint64(0));
  if (bytes.length === 8 && bytes[0]! > 127) throw broken("a length has its highest bit set");
  if (length < (bytes.length === 2 ? 126 : 65536)) throw broken("a length is longer than it need be");
  return length;
}

function broken(message: string): WebSocketError {
  return new WebSocketError(CLOSE.protocolError, message);
}
