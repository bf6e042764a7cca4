/** Where the relays lead: an echo for streams and one for datagrams, in this very process. */
export class EchoBackends implements Disposable {
  readonly #streams = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #datagrams = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });

  constructor() {
    this.#serve();
    this.#answer();
  }

  get streams(): number {
    return this.#streams.addr.port;
  }

  get datagrams(): number {
    return (this.#datagrams.addr as Deno.NetAddr).port;
  }

  [Symbol.dispose](): void {
    this.#streams.close();
    this.#datagrams.close();
  }

  async #serve(): Promise<void> {
    try {
      while (true) {
        this.#echo(await this.#streams.accept()).catch(() => {/* a bad client behind the relay */});
      }
    } catch {
      // closed at the end of the run
    }
  }

  async #echo(conn: Deno.TcpConn): Promise<void> {
    using _open = conn;
    const block = new Uint8Array(65_536);
    for (let read = await conn.read(block); read !== null; read = await conn.read(block)) {
      for (let sent = 0; sent < read;) sent += await conn.write(block.subarray(sent, read));
    }
    await conn.closeWrite();
  }

  async #answer(): Promise<void> {
    for await (const [datagram, from] of this.#datagrams) {
      await this.#datagrams.send(datagram, from).catch(() => {/* its asker has gone */});
    }
  }
}
