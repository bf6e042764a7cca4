/** Where streams arrive: a plain TCP socket. Its visitors are waited for, or all received in the same way. */
export class Backend implements Disposable {
  readonly #listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  readonly #here: Deno.Conn[] = [];
  readonly #waiting: ((visitor: Deno.Conn) => void)[] = [];
  #receive: ((visitor: Deno.Conn) => void) | undefined;

  constructor() {
    this.#acceptAll().catch(() => {/* closed */});
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** The next visitor. */
  accept(): Promise<Deno.Conn> {
    const visitor = this.#here.shift();
    if (visitor !== undefined) return Promise.resolve(visitor);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** From now on every visitor is received like this; with `undefined` they are waited for. */
  receive(how: ((visitor: Deno.Conn) => void) | undefined): void {
    this.#receive = how;
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }

  async #acceptAll(): Promise<void> {
    for await (const visitor of this.#listener) {
      const visit = this.#receive ?? this.#waiting.shift();
      if (visit === undefined) this.#here.push(visitor);
      else visit(visitor);
    }
  }
}
