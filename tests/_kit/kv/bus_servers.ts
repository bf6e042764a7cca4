import { Redis } from "npm:ioredis@6.0.0";
import { Server, type ServerOptions } from "../program/server.ts";

/** A `netlab kv serve --bus` and a client of it that we did not write, for the length of a test. */
export class BusServer implements AsyncDisposable {
  readonly #clients: Redis[] = [];

  private constructor(readonly server: Server) {}

  /** @param bus as `--bus` takes it */
  static async start(
    bus: string,
    args: readonly string[] = [],
    options: ServerOptions = {},
  ): Promise<BusServer> {
    const server = await Server.start(
      ["kv", "serve", "0", "--host", "127.0.0.1", "--bus", bus, ...args],
      options,
    );
    return new BusServer(server);
  }

  /** A client that waits for nothing and does not come back by itself. */
  client(): Redis {
    const client = new Redis({
      host: "127.0.0.1",
      port: this.server.port,
      retryStrategy: null,
      maxRetriesPerRequest: 0,
    });
    client.on("error", () => {/* told by the command that it belongs to */});
    this.#clients.push(client);
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of this.#clients) {
      const ended = new Promise((resolve) => each.once("end", resolve));
      if (each.status === "end") continue;
      each.disconnect();
      await ended;
    }
    await this.server[Symbol.asyncDispose]();
  }
}

/** What a command answers, or the error as it is told. */
export function answerOf(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error) => `-${error.message}`);
}
