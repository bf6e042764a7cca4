import type { ChatLine, LineStyle } from "./chat_line.ts";
import { formatLine } from "./format_line.ts";

/** Encoded lines, to be queued as they are; the bytes are shared by all who get them. */
export interface EncodedLines {
  readonly bytes: Uint8Array;
  /** How many lines they are. */
  readonly count: number;
}

/**
 * Lines that are heard together, made bytes once for each style, however many hear them: a room of a thousand
 * gets the very same array. Who hears only some of them gets views of it.
 */
export class LineBatch {
  readonly #encoded: Partial<Record<LineStyle, EncodedBatch>> = {};

  /** @param lines in the order in which they are heard; must not change afterwards */
  constructor(readonly lines: readonly ChatLine[]) {}

  /**
   * The bytes of lines of this batch, with their line ends.
   *
   * @param from the first of them
   * @param to the one after the last
   * @returns `undefined` when that style has none of them
   */
  encode(style: LineStyle, from = 0, to = this.lines.length): EncodedLines | undefined {
    const batch = this.#encoded[style] ??= new EncodedBatch(this.lines, style);
    const part = from === 0 && to === this.lines.length ? batch : batch.part(from, to);
    return part.count === 0 ? undefined : part;
  }
}

/** Lines of a batch that one listener hears. */
export interface BatchPart {
  readonly batch: LineBatch;
  /** The first of them. */
  readonly from: number;
  /** The one after the last. */
  readonly to: number;
}

/** All lines, as parts to deliver. */
export function wholeBatch(lines: readonly ChatLine[]): readonly BatchPart[] {
  return [{ batch: new LineBatch(lines), from: 0, to: lines.length }];
}

/** The lines of all parts. */
export function linesOf(parts: readonly BatchPart[]): ChatLine[] {
  return parts.flatMap(({ batch, from, to }) => batch.lines.slice(from, to));
}

/** A batch in one style. */
class EncodedBatch implements EncodedLines {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly #texts: readonly string[];
  #ends: number[] | undefined;

  constructor(lines: readonly ChatLine[], style: LineStyle) {
    this.#texts = lines.map((line) => {
      const text = formatLine(line, style);
      return text === undefined ? "" : `${text}\n`;
    });
    this.bytes = ENCODER.encode(this.#texts.length === 1 ? this.#texts[0] : this.#texts.join(""));
    this.count = countOf(this.#texts, 0, this.#texts.length);
  }

  part(from: number, to: number): EncodedLines {
    const ends = this.#ends ??= this.#byteEnds();
    const bytes = this.bytes.subarray(from === 0 ? 0 : ends[from - 1], to === 0 ? 0 : ends[to - 1]);
    return { bytes, count: countOf(this.#texts, from, to) };
  }

  /** Where each line ends among the bytes. */
  #byteEnds(): number[] {
    let end = 0;
    return this.#texts.map((text) => end += utf8Length(text));
  }
}

const ENCODER = new TextEncoder();

function countOf(texts: readonly string[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (texts[at] !== "") count++;
  return count;
}

/** The bytes of a text in UTF-8, half a surrogate pair counting as the U+FFFD that an encoder makes of it. */
function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at++;
  }
  return length;
}
