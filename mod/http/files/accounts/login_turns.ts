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
 * Turns for what takes long: a few at a time, one of each network, the networks one after another. Those that
 * have guessed wrong lately come after those that have not, the more the later; so hundreds of networks that
 * guess hold up somebody who signs in for the first time only as long as each of them is new as well.
 *
 * When too many wait, somebody is sent away: of the networks that have guessed wrong as long as there are any,
 * of the network with the most, and of several with as many of any.
 */
export class LoginTurns {
  readonly #wrongOf: (network: string) => number;
  readonly #running = new Set<string>();
  /** In the order in which the networks have their turn. */
  readonly #waiting = new Map<string, Waiting[]>();
  #count = 0;

  /** @param wrongOf how often a network has guessed wrong lately */
  constructor(wrongOf: (network: string) => number = () => 0) {
    this.#wrongOf = wrongOf;
  }

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
    while (this.#running.size < AT_ONCE) {
      const network = leastBy(this.#networks(), this.#wrongOf);
      if (network === undefined) return;
      const first = this.#takeOf(network, 0);
      this.#running.add(network);
      first.go(this.#turn(network));
    }
  }

  /** Those whose turn it may be. */
  #networks(): string[] {
    return [...this.#waiting.keys()].filter((network) => !this.#running.has(network));
  }

  #takeOf(network: string, at: number): Waiting {
    const own = this.#waiting.get(network)!;
    const [taken] = own.splice(at, 1);
    this.#count--;
    if (own.length === 0) this.#waiting.delete(network);
    return taken!;
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
    const all = [...this.#waiting.keys()];
    const guessing = all.filter((network) => this.#wrongOf(network) > 0);
    const candidates = guessing.length > 0 ? guessing : all;
    const most = Math.max(...candidates.map((network) => this.#waiting.get(network)!.length));
    const equal = candidates.filter((network) => this.#waiting.get(network)!.length === most);
    this.#takeOf(equal[Math.floor(Math.random() * equal.length)]!, most - 1).refuse(
      new HttpError(503, msg`Too many are signing in; try again in a moment`, [["retry-after", "2"]]),
    );
  }
}

/** The first of those with the least; undefined when there are none. */
function leastBy(networks: readonly string[], countOf: (network: string) => number): string | undefined {
  let least: { network: string; count: number } | undefined;
  for (const network of networks) {
    const count = countOf(network);
    if (least === undefined || count < least.count) least = { network, count };
  }
  return least?.network;
}
