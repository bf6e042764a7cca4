import { join } from "@std/path";
import { freePort } from "../net/free_port.ts";

/** The settings of a server, besides its port. */
export interface NatsSettings {
  /** More lines of its configuration file: users, tokens, TLS. */
  config?: string;
  /** Whether it keeps streams. @default {true} */
  jetStream?: boolean;
}

/** A real NATS server with JetStream, for the length of a test. */
export class NatsServer implements AsyncDisposable {
  readonly #folder: string;
  #child: Deno.ChildProcess | undefined;
  #settings: NatsSettings;

  private constructor(folder: string, readonly port: number, settings: NatsSettings) {
    this.#folder = folder;
    this.#settings = settings;
  }

  /**
   * Starts `nats-server` and waits until it takes clients. @param port free, and free again when it is
   * restarted
   */
  static async start(port = freePort(), settings: NatsSettings = {}): Promise<NatsServer> {
    const server = new NatsServer(await Deno.makeTempDir(), port, settings);
    await server.restart();
    return server;
  }

  /** As `--bus` takes it. */
  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** Starts it again, on the same port and with everything it had stored. */
  async restart(settings: NatsSettings = this.#settings): Promise<void> {
    await this.#configure(settings);
    const args = ["-c", this.#file];
    this.#child = new Deno.Command("nats-server", { args, stdout: "null", stderr: "null" }).spawn();
    for (let tries = 0; tries < 100 && !(await this.#answers()); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Makes it read another configuration while it runs. */
  async reload(settings: NatsSettings): Promise<void> {
    await this.#configure(settings);
    this.signal("SIGHUP");
  }

  signal(signal: Deno.Signal): void {
    this.#child?.kill(signal);
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

  /** Deletes everything it has stored, while it is not running. */
  async forget(): Promise<void> {
    await Deno.remove(join(this.#folder, "store"), { recursive: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Deno.remove(this.#folder, { recursive: true });
  }

  get #file(): string {
    return join(this.#folder, "nats.conf");
  }

  async #configure(settings: NatsSettings): Promise<void> {
    this.#settings = settings;
    const { config = "", jetStream = true } = settings;
    const store = `jetstream { store_dir: "${join(this.#folder, "store")}" }`;
    const lines = [`listen: "127.0.0.1:${this.port}"`, jetStream ? store : "", config, ""];
    await Deno.writeTextFile(this.#file, lines.join("\n"));
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
