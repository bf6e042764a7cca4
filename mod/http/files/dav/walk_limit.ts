import { hostOf } from "../../../net/address/host_of.ts";
import type { SocketAddress } from "../../../net/address/socket_address.ts";
import { Semaphore } from "../../../server/semaphore.ts";
import { busy } from "../refused_file.ts";

/** How many folders are told about at a time. */
export interface WalkLimits {
  /** In all; the others wait for their turn. */
  readonly working: number;
  /** To one network, those that wait included. */
  readonly each: number;
}

/** The defaults. */
export const WALK_LIMITS: WalkLimits = { working: 64, each: 32 };

/**
 * Bounds what PROPFIND keeps in memory: the names of a folder, megabytes of a large one, for as long as its
 * reader takes.
 */
export class WalkLimit {
  readonly #limits: WalkLimits;
  readonly #working: Semaphore;
  readonly #networks = new Map<string, number>();

  /** @param limits those that differ from the defaults */
  constructor(limits: Partial<WalkLimits> = {}) {
    this.#limits = { ...WALK_LIMITS, ...limits };
    this.#working = new Semaphore(this.#limits.working);
  }

  /**
   * Somebody asks about a folder.
   *
   * @returns what waits for his turn, and ends it
   * @throws HttpError 503 when his network has too many already
   */
  begin(client: SocketAddress): { wait(signal: AbortSignal): Promise<Disposable | undefined>; end(): void } {
    const network = hostOf(client);
    const others = this.#networks.get(network) ?? 0;
    if (others >= this.#limits.each) throw busy();
    this.#networks.set(network, others + 1);
    return { wait: (signal) => this.#working.acquire(signal), end: () => this.#end(network) };
  }

  #end(network: string): void {
    const left = this.#networks.get(network)! - 1;
    if (left === 0) this.#networks.delete(network);
    else this.#networks.set(network, left);
  }
}
