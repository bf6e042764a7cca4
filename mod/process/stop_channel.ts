import type { StopSignal } from "./stop_signals.ts";

/**
 * # Asking a program of ours to stop, where no signal can
 *
 * The one that starts it listens on a port of this machine and tells the program in its environment where:
 * `NETLAB_STOP_CHANNEL=PORT:HELLO:KEY`. The program connects and says HELLO, is told KEY and `here`, and
 * from then on KEY and the name of a signal mean what that signal means. When the connection ends, whoever
 * started it is gone, and it stops as well (`stop_requests.ts`).
 *
 * Why not its standard input, which ends by itself when we do? Because that is the keyboard of a client,
 * and nothing that is typed may ever stop a program. Why two secrets of 128 bits, in an environment that
 * only its owner can read? So that neither somebody else's connection is taken for our program, nor
 * somebody else on a port that was ours can stop it. The program takes the variable out of its
 * environment, so that programs which it starts in its turn do not take the request for theirs.
 */
export class StopChannel implements Disposable {
  readonly #hello = secret();
  readonly #key = secret();
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #requests: string[] = ["here"];
  readonly #strangers = new Set<Deno.Conn>();
  #program: Deno.Conn | undefined;
  #sending = Promise.resolve();
  #closed = false;

  constructor() {
    this.#listener.unref();
    this.#accept();
  }

  /** What the program has to have in its environment. */
  get env(): Record<string, string> {
    return { [STOP_CHANNEL]: `${this.#listener.addr.port}:${this.#hello}:${this.#key}` };
  }

  /** Asks the program, now or as soon as it has come. */
  request(signal: StopSignal): void {
    if (this.#requests.push(signal) > MOST_REQUESTS) this.#requests.pop();
    this.#send();
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    close(this.#listener);
    close(this.#program);
    this.#strangers.forEach(close);
  }

  async #accept(): Promise<void> {
    try {
      while (this.#program === undefined) {
        this.#meet(await this.#listener.accept());
        if (this.#strangers.size > MOST_STRANGERS) close([...this.#strangers][0]);
      }
    } catch {
      // Closed: nobody is waited for any more
    }
  }

  /** Only our program knows the word; anybody else is sent away after a while, or when there are too many. */
  async #meet(conn: Deno.Conn): Promise<void> {
    this.#strangers.add(conn);
    const timer = setTimeout(() => close(conn), PATIENCE);
    const said = await readLine(conn, this.#hello.length).catch(() => undefined);
    clearTimeout(timer);
    this.#strangers.delete(conn);
    if (said !== this.#hello || this.#closed || this.#program !== undefined) return close(conn);
    this.#program = conn;
    close(this.#listener);
    this.#send();
  }

  #send(): void {
    const program = this.#program;
    if (program === undefined) return;
    const text = this.#requests.splice(0).map((word) => `${this.#key} ${word}\n`).join("");
    this.#sending = this.#sending.then(() => writeAll(program, text)).catch(() => {/* it has ended */});
  }
}

/** The variable's name. */
export const STOP_CHANNEL = "NETLAB_STOP_CHANNEL";

/** Milliseconds that somebody who connects has to say who it is: a program that starts may be busy for long. */
const PATIENCE = 60_000;
const MOST_STRANGERS = 64;
const MOST_REQUESTS = 16;

function secret(): string {
  return crypto.randomUUID().replaceAll("-", "") + crypto.randomUUID().replaceAll("-", "");
}

/**
 * A line without its end.
 *
 * @returns `undefined` when it is longer than `limit`, or the stream ends before it does.
 */
export async function readLine(conn: Deno.Conn, limit: number): Promise<string | undefined> {
  const bytes = new Uint8Array(limit + 1);
  for (let got = 0; got < bytes.length;) {
    // Byte by byte, so that nothing of the next line is taken
    const count = await conn.read(bytes.subarray(got, got + 1));
    if (count === null) return undefined;
    if (bytes[got] === NEWLINE) return new TextDecoder().decode(bytes.subarray(0, got));
    got += count;
  }
  return undefined;
}

const NEWLINE = 10;

async function writeAll(conn: Deno.Conn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent));
}

function close(resource: { close(): void } | undefined): void {
  try {
    resource?.close();
  } catch {
    // It was closed already
  }
}
