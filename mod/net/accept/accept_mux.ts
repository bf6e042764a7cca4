import type { Connection } from "../connection.ts";

/** Where clients come from: a listener, or what stands before one. */
export interface Acceptor {
  /** The next client. @throws {Error} once it is closed, and when it is broken. */
  accept(): Promise<Connection>;
}

/**
 * The next client on any of several listeners. While one is waited for, each listener may accept one; those
 * that were not handed out are kept for the next calls.
 */
export class AcceptMux {
  readonly #acceptors: readonly Acceptor[];
  readonly #pending = new Map<Acceptor, Promise<[Acceptor, Connection]>>();

  /** @param acceptors at least one; their owner closes them. */
  constructor(acceptors: readonly Acceptor[]) {
    this.#acceptors = acceptors;
  }

  /** One call at a time. @throws {Error} what one of the listeners throws; the others go on. */
  next(): Promise<Connection> {
    return this.#acceptors.length === 1 ? this.#acceptors[0]!.accept() : this.#first();
  }

  async #first(): Promise<Connection> {
    for (const acceptor of this.#acceptors) {
      if (!this.#pending.has(acceptor)) this.#pending.set(acceptor, this.#accept(acceptor));
    }
    const [acceptor, connection] = await Promise.race(this.#pending.values());
    this.#pending.delete(acceptor);
    return connection;
  }

  /** Resets the clients that are kept, as the system does with those in the queue of a closed listener. */
  close(): void {
    for (const pending of this.#pending.values()) {
      pending.then(([, connection]) => connection.reset(), () => {/* closed before anybody came */});
    }
    this.#pending.clear();
  }

  async #accept(acceptor: Acceptor): Promise<[Acceptor, Connection]> {
    try {
      return [acceptor, await acceptor.accept()];
    } catch (error) {
      this.#pending.delete(acceptor);
      throw error;
    }
  }
}
