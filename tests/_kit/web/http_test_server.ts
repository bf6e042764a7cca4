import { delay } from "@std/async";
import { httpConnectionHandler } from "../../../mod/http/wire/http_connection_handler.ts";
import type { HttpLimits } from "../../../mod/http/wire/watchdog.ts";
import { Watchdog } from "../../../mod/http/wire/watchdog.ts";
import type { HttpHandler } from "../../../mod/http/wire/message.ts";
import { latin1Bytes } from "../latin1.ts";
import { readAll } from "../net/read_all.ts";
import { runServer } from "../../../mod/server/open_server.ts";

/** An HTTP handler on a port of its own, for the length of a test. */
export class HttpTestServer implements AsyncDisposable {
  /** Its log. */
  readonly log: string[] = [];
  readonly #stop = new AbortController();
  #serving: Promise<void> = Promise.resolve();
  port = 0;

  /** Starts it. */
  static async start(pages: HttpHandler, limits?: Partial<HttpLimits>): Promise<HttpTestServer> {
    const server = new HttpTestServer();
    const listening = Promise.withResolvers<void>();
    const handler = httpConnectionHandler(pages, {
      watchdog: new Watchdog(20),
      ...(limits ? { limits } : {}),
    });
    server.#serving = runServer(handler, undefined, {
      port: 0,
      hostname: "127.0.0.1",
      grace: 500,
      signal: server.#stop.signal,
      log: (line) => server.log.push(String(line)),
      onListen: ({ port }) => {
        server.port = port;
        listening.resolve();
      },
    });
    await listening.promise;
    return server;
  }

  /** `http://127.0.0.1:PORT` */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Sends text as it is and returns everything that comes back before the server closes. */
  async exchange(text: string): Promise<string> {
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
    await conn.write(latin1Bytes(text));
    return await readAll(conn);
  }

  /** The same, a byte at a time. */
  async exchangeSlowly(text: string): Promise<string> {
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
    conn.setNoDelay(true);
    const all = readAll(conn);
    for (const byte of latin1Bytes(text)) {
      await conn.write(Uint8Array.of(byte));
      await delay(0);
    }
    return await all;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#serving;
  }
}

/** The status lines in what a server said. */
export function statuses(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
}
