import { onAbort } from "../net/connection/on_abort.ts";

/**
 * Milliseconds after the deadline: enough for sessions that obey it to end, and for the others to
 * be killed.
 */
const LAST_MOMENT = 2000;
/** Milliseconds after that in which the program has to end, where the system sets the time. */
const TO_END = 1000;

/** Counts the time that open sessions get, from the moment when the server is asked to stop. */
export class GracePeriod implements Disposable {
  readonly #controller = new AbortController();
  readonly #exhausted = Promise.withResolvers<void>();
  readonly #stopping: Disposable;
  readonly #timeLeft: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param stop asks the server to stop.
   * @param grace milliseconds.
   * @param timeLeft the milliseconds that there are in all, asked when the time begins: some systems end a
   *   program themselves.
   */
  constructor(stop: AbortSignal, readonly grace: number, timeLeft: () => number = () => Infinity) {
    this.#timeLeft = timeLeft;
    this.#stopping = onAbort(stop, this.#start);
  }

  /** Aborts when the time is up. */
  get deadline(): AbortSignal {
    return this.#controller.signal;
  }

  /** Resolves a moment after that: sessions that have not ended by then are abandoned. */
  get exhausted(): Promise<void> {
    return this.#exhausted.promise;
  }

  readonly #start = () => {
    const longest = Math.max(0, this.#timeLeft() - LAST_MOMENT - TO_END);
    this.#timer = setTimeout(() => {
      this.#controller.abort();
      this.#timer = setTimeout(this.#exhausted.resolve, LAST_MOMENT);
    }, Math.min(this.grace, longest));
  };

  [Symbol.dispose](): void {
    this.#stopping[Symbol.dispose]();
    clearTimeout(this.#timer);
  }
}
