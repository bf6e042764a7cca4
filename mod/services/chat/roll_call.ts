/**
 * Which other servers are there: each calls now and then, and who has not been heard for a while is gone.
 *
 * A server that stops says so; one that crashes, or whose network is cut, cannot. Silence is the only sign there is, so
 * "gone" is a guess with a delay, and a server that was only slow comes back by calling again.
 */
export class RollCall {
  readonly #heard = new Map<string, number>();

  /**
   * @param silence milliseconds after which a silent server is taken for gone
   * @param now milliseconds of a clock that never goes back
   */
  constructor(readonly silence: number, readonly now: () => number) {}

  /** Notes a call; returns true when that server was not known to be there. */
  heard(server: string): boolean {
    const fresh = !this.#heard.has(server);
    this.#heard.set(server, this.now());
    return fresh;
  }

  /** Forgets a server that said it stops. */
  gone(server: string): void {
    this.#heard.delete(server);
  }

  /** Forgets and returns the servers that were silent for too long. */
  silent(): string[] {
    const limit = this.now() - this.silence;
    const servers = [...this.#heard].filter(([, at]) => at < limit).map(([server]) => server);
    for (const server of servers) this.#heard.delete(server);
    return servers;
  }

  /** Counts everybody as just heard: we were the one that was away. */
  excuse(): void {
    for (const server of this.#heard.keys()) this.#heard.set(server, this.now());
  }
}
