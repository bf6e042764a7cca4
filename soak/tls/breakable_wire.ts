import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** What TLS runs over: TCP that passes everything on, and can break every connection off with a reset. */
export class BreakableWire implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port of loopback; its far end is told by {@linkcode BreakableWire.leadTo}. */
  static async listen(): Promise<BreakableWire> {
    const server = createServer({ allowHalfOpen: true });
    const wire = new BreakableWire(server);
    server.on("connection", (near) => wire.#join(near));
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return wire;
  }

  #to = 0;

  /** Where the next connections lead. */
  leadTo(port: number): void {
    this.#to = port;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Breaks off every connection, towards both sides. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.reset();
    await new Promise((closed) => this.#server.close(closed));
  }

  #join(near: Socket): void {
    const far = connect({ host: "127.0.0.1", port: this.#to, allowHalfOpen: true });
    for (const [one, other] of [[near, far], [far, near]] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => this.#sockets.delete(one));
    }
  }
}
