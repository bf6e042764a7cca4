/**
 * Bytes of UTF-8 out of UTF-16 code units as they come: the two halves of a surrogate pair may
 * arrive apart, and a character may be longer than the reader's buffer. A half that never gets its
 * other half becomes U+FFFD.
 */
export class Utf8FromUtf16 {
  #half = "";
  #bytes = new Uint8Array(0);

  /** Takes the units that were read. */
  add(units: Uint16Array): void {
    const text = this.#half + String.fromCharCode(...units);
    this.#half = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? "";
    const whole = encoder.encode(text.slice(0, text.length - this.#half.length));
    const all = new Uint8Array(this.#bytes.length + whole.length);
    all.set(this.#bytes);
    all.set(whole, this.#bytes.length);
    this.#bytes = all;
  }

  /** Nothing more will come: half a character is told as U+FFFD. */
  end(): void {
    if (this.#half === "") return;
    this.#half = "";
    this.add(Uint16Array.of(0xfffd));
  }

  /**
   * Moves bytes into a buffer.
   *
   * @returns how many; 0 when none are there.
   */
  take(buffer: Uint8Array): number {
    const taken = this.#bytes.subarray(0, buffer.length);
    buffer.set(taken);
    this.#bytes = this.#bytes.subarray(taken.length);
    return taken.length;
  }
}

const encoder = new TextEncoder();
