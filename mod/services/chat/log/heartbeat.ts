/**
 * Which other servers are there: each calls now and then, and one that has not been heard for a
 * while is gone.
 *
 * A server that stops says so; one that crashes, or whose network is cut, cannot. Silence is the only sign
 * there is, so "gone" is a guess with a delay, and a server that was only slow has to come in again.
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

  /** Notes a call of a server that is expected. */
  heard(server: string): void {
    const before = this.#heard.get(server);
    if (before !== undefined) this.#heard.set(server, Math.max(this.now(), before));
  }

  /** Notes that our own call came back: what others send would reach us. */
  echoed(): void {
    if (this.now() - this.#echo > this.silence / 2) this.excuse(0);
    this.#echo = this.now();
  }

  /** Sets whose calls are expected; those who were not have the full time from now on. */
  expect(servers: Iterable<string>): void {
    const expected = new Set(servers);
    for (const server of this.#heard.keys()) if (!expected.has(server)) this.#heard.delete(server);
    for (const server of expected) if (!this.#heard.has(server)) this.#heard.set(server, this.now());
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
