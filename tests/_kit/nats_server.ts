/** A real NATS server with JetStream, for the length of a test. */
export class NatsServer implements AsyncDisposable {
  readonly #folder: string;
  #child: Deno.ChildProcess | undefined;

  private constructor(folder: string, readonly port: number) {
    this.#folder = folder;
  }

  /** Starts `nats-server` and waits until it takes clients. @param port free, and free again when it is restarted */
  static async start(port = freePort()): Promise<NatsServer> {
    const server = new NatsServer(await Deno.makeTempDir(), port);
    await server.restart();
    return server;
  }

  /** As `--bus` takes it. */
  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** Starts it again, on the same port and with what it had stored. */
  async restart(): Promise<void> {
    const args = ["-a", "127.0.0.1", "-p", String(this.port), "-js", "-sd", this.#folder];
    this.#child = new Deno.Command("nats-server", { args, stdout: "null", stderr: "null" }).spawn();
    for (let tries = 0; tries < 100 && !(await this.#answers()); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Kills it, as a crash would. */
  async stop(): Promise<void> {
    try {
      this.#child?.kill("SIGKILL");
    } catch {
      // It has ended by itself, when its port was taken while it was away.
    }
    await this.#child?.status;
    this.#child = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #answers(): Promise<boolean> {
    try {
      using connection = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
      return await connection.read(new Uint8Array(64)) !== null;
    } catch {
      return false; // not yet
    }
  }
}

/** nats-server cannot tell which port it chose, so one is borrowed from the system. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
