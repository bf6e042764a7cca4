/**
 * What a bucket keeps though nobody needs it: a key whose time is over, and the note that a key was deleted. The bus
 * would keep them for ever. Each is taken out after a while, by whichever server comes first: a key that is over soon,
 * because every server knows by itself that it is over; the note of a deletion only when a server that was away for so
 * long reads everything anew.
 */
export class Leftovers implements Disposable {
  readonly #forget: (name: string, number: number) => Promise<void> | undefined;
  readonly #waiting: Record<Kind, Leftover[]> = { over: [], deleted: [] };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  /** @param forget takes one out of the bucket, unless there is something newer; `undefined` while that cannot be done */
  constructor(forget: (name: string, number: number) => Promise<void> | undefined) {
    this.#forget = forget;
  }

  /** @param number the revision of the key of this name in the bucket */
  add(name: string, number: number, kind: Kind): void {
    const waiting = this.#waiting[kind];
    // What is forgotten here is taken out by whoever starts next
    if (waiting.length >= MOST) return;
    waiting.push({ name, number, due: performance.now() + PATIENCE[kind] * (1 + Math.random()) });
    this.#timer ??= setTimeout(() => this.#work(), EVERY);
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #work(): Promise<void> {
    for (const waiting of Object.values(this.#waiting)) {
      const now = performance.now();
      const due = waiting.findIndex((each) => each.due > now);
      for (const { name, number } of waiting.splice(0, due < 0 ? waiting.length : due)) {
        // The bus is away or does not allow it: whoever starts next finds it again
        await this.#forget(name, number)?.catch(() => {});
        if (this.#isOver) return;
      }
    }
    const isEmpty = Object.values(this.#waiting).every((each) => each.length === 0);
    this.#timer = isEmpty ? undefined : setTimeout(() => this.#work(), EVERY);
  }
}

/** `over`: its time is over; `deleted`: a deletion. */
type Kind = "over" | "deleted";

interface Leftover {
  readonly name: string;
  readonly number: number;
  readonly due: number;
}

/** Milliseconds. */
const EVERY = 5000;
const PATIENCE: Readonly<Record<Kind, number>> = { over: 10_000, deleted: 60 * 60_000 };
const MOST = 100_000;
