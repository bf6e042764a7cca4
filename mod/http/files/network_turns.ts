import type { SocketAddress } from "../../net/address/socket_address.ts";
import { hostOf } from "../../net/address/host_of.ts";
import { Semaphore } from "../../server/semaphore.ts";
import type { HttpError } from "../wire/http_error.ts";

/** How much of one kind of work there may be. */
export interface TurnLimits {
  /** At work at a time; the others wait for their turn. */
  readonly working: number;
  /** Of one network, those that wait included. */
  readonly each: number;
}

/** Work that may begin when its turn has come. */
export interface WorkTurn {
  /** Waits for it. @returns undefined when the signal aborted first */
  readonly wait: (signal: AbortSignal) => Promise<Disposable | undefined>;
  /** The work is over, or was given up; calling it again has no effect. */
  readonly release: () => void;
}

/** Bounds work that is dear: a few are at it, the others wait, and no network has more than its share of both. */
export class NetworkTurns {
  readonly #each: number;
  readonly #working: Semaphore;
  readonly #networks = new Map<string, number>();
  readonly #refusal: () => HttpError;

  /** @param refusal what is said to a network that has too many */
  constructor({ working, each }: TurnLimits, refusal: () => HttpError) {
    this.#each = each;
    this.#working = new Semaphore(working);
    this.#refusal = refusal;
  }

  /** Somebody asks for such work. @throws HttpError the refusal, when his network has too many already */
  begin(client: SocketAddress): WorkTurn {
    const network = hostOf(client);
    const others = this.#networks.get(network) ?? 0;
    if (others >= this.#each) throw this.#refusal();
    this.#networks.set(network, others + 1);
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
    const left = this.#networks.get(network)! - 1;
    if (left === 0) this.#networks.delete(network);
    else this.#networks.set(network, left);
  }
}
