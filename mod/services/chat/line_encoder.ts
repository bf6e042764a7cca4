import type { ChatLine, LineStyle } from "./chat_line.ts";
import { formatLine } from "./format_line.ts";

/**
 * Turns lines into bytes, each once for each style: the same line goes to everybody in a row, so remembering
 * the last one is all the cache a room of five hundred needs.
 */
export class LineEncoder {
  readonly #encoder = new TextEncoder();
  readonly #encoded = new Map<LineStyle, Uint8Array | undefined>();
  #line: ChatLine | undefined;

  /**
   * The bytes of the line with its line end, shared by all who get it; `undefined` when that style has no
   * such line.
   */
  encode(line: ChatLine, style: LineStyle): Uint8Array | undefined {
    if (line !== this.#line) this.#encoded.clear();
    this.#line = line;
    if (!this.#encoded.has(style)) this.#encoded.set(style, this.#bytes(line, style));
    return this.#encoded.get(style);
  }

  #bytes(line: ChatLine, style: LineStyle): Uint8Array | undefined {
    const text = formatLine(line, style);
    return text === undefined ? undefined : this.#encoder.encode(`${text}\n`);
  }
}
