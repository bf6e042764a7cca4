/** How a line is cut. */
export interface LineCut {
  /** Whether the server learns of it; else it goes on as if its clients were there. @default {true} */
  readonly isNoticed?: boolean;
}

/**
 * A line between clients and a server on this machine that can be frozen and cut, as a network does it: what is in it
 * when it freezes never arrives when it is cut.
 */
export class BreakableLine implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  #target: number;
  readonly #pumping = new Set<Promise<void>>();
  readonly #clients = new Set<Deno.TcpConn>();
  readonly #servers = new Set<Deno.TcpConn>();
  readonly #accepting: Promise<void>;
  readonly #frozen = new Set<"there" | "back">();
  /** How many bytes still come through to the server before it freezes. */
  #allowed = Infinity;
  #used = Promise.withResolvers<void>();
  #cut = Promise.withResolvers<void>();
  #isDead = false;

  /** @param target the port of the server */
  constructor(target: number) {
    this.#target = target;
    this.#accepting = this.#accept();
  }

  /** The port for the clients. */
  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  /** From now on nothing arrives, at the server or back from it, and nothing says so. */
  freeze(...ways: ("there" | "back")[]): void {
    for (const way of ways) this.#frozen.add(way);
  }

  /**
   * So many more bytes arrive at the server, over all connections together, then nothing does: how far somebody got is
   * no question of time.
   *
   * @returns once they have arrived
   */
  freezeAfter(bytes: number): Promise<void> {
    this.#allowed = bytes;
    this.#used = Promise.withResolvers();
    return this.#used.promise;
  }

  /** Leads to another port, which the server has got since; that of new connections. */
  lead(target: number): void {
    this.#target = target;
  }

  /** Breaks all connections, with what is in them; until {@linkcode mend}, new ones are broken too. */
  cut({ isNoticed = true }: LineCut = {}): void {
    this.#isDead = true;
    for (const conn of this.#clients) close(conn);
    this.#clients.clear();
    if (isNoticed) { for (const conn of this.#servers) close(conn); }
    this.#cut.resolve();
  }

  /** New connections come through. */
  mend(): void {
    this.#isDead = false;
    this.#frozen.clear();
    this.#allowed = Infinity;
    this.#cut = Promise.withResolvers();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    await this.#accepting;
    await Promise.all(this.#pumping);
  }

  async #accept(): Promise<void> {
    try {
      for await (const client of this.#listener) {
        if (this.#isDead) close(client);
        else await this.#join(client);
      }
    } catch {
      // Closed
    }
  }

  async #join(client: Deno.TcpConn): Promise<void> {
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port: this.#target });
    } catch {
      return close(client); // the server is gone
    }
    this.#clients.add(client);
    this.#servers.add(server);
    const pumping = Promise.all([this.#pumpThere(client, server), this.#pumpBack(server, client)]).then(
      () => {
        this.#clients.delete(client);
        this.#servers.delete(server);
        this.#pumping.delete(pumping);
      },
    );
    this.#pumping.add(pumping);
  }

  async #pumpThere(client: Deno.TcpConn, server: Deno.TcpConn): Promise<void> {
    const { promise: cut } = this.#cut;
    try {
      for await (const bytes of chunks(client)) {
        if (this.#frozen.has("there")) await cut;
        if (!this.#clients.has(client)) return;
        const passing = bytes.subarray(0, this.#allowed);
        this.#allowed -= passing.length;
        await writeAll(server, passing);
        if (this.#allowed > 0) continue;
        this.#used.resolve();
        await cut;
        return;
      }
    } catch {
      // One of the sides is gone
    }
    // A server that does not notice the cut keeps its connection
    if (this.#clients.has(client)) close(server);
  }

  async #pumpBack(server: Deno.TcpConn, client: Deno.TcpConn): Promise<void> {
    const { promise: cut } = this.#cut;
    try {
      for await (const bytes of chunks(server)) {
        if (this.#frozen.has("back")) await cut;
        // What nobody reads any more is lost, and the server does not notice
        if (this.#clients.has(client)) await writeAll(client, bytes);
      }
    } catch {
      // One of the sides is gone
    }
    close(client);
    close(server);
  }
}

async function* chunks(conn: Deno.TcpConn): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(16_384);
  for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) {
    yield buffer.subarray(0, length);
  }
}

async function writeAll(conn: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent));
}

function close(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch {
    // Closed already
  }
}
