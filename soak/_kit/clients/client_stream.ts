import { connectTo, type ServerAddress } from "../servers/server_address.ts";

const LINE_END = 10;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A well-behaved client's side of one stream: whole lines and whole counts of bytes, or an error. */
export class ClientStream implements Disposable {
  readonly #conn: Deno.Conn;
  readonly #signal: AbortSignal;
  readonly #close = () => this[Symbol.dispose]();
  #inbox = new Uint8Array(65_536);
  #from = 0;
  #to = 0;
  #ended = false;

  private constructor(conn: Deno.Conn, signal: AbortSignal) {
    this.#conn = conn;
    this.#signal = signal;
    if (signal.aborted) this.#close();
    else signal.addEventListener("abort", this.#close, { once: true });
  }

  /** @param signal gives the conversation up: every pending wait then fails */
  static async dial(address: ServerAddress, signal: AbortSignal): Promise<ClientStream> {
    return new ClientStream(await connectTo(address), signal);
  }

  /** Sends all of it. */
  async write(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === "string" ? encoder.encode(data) : data;
    for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
  }

  /** Says that nothing more will be said. */
  async closeWrite(): Promise<void> {
    await this.#conn.closeWrite();
  }

  /** The next line, without its end. @throws {Error} when the stream ends first */
  async line(): Promise<string> {
    let scanned = 0;
    while (true) {
      const at = this.#inbox.subarray(this.#from, this.#to).indexOf(LINE_END, scanned);
      if (at >= 0) return decoder.decode(this.#take(at + 1).subarray(0, -1));
      scanned = this.#to - this.#from;
      if (!(await this.#more())) throw new Error("the connection ended where a line was owed");
    }
  }

  /**
   * The next `count` bytes; valid until the next call. @throws {Error} when the stream ends first
   */
  async bytes(count: number): Promise<Uint8Array> {
    while (this.#to - this.#from < count) {
      if (!(await this.#more())) {
        throw new Error(`the connection ended ${count - this.#to + this.#from} bytes early`);
      }
    }
    return this.#take(count);
  }

  /** Everything up to the end of the stream. */
  async rest(): Promise<Uint8Array> {
    while (await this.#more()) continue;
    return this.#take(this.#to - this.#from);
  }

  [Symbol.dispose](): void {
    this.#signal.removeEventListener("abort", this.#close);
    try {
      this.#conn.close();
    } catch {
      // closed already, when the conversation was given up
    }
  }

  #take(count: number): Uint8Array {
    const taken = this.#inbox.subarray(this.#from, this.#from + count);
    this.#from += count;
    return taken;
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    this.#makeRoom();
    const read = await this.#conn.read(this.#inbox.subarray(this.#to));
    if (read === null) this.#ended = true;
    else this.#to += read;
    return !this.#ended;
  }

  /** The bytes taken may still be in use: the rest moves into a new buffer instead of over them. */
  #makeRoom(): void {
    if (this.#to < this.#inbox.length) return;
    const held = this.#inbox.subarray(this.#from, this.#to);
    const inbox = new Uint8Array(Math.max(65_536, held.length * 2));
    inbox.set(held);
    [this.#inbox, this.#from, this.#to] = [inbox, 0, held.length];
  }
}
