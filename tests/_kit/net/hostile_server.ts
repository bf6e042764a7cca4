import { delay } from "@std/async";

/** One client of a {@linkcode HostileServer}, seen from there. */
export class Victim {
  readonly #conn: Deno.Conn;
  readonly #signal: AbortSignal;
  /** Its words so far, a character for each byte. */
  heard = "";

  /** @param signal the server is over */
  constructor(conn: Deno.Conn, signal: AbortSignal) {
    this.#conn = conn;
    this.#signal = signal;
  }

  /** Waits for this many milliseconds. */
  async pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, { signal: this.#signal });
  }

  /** Everything up to and including `end`; the rest stays unread. */
  async until(end: string): Promise<string> {
    const buffer = new Uint8Array(1);
    while (!this.heard.endsWith(end)) {
      if (await this.#conn.read(buffer) === null) throw new Deno.errors.UnexpectedEof();
      this.heard += String.fromCharCode(buffer[0]!);
    }
    return this.heard;
  }

  /** The head of a request. */
  async head(): Promise<string> {
    this.heard = "";
    return await this.until("\r\n\r\n");
  }

  /** Reads `length` bytes and throws them away. */
  async swallow(length: number): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    while (length > 0) {
      const read = await this.#conn.read(buffer.subarray(0, Math.min(buffer.length, length)));
      if (read === null) return;
      length -= read;
    }
  }

  /** Says text, a byte for each character. */
  async say(text: string): Promise<void> {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    for (let at = 0; at < bytes.length;) at += await this.#conn.write(bytes.subarray(at));
  }

  /** Repeats a text, as fast as it is taken. */
  async flood(text: string): Promise<never> {
    const much = text.repeat(Math.ceil(65_536 / text.length));
    while (true) await this.say(much);
  }

  /** Repeats a text slowly: no silence is long, and it never ends. */
  async drip(text: string): Promise<never> {
    while (true) {
      await this.say(text);
      await this.pause(30);
    }
  }

  /** Says and reads nothing until the server ends and sends the client away. */
  silence(): Promise<never> {
    return new Promise(() => {});
  }
}

/** A server that does to each client what a script says, then hangs up. */
export class HostileServer implements Disposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #clients = new Set<Deno.Conn>();
  readonly #over = new AbortController();
  readonly port = this.#listener.addr.port;
  /** How many have come. */
  visits = 0;

  /**
   * @param script what is done to a client; a client that leaves in the middle of it is not an
   * error
   */
  constructor(readonly script: (victim: Victim, visit: number) => Promise<unknown>) {
    this.#serve();
  }

  /** `http://127.0.0.1:PORT` */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async #serve(): Promise<void> {
    for await (const conn of this.#listener) this.#treat(conn);
  }

  async #treat(conn: Deno.Conn): Promise<void> {
    this.#clients.add(conn);
    try {
      await this.script(new Victim(conn, this.#over.signal), this.visits++);
    } catch {
      // The client has left, or the server is over.
    }
    this.#close(conn);
  }

  #close(conn: Deno.Conn): void {
    if (this.#clients.delete(conn)) conn.close();
  }

  [Symbol.dispose](): void {
    this.#over.abort();
    this.#listener.close();
    for (const conn of this.#clients) this.#close(conn);
  }
}
