import { setImmediate } from "node:timers";

/**
 * # As many writes as the runtime completes in one turn of the loop
 *
 * A write to a socket with room is over at once, unless it is one of more than 128 in the same turn of the loop: beyond
 * that (tokio's cooperative budget) the runtime lets every operation wait, though it has nothing to wait for. In a room
 * of a thousand that is nine writes of ten, each a handful of promises and an entry in the runtime's lists that live
 * on into the next turns, are moved to where long-lived objects are, and stay there for megabytes.
 *
 * So writes beyond a hundred begin in the next turn, in the order in which they were asked for. Lines that are said
 * meanwhile go out with them: a room that has more to say than it can write gathers by itself.
 */
export class WriteScheduler {
  #left = MOST;
  #waiting: Writer[] = [];
  #isCounting = false;

  /** Lets a writer begin, now or in one of the next turns of the loop. */
  start(writer: Writer): void {
    if (!this.#isCounting) {
      this.#isCounting = true;
      setImmediate(this.#nextTurn);
    }
    if (this.#left === 0) {
      this.#waiting.push(writer);
      return;
    }
    this.#left--;
    writer.begin();
  }

  readonly #nextTurn = (): void => {
    const waiting = this.#waiting;
    this.#left = MOST;
    this.#isCounting = false;
    if (waiting.length === 0) return;
    this.#waiting = waiting.slice(MOST);
    for (let at = 0; at < waiting.length && at < MOST; at++) this.start(waiting[at]!);
  };
}

/** Somebody who has something to write. */
export interface Writer {
  /** Begins the write; must not throw. */
  begin(): void;
}

/** Well below 128, because reads count as well. */
const MOST = 100;
