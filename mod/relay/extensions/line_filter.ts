import { RelayError } from "../relay_endpoint.ts";
import type { Deliver, Filter } from "../filters/filter.ts";

/** The longest line a filter waits for, bytes. */
const LONGEST = 1024 * 1024;

/** Turns one line (without its line end) into another, or into nothing. */
export type LineTransform = (line: string) => string | null | Promise<string | null>;

/**
 * A filter that works line by line. Bytes that are not UTF-8 survive: the text is taken as Latin-1 where it
 * is not. The text after the last line end when the stream ends is not a line: it is not delivered,
 * because half a message must not pass as a whole one (a peer that vanished in the middle of `transfer
 * 100…`).
 */
export class LineFilter implements Filter {
  readonly #filter: LineTransform;
  /**
   * The line so far, at its beginning; grows by doubling, so that a line that comes byte by byte costs no
   * more.
   */
  #held = new Uint8Array(256);
  #size = 0;

  constructor(filter: LineTransform) {
    this.#filter = filter;
  }

  async push(bytes: Uint8Array, next: Deliver): Promise<void> {
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      await this.#line(bytes.subarray(from, end), next);
      from = end + 1;
    }
    if (from < bytes.length) this.#hold(bytes.subarray(from));
  }

  #hold(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > LONGEST) {
      throw new RelayError(`a line is longer than ${LONGEST} bytes: it cannot be rewritten`);
    }
    if (size > this.#held.length) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#size));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#size);
    this.#size = size;
  }

  async #line(last: Uint8Array, next: Deliver): Promise<void> {
    this.#hold(last);
    const line = decode(this.#held.subarray(0, this.#size));
    if (this.#held.length > 65_536) this.#held = new Uint8Array(256);
    this.#size = 0;
    const ended = line.text.endsWith("\r") ? "\r\n" : "\n";
    const filtered = await this.#filter(ended === "\r\n" ? line.text.slice(0, -1) : line.text);
    if (filtered !== null) await next(line.encode(filtered + ended));
  }
}

/** Text with the way back to bytes. */
interface Decoded {
  readonly text: string;
  readonly encode: (text: string) => Uint8Array;
}

function decode(bytes: Uint8Array): Decoded {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encode: (changed) => new TextEncoder().encode(changed) };
  } catch {
    return { text: Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""), encode: latin1 };
  }
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 255);
}
