import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";

/** How many passwords are compared at once; each holds a thread and 16 MiB. */
const AT_ONCE = 2;
/** How many more may wait. */
export const MOST_WAITING = 256;

interface Waiting {
  go(turn: Disposable): void;
  refuse(error: HttpError): void;
}

/**
 * Turns for what takes long: a few at a time, one of each network, the networks one after another. When too
 * many wait, the network with the most loses one: nobody keeps out anybody but himself.
 */
export class LoginTurns {
  readonly #running = new Set<string>();
  /** In the order in which the networks have their turn. */
  readonly #waiting = new Map<string, Waiting[]>();
  #count = 0;

  /**
   * Waits for a turn.
   *
   * @param network who asks
   * @returns the turn; disposing of it ends it
   * @throws HttpError 503 when too many wait
   */
  async take(network: string): Promise<Disposable> {
    return await new Promise((go, refuse) => {
      const own = this.#waiting.get(network) ?? [];
      own.push({ go, refuse });
      this.#waiting.set(network, own);
      if (++this.#count > MOST_WAITING) this.#makeRoom();
      this.#next();
    });
  }

  #next(): void {
    for (const [network, waiting] of this.#waiting) {
      if (this.#running.size >= AT_ONCE) return;
      if (this.#running.has(network)) continue;
      const first = waiting.shift()!;
      this.#count--;
      if (waiting.length === 0) this.#waiting.delete(network);
      this.#running.add(network);
      first.go(this.#turn(network));
    }
  }

  #turn(network: string): Disposable {
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        this.#running.delete(network);
        // Its next one comes after those of the others.
        const own = this.#waiting.get(network);
        this.#waiting.delete(network);
        if (own !== undefined) this.#waiting.set(network, own);
        this.#next();
      },
    };
  }

  #makeRoom(): void {
    const [network, most] = [...this.#waiting].reduce((a, b) => b[1].length > a[1].length ? b : a);
    const last = most.pop()!;
    this.#count--;
    if (most.length === 0) this.#waiting.delete(network);
    last.refuse(
      new HttpError(503, msg`Too many are signing in; try again in a moment`, [["retry-after", "2"]]),
    );
  }
}
