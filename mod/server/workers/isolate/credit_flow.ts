/**
 * # A one-way flow with credit
 *
 * A connection whose bytes have to cross to another isolate is two of these, one in each direction.
 * The sending end may have at most `WINDOW` bytes on the way; each time the receiving end has
 * really used some up, it grants the same number again. That is TCP's window in miniature (RFC 9293
 * §3.8.6), and for the same reason: a slow side must be able to hold up a fast one, or the fast one
 * fills the memory between them.
 *
 * Why not simply call `read` and `write` on the other side and wait for each reply? Because the two
 * directions are independent: a read may be outstanding for minutes while writes come and go.
 * Replies in one queue would be handed to the wrong call, and one round trip between isolates for
 * every call would cost far more than the call. With credit the bytes are sent ahead, and a handler
 * that reads finds them already waiting.
 *
 * When it is the wrong choice: within one isolate, where a function call does all of this.
 */

/** Bytes that may be on the way in one direction. */
export const WINDOW = 256 * 1024;

/** The largest piece that is sent at once. */
export const MAX_CHUNK = 64 * 1024;

/** The sending end. One `send` at a time. */
export class CreditSender {
  readonly #post: (bytes: Uint8Array) => void;
  #credit = WINDOW;
  #broken: Error | undefined;
  #wake: (() => void) | undefined;

  /** @param post takes a piece and may keep it. */
  constructor(post: (bytes: Uint8Array) => void) {
    this.#post = post;
  }

  /** Whether nothing can be sent any more. */
  get broken(): boolean {
    return this.#broken !== undefined;
  }

  /** Whether there is no credit left. */
  get full(): boolean {
    return this.#credit === 0;
  }

  /**
   * Waits until there is credit.
   *
   * @returns how many bytes may be sent, at least 1.
   * @throws the error passed to {@linkcode CreditSender.break}.
   */
  async available(): Promise<number> {
    while (this.#credit === 0 && this.#broken === undefined) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    if (this.#broken !== undefined) throw this.#broken;
    return Math.min(this.#credit, MAX_CHUNK);
  }

  /**
   * Sends all the bytes, waiting for credit as long as it takes. They are copied, and belong to the
   * caller again at the end.
   */
  async send(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) {
      const piece = bytes.slice(sent, sent + await this.available());
      this.#credit -= piece.length;
      sent += piece.length;
      this.#post(piece);
    }
  }

  /** The other end has used up this many bytes. */
  grant(count: number): void {
    this.#credit += count;
    this.#wake?.();
  }

  /** Nothing can be sent any more; a waiting `send` fails with this. The first reason counts. */
  break(error: Error): void {
    this.#broken ??= error;
    this.#wake?.();
  }
}

/** The receiving end. One `next` at a time. */
export class CreditReceiver {
  readonly #grant: (count: number) => void;
  readonly #queue: Uint8Array[] = [];
  #ended = false;
  #broken: Error | undefined;
  #used = 0;
  #wake: (() => void) | undefined;

  /** @param grant tells the other end how many bytes have been used up. */
  constructor(grant: (count: number) => void) {
    this.#grant = grant;
  }

  /**
   * The next piece, which the caller may keep, or `null` at the end. Pieces that arrived before the
   * flow broke still come.
   *
   * @throws the error passed to {@linkcode CreditReceiver.break}.
   */
  async next(): Promise<Uint8Array | null> {
    while (this.#queue.length === 0 && !this.#ended && this.#broken === undefined) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    const piece = this.#queue.shift();
    if (piece !== undefined) return piece;
    if (this.#broken !== undefined) throw this.#broken;
    return null;
  }

  /** Gives back the rest of a piece that could not be used whole. */
  unshift(rest: Uint8Array): void {
    this.#queue.unshift(rest);
  }

  /**
   * Some bytes have been used up. Credit is granted in quarters of the window, not for every few
   * bytes.
   */
  consumed(count: number): void {
    this.#used += count;
    if (this.#used < WINDOW / 4) return;
    this.#grant(this.#used);
    this.#used = 0;
  }

  /** A piece has arrived. */
  push(piece: Uint8Array): void {
    this.#queue.push(piece);
    this.#wake?.();
  }

  /** No further piece will come. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** The flow broke. The first reason counts. */
  break(error: Error): void {
    this.#broken ??= error;
    this.#wake?.();
  }

  /** Drops pieces that have arrived and were not used: they are no longer wanted. */
  discard(): void {
    this.#queue.length = 0;
  }
}
