/**
 * # Waiting for those who read
 *
 * A burst of sixteen thousand lines is read and said in milliseconds; the terminals, scripts and phones that shall hear
 * it need longer. Without back-pressure their queues run over, and somebody who did read is told that lines were missed.
 * So speakers pause when a queue is half full, TCP holds them back, and they go on when that reader has caught up.
 *
 * But a room that waits for its readers can be stopped by one of them. So it waits only for those who take a good deal: a
 * reader that has taken less than 64 KiB in a tenth of a second is not waited for, nor is anybody for longer than three
 * seconds; and after a wait that was given up nobody is waited for during five times as long. A room can so be slowed
 * down a little by somebody who reads slowly, and not be stopped by somebody who does not read: that one misses lines.
 */

/** Somebody whose queue may fall behind. */
export interface PacedReader {
  /** Bytes that the reader has taken so far, as far as can be known. */
  readonly taken: number;
}

/** See the top of this file. */
export class BackPressure {
  /** Those who are behind and are waited for, each with what it had taken at the last look. */
  readonly #behind = new Map<PacedReader, number>();
  #waiting: PromiseWithResolvers<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #began = 0;
  #freeUntil = -Infinity;

  /** Resolves when speakers may go on; `undefined` when they may now. */
  get wait(): Promise<void> | undefined {
    return this.#waiting?.promise;
  }

  /** The reader has fallen behind. */
  fallBehind(reader: PacedReader): void {
    const now = performance.now();
    if (now < this.#freeUntil) return;
    this.#behind.set(reader, reader.taken);
    if (this.#waiting !== undefined) return;
    this.#waiting = Promise.withResolvers();
    this.#began = now;
    this.#timer = setTimeout(this.#look, PAUSE);
  }

  /** The reader has caught up, or is gone. */
  catchUp(reader: PacedReader): void {
    if (this.#behind.delete(reader) && this.#behind.size === 0) this.#release();
  }

  readonly #look = (): void => {
    const waited = performance.now() - this.#began;
    for (const [reader, before] of this.#behind) {
      const taken = reader.taken;
      if (taken - before >= LEAST && waited < LONGEST) this.#behind.set(reader, taken);
      else this.#behind.delete(reader);
    }
    if (this.#behind.size > 0) {
      this.#timer = setTimeout(this.#look, PAUSE);
      return;
    }
    this.#freeUntil = performance.now() + FREE * waited;
    this.#release();
  };

  #release(): void {
    clearTimeout(this.#timer);
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }
}

/** Milliseconds between two looks at those who are waited for. */
const PAUSE = 100;
/** Bytes that they have to take in between. */
const LEAST = 65_536;
/** Milliseconds for which speakers wait at most. */
const LONGEST = 3000;
/** So many times as long as it was waited in vain, nobody is waited for. */
const FREE = 5;
