/** What is to be written: a text that is made when its turn comes. */
type Piece = () => Uint8Array | string;

/**
 * Writes one piece after the other. Each is made when those before it have been written: what a slow terminal
 * shows is what is true by then.
 */
export class WriteQueue {
  readonly #write: (bytes: Uint8Array | string) => Promise<void>;
  readonly #before: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  /**
   * @param write writes to the terminal
   * @param before what has to be found out before each piece is made
   */
  constructor(write: (bytes: Uint8Array | string) => Promise<void>, before: () => Promise<void>) {
    this.#write = write;
    this.#before = before;
  }

  /** Resolves when the piece is written; at once when the queue is closed. */
  add(piece: Piece): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const written = this.#last.then(() => this.#turn(piece));
    this.#last = written.catch(() => {/* who asked for it is told */});
    return written;
  }

  /** Takes nothing more; resolves when all is written, or cannot be. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#last;
  }

  async #turn(piece: Piece): Promise<void> {
    await this.#before();
    const bytes = piece();
    if (bytes.length > 0) await this.#write(bytes);
  }
}
