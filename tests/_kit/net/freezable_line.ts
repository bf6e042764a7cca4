/**
 * A TCP line to a server that can be made to stand still: what is sent is neither lost nor refused, and does not
 * arrive.
 */
export class FreezableLine implements AsyncDisposable {
  readonly #listener: Deno.TcpListener;
  readonly #port: number;
  readonly #open = new Set<Deno.Conn>();
  #thawed: Promise<void> = Promise.resolve();
  #thaw: () => void = () => {};
  /** So many bytes more may come from the server. */
  #left = Infinity;

  /** @param port of the server, on this machine */
  constructor(port: number) {
    this.#port = port;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    void this.#accept();
  }

  /** The port of this end. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Whether it stands still. */
  get isFrozen(): boolean {
    return this.#left <= 0;
  }

  /** From now on nothing arrives; or from when so many bytes more have come from the server. */
  freeze(after = 0): void {
    this.#left = after;
    if (after === 0) this.#freeze();
  }

  /** What has been sent meanwhile arrives. */
  thaw(): void {
    this.#left = Infinity;
    this.#thaw();
  }

  /** All connections break. */
  cut(): void {
    for (const connection of this.#open) close(connection);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.thaw();
    this.cut();
    await Promise.resolve();
  }

  #freeze(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#thawed = promise;
    this.#thaw = resolve;
  }

  async #accept(): Promise<void> {
    for await (const near of this.#listener) {
      const far = await Deno.connect({ hostname: "127.0.0.1", port: this.#port }).catch(() => undefined);
      if (far === undefined) close(near);
      else {for (const [from, to] of [[near, far], [far, near]] as const) {
          void this.#carry(from, to, from === far);
        }}
    }
  }

  async #carry(from: Deno.Conn, to: Deno.Conn, isFromServer: boolean): Promise<void> {
    this.#open.add(from);
    const buffer = new Uint8Array(65_536);
    try {
      while (true) {
        const count = await from.read(buffer);
        if (isFromServer && this.#left > 0) {
          this.#left -= count ?? 0;
          if (this.#left <= 0) this.#freeze();
        }
        await this.#thawed;
        if (count === null) break;
        for (let done = 0; done < count;) done += await to.write(buffer.subarray(done, count));
      }
    } catch {
      // One end is gone; so is the other.
    }
    this.#open.delete(from);
    close(from);
    close(to);
  }
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}
