/** Aborts when nothing has moved for a while: a server that is silent is given up, a slow one is not. */
export class StallLimit implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  #moved = performance.now();
  /** Aborts on a stall, and when the signal that was given does. */
  readonly signal: AbortSignal;

  /** @param limit milliseconds; 0 means never */
  constructor(signal: AbortSignal, limit: number) {
    this.signal = AbortSignal.any([signal, this.#controller.signal]);
    if (limit === 0) return;
    this.#timer = setInterval(() => {
      if (performance.now() - this.#moved < limit) return;
      this.#controller.abort(new DOMException("Nothing moved: timed out", "TimeoutError"));
    }, Math.max(10, limit / 10));
  }

  /** Something has moved. */
  moved(): void {
    this.#moved = performance.now();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
