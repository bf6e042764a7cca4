import { msg } from "../../../i18n/message.ts";
import type { SocketAddress } from "../../../net/address/socket_address.ts";
import { hostOf } from "../../../net/address/host_of.ts";
import { Semaphore } from "../../../server/semaphore.ts";
import { HttpError } from "../../wire/http_error.ts";

/** How many searches there may be. */
export interface SearchLimits {
  /** At work at a time; the others wait for their turn. */
  readonly working: number;
  /** Of one network, those that wait included. */
  readonly each: number;
}

/** The defaults. */
export const SEARCH_LIMITS: SearchLimits = { working: 4, each: 8 };

/** A search that may begin when its turn has come. */
export interface SearchTurn {
  /** Waits for it. @returns undefined when the signal aborted first */
  readonly wait: (signal: AbortSignal) => Promise<Disposable | undefined>;
  /** The search is over, or was given up; calling it again has no effect. */
  readonly release: () => void;
}

/**
 * Bounds what searching costs. A page searches while its reader types, and a class does so at the same time:
 * a few searches work, the others wait, and no network has more than its share of those that do.
 */
export class SearchLimit {
  readonly #limits: SearchLimits;
  readonly #working: Semaphore;
  readonly #searches = new Map<string, number>();

  constructor(limits: Partial<SearchLimits> = {}) {
    this.#limits = { ...SEARCH_LIMITS, ...limits };
    this.#working = new Semaphore(this.#limits.working);
  }

  /** A search is asked for. @throws HttpError 503 when its network has too many already */
  begin(client: SocketAddress): SearchTurn {
    const network = hostOf(client);
    const others = this.#searches.get(network) ?? 0;
    if (others >= this.#limits.each) {
      throw new HttpError(503, msg`Too many searches are under way, try again`, [["retry-after", "1"]]);
    }
    this.#searches.set(network, others + 1);
    let open = true;
    return {
      wait: (signal) => this.#working.acquire(signal),
      release: () => {
        if (open) this.#end(network);
        open = false;
      },
    };
  }

  #end(network: string): void {
    const left = this.#searches.get(network)! - 1;
    if (left === 0) this.#searches.delete(network);
    else this.#searches.set(network, left);
  }
}
