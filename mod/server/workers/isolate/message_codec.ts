import type { IsolateMessage } from "./message.ts";

/**
 * Messages on a pipe, for a child process: four bytes of length (big-endian), one byte that tells
 * what follows, and either JSON or the bytes of a `data` message. Bytes stay bytes, because they
 * make up most of the traffic.
 */
export function encodeMessage(message: IsolateMessage): Uint8Array {
  if (message.type === "data") return pack(DATA, message.id, message.bytes);
  return pack(JSON_TEXT, 0, encoder.encode(JSON.stringify(message, withoutViews)));
}

function pack(kind: number, id: number, body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEAD + body.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, body.length);
  view.setUint8(4, kind);
  view.setUint32(5, id);
  frame.set(body, HEAD);
  return frame;
}

/** The preview in a trace event is the one field of bytes that JSON has to carry. */
function withoutViews(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { [VIEW]: [...value.subarray(0, 1024)] } : value;
}

function withViews(_key: string, value: unknown): unknown {
  const bytes = (value as { [VIEW]?: number[] } | null)?.[VIEW];
  return bytes === undefined ? value : Uint8Array.from(bytes);
}

/**
 * Reassembles messages from the pieces of a pipe. The pieces come from our own program, so there is
 * no limit to enforce.
 */
export class MessageDecoder {
  #buffer = new Uint8Array(64 * 1024);
  #end = 0;

  /**
   * @param piece the result of one read; the caller may reuse it at once.
   * @returns the messages that are now complete.
   */
  *push(piece: Uint8Array): Generator<IsolateMessage> {
    this.#append(piece);
    let start = 0;
    while (this.#end - start >= HEAD) {
      const view = new DataView(this.#buffer.buffer, start);
      const length = view.getUint32(0);
      if (this.#end - start < HEAD + length) break;
      const body = this.#buffer.slice(start + HEAD, start + HEAD + length);
      start += HEAD + length;
      yield view.getUint8(4) === DATA
        ? { type: "data", id: view.getUint32(5), bytes: body }
        : JSON.parse(decoder.decode(body), withViews);
    }
    this.#buffer.copyWithin(0, start, this.#end);
    this.#end -= start;
  }

  #append(piece: Uint8Array): void {
    if (this.#end + piece.length > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#end + piece.length));
      grown.set(this.#buffer.subarray(0, this.#end));
      this.#buffer = grown;
    }
    this.#buffer.set(piece, this.#end);
    this.#end += piece.length;
  }
}

const HEAD = 9;
const VIEW = "netlab:bytes";
const JSON_TEXT = 0;
const DATA = 1;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
