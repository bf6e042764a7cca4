import { PLAIN } from "../program/netlab.ts";

/**
 * A line client that is not ours, in a room: the lines it has read, and the lines it is made to
 * say.
 */
export class ChatPeer implements AsyncDisposable {
  /** Every line it has been sent so far. */
  readonly lines: string[] = [];
  readonly child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  #news = Promise.withResolvers<void>();
  #ended = false;

  /** @param stderr whether its standard error counts among its lines */
  constructor(program: string, args: string[], stderr = false) {
    const streams = { stdin: "piped", stdout: "piped", stderr: stderr ? "piped" : "null" } as const;
    this.child = new Deno.Command(program, { args, env: PLAIN, ...streams }).spawn();
    this.#writer = this.child.stdin.getWriter();
    const outputs = [this.#read(this.child.stdout), ...(stderr ? [this.#read(this.child.stderr)] : [])];
    this.#reading = Promise.all(outputs).then(() => this.#end());
  }

  /** `nc`, joined under a name. */
  static nc(port: number, name: string): Promise<ChatPeer> {
    return ChatPeer.joined(new ChatPeer("nc", ["127.0.0.1", String(port)]), name);
  }

  /** `socat`, joined under a name. */
  static socat(port: number, name: string): Promise<ChatPeer> {
    return ChatPeer.joined(new ChatPeer("socat", ["-", `TCP:127.0.0.1:${port}`]), name);
  }

  /** `ncat`, joined under a name. */
  static ncat(port: number, name: string): Promise<ChatPeer> {
    return ChatPeer.joined(new ChatPeer("ncat", ["127.0.0.1", String(port)]), name);
  }

  /** Answers the question for the name and waits until it is in. */
  static async joined(peer: ChatPeer, name: string): Promise<ChatPeer> {
    await peer.until("What is your name?");
    peer.say(name);
    await peer.until(/^\* (Here with you|Nobody else)/);
    return peer;
  }

  /** Sends a line. */
  say(line: string): void {
    this.send(`${line}\n`);
  }

  /** Sends text as it is. */
  send(text: string): void {
    this.#writer.write(new TextEncoder().encode(text)).catch(() => {/* the peer has ended */});
  }

  /** Stops talking: ends its side of the connection. */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => {/* the peer has ended */});
  }

  /**
   * Waits for a line that begins with the text, or matches, and returns it. Fails after half a
   * minute or at the end.
   */
  async until(wanted: string | RegExp): Promise<string> {
    const matches = (line: string) =>
      typeof wanted === "string" ? line.startsWith(wanted) : wanted.test(line);
    const timer = setTimeout(() => this.#end(), 30_000);
    try {
      while (true) {
        const found = this.lines.find(matches);
        if (found !== undefined) return found;
        if (this.#ended) throw new Error(`Never read: ${wanted}\n${this.lines.join("\n")}`);
        await this.#news.promise;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits until the server has closed the connection. */
  async ended(): Promise<void> {
    await this.#reading;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.#writer.abort().catch(() => {/* closed already */});
    await this.#reading;
    await this.child.status;
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    let rest = "";
    const pieces = stream.pipeThrough(new TextDecoderStream());
    for await (const piece of pieces) {
      const lines = (rest + piece).split("\n");
      rest = lines.pop()!;
      this.lines.push(...lines);
      this.#tell();
    }
  }

  #end(): void {
    this.#ended = true;
    this.#tell();
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}
