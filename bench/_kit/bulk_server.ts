const MIB = 2 ** 20;

/** Sends a fixed number of bytes to everybody who has said something, then ends. */
export class BulkServer implements Disposable {
  readonly #listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
    this.#serve();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }

  async #serve(): Promise<void> {
    try {
      while (true) this.#pour(await this.#listener.accept()).catch(() => {/* the client left */});
    } catch {
      // Closed at the end of the comparison.
    }
  }

  async #pour(conn: Deno.TcpConn): Promise<void> {
    using _open = conn;
    const block = new Uint8Array(MIB);
    if (await conn.read(block) === null) return;
    for (let left = this.#size; left > 0;) left -= await conn.write(block.subarray(0, Math.min(left, MIB)));
  }
}
