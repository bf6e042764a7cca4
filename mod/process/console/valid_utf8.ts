/**
 * Makes valid UTF-8 of bytes as they come. A character that is cut by the end of a piece waits for the
 * next one; bytes that are no UTF-8 become U+FFFD, one for each maximal part (Unicode, section 3.9).
 */
export class ValidUtf8 {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /** @returns what can be written by now, perhaps nothing. */
  next(bytes: Uint8Array): Uint8Array {
    return encoder.encode(this.#decoder.decode(bytes, { stream: true }));
  }
}

const encoder = new TextEncoder();
