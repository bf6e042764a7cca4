import { RelayError } from "../endpoint.ts";
import type { Deliver, Stage } from "../stage.ts";

/** The longest line a filter waits for, bytes. */
const LONGEST = 1024 * 1024;

/** Turns one line (without its line end) into another, or into nothing. */
export type LineFilter = (line: string) => string | null | Promise<string | null>;

/**
 * A stage that filters line by line. Bytes that are not UTF-8 survive: the text is taken as Latin-1 where it is not.
 * What stands after the last line end when the stream ends is not a line: it is not delivered, because half a message
 * must not pass as a whole one (a peer that vanished in the middle of `transfer 100…`).
 */
export class LineStage implements Stage {
  readonly #filter: LineFilter;
  #held: Uint8Array[] = [];
  #size = 0;

  constructor(filter: LineFilter) {
    this.#filter = filter;
  }

  async push(bytes: Uint8Array, next: Deliver): Promise<void> {
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      await this.#line(bytes.subarray(from, end), next);
      from = end + 1;
    }
    if (from < bytes.length) this.#hold(bytes.slice(from));
  }

  #hold(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > LONGEST) {
      throw new RelayError(`a line is longer than ${LONGEST} bytes: it cannot be rewritten`);
    }
    this.#held.push(bytes);
  }

  async #line(last: Uint8Array, next: Deliver): Promise<void> {
    this.#hold(last);
    const line = decode(joined(this.#held, this.#size));
    this.#held = [];
    this.#size = 0;
    const ended = line.text.endsWith("\r") ? "\r\n" : "\n";
    const filtered = await this.#filter(ended === "\r\n" ? line.text.slice(0, -1) : line.text);
    if (filtered !== null) await next(line.encode(filtered + ended));
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
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
