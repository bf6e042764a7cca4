/**
 * Which other servers are there: each calls now and then, and one that has not been heard for a
 * while is gone.
 *
 * A server that stops says so; one that crashes, or whose network is cut, cannot. Silence is the only sign
 * there is, so "gone" is a guess with a delay, and a server that was only slow comes back by calling again.
 *
 * Silence says nothing when we ourselves hear nothing. We hear our own calls, too: only the time in
 * which they came back counts, and after a gap everybody has the full time again.
 */
export class Heartbeat {
  readonly #heard = new Map<string, number>();
  /** When our own call came back. */
  #echo: number;

  /**
   * @param silence milliseconds after which a silent server is taken for gone
   * @param now milliseconds of a clock that never goes back
   */
  constructor(readonly silence: number, readonly now: () => number) {
    this.#echo = now();
  }

  /** Notes a call; returns true when that server was not known to be there. */
  heard(server: string): boolean {
    const fresh = !this.#heard.has(server);
    this.#heard.set(server, Math.max(this.now(), this.#heard.get(server) ?? 0));
    return fresh;
  }

  /** Notes that our own call came back: what others send would reach us. */
  echoed(): void {
    if (this.now() - this.#echo > this.silence / 2) this.excuse(0);
    this.#echo = this.now();
  }

  /** Forgets a server that said it stops. */
  gone(server: string): void {
    this.#heard.delete(server);
  }

  /** Forgets and returns the servers that were silent for too long. */
  silent(): string[] {
    const limit = this.#echo - this.silence;
    const servers = [...this.#heard].filter(([, at]) => at < limit).map(([server]) => server);
    for (const server of servers) this.#heard.delete(server);
    return servers;
  }

  /** Counts everybody as heard, now or some milliseconds later: we were the one that was away. */
  excuse(later: number): void {
    for (const [server, at] of this.#heard) this.#heard.set(server, Math.max(at, this.now() + later));
  }
}
