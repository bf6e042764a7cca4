import { onAbort } from "../../../net/connection/on_abort.ts";

/** The most bytes of a recording that are kept: what comes after is not shown by a page, and is counted. */
const MOST_BYTES = 512 << 20;

/**
 * The events of a recording as lines of JSON, for everybody who looks at its page: whoever comes late is told
 * everything from the beginning.
 */
export class EventFeed {
  readonly #lines: string[] = [];
  readonly #most: number;
  #size = 0;
  #ended = false;
  #changed = Promise.withResolvers<void>();
  /** How many lines were not kept. */
  left = 0;

  /** @param most bytes that are kept */
  constructor(most: number = MOST_BYTES) {
    this.#most = most;
  }

  /** How many lines there are. */
  get count(): number {
    return this.#lines.length;
  }

  /** Takes an event, as plain data. */
  add(event: object): void {
    this.addLine(JSON.stringify(event));
  }

  /** Takes an event that is a line already, without its end. */
  addLine(line: string): void {
    if (this.#ended || this.#size + line.length > this.#most) {
      this.left++;
      return;
    }
    this.#size += line.length;
    this.#lines.push(line);
    this.#wake();
  }

  /** No more will come. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /**
   * The lines from one on, as many at once as there are, until the recording ends.
   *
   * @param from the number of the first, from 0
   * @param signal ends it
   */
  async *read(from: number, signal: AbortSignal): AsyncGenerator<readonly string[]> {
    const stopped = Promise.withResolvers<void>();
    using _stopping = onAbort(signal, () => stopped.resolve());
    for (let at = Math.min(from, this.count); !signal.aborted;) {
      const changed = this.#changed.promise;
      if (at < this.count) {
        const lines = this.#lines.slice(at, at + AT_ONCE);
        at += lines.length;
        yield lines;
      } else if (this.#ended) return;
      else await Promise.race([changed, stopped.promise]);
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

/** Lines that are handed on at once: a message of a WebSocket. */
const AT_ONCE = 500;
