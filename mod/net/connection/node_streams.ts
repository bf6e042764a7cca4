import type { Readable, Writable } from "node:stream";

/**
 * Bytes kept before the stream is told to pause. A pipe gives half of it at once, and not every
 * piece should pause it.
 */
const MOST = 128 * 1024;

/** What makes a stream's peer wait. */
export interface FlowControl {
  /** Nothing more is to come, but what is on its way. */
  pause(): unknown;
  /** More may come. */
  resume(): unknown;
}

/**
 * # Streams of Node, pulled
 *
 * The streams of the `node:` modules (TLS, sockets with a local address of our choice, the pipes of
 * a child process) push their data; everything here pulls. Pushed data is kept here and not in the
 * stream, which throws its own buffer away as soon as anything fails. So the last words of a peer
 * that vanished are still delivered. A write waits until the bytes have been handed to the system.
 *
 * One read and one write at a time, as on a connection.
 */
export class NodeStreams {
  readonly #source: Readable | undefined;
  readonly #sink: Writable | undefined;
  readonly #flow: FlowControl | undefined;
  readonly #held: Uint8Array[] = [];
  #size = 0;
  #ended = false;
  #failure: Error | undefined;
  #changed: (() => void) | undefined;
  #open = true;

  /**
   * Drives two streams and takes ownership of them.
   *
   * @param source and sink may be the two sides of one duplex stream; without one, there is nothing to read,
   * or to write to.
   * @param flow what is paused while too much waits to be read; the source itself, where nothing else is given.
   */
  constructor(
    source: Readable | undefined,
    sink: Writable | undefined,
    flow: FlowControl | undefined = source,
  ) {
    this.#source = source;
    this.#sink = sink;
    this.#flow = flow;
    this.#listen();
  }

  /**
   * At least one byte, or `null` at the end of the stream.
   *
   * @throws {Error} when the stream has failed, after all that came before was read.
   */
  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#size === 0) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#ended || !this.#open) return null;
      await new Promise<void>((resolve) => this.#changed = resolve);
    }
    const count = this.#give(buffer);
    if (this.#size < MOST) this.#flow!.resume();
    return count;
  }

  /**
   * All of the bytes; they may be changed again when the promise settles. @throws {Error} when the peer is
   * gone.
   */
  write(bytes: Uint8Array): Promise<void> {
    const sink = this.#sink!;
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const gone = () => reject(this.#failure ?? brokenPipe());
      sink.once("close", gone);
      sink.write(bytes, (error) => {
        sink.off("close", gone);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Says that nothing more will be written. A peer that has gone is not an error here. */
  closeWrite(): Promise<void> {
    const sink = this.#sink;
    if (sink === undefined || sink.writableEnded || sink.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      sink.once("close", resolve);
      sink.end(() => resolve());
    });
  }

  /**
   * Releases both streams; a waiting read sees the end of the stream. Calling it again has no
   * effect.
   */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#source?.destroy();
    this.#sink?.destroy();
    this.#wake();
  }

  /** As many of the kept bytes as fit. */
  #give(buffer: Uint8Array): number {
    let count = 0;
    while (this.#held.length > 0 && count < buffer.length) {
      const first = this.#held[0]!;
      const part = first.subarray(0, buffer.length - count);
      buffer.set(part, count);
      count += part.length;
      if (part.length === first.length) this.#held.shift();
      else this.#held[0] = first.subarray(part.length);
    }
    this.#size -= count;
    return count;
  }

  #listen(): void {
    const [source, sink] = [this.#source, this.#sink];
    source?.on("data", (bytes: Uint8Array) => this.#take(bytes));
    source?.on("end", () => this.#end());
    source?.on("close", () => this.#end());
    source?.on("error", (error: Error) => this.#fail(error));
    if (sink !== (source as unknown)) sink?.on("error", () => {/* told by the writes */});
    // Events from before we listened are not repeated.
    if (source?.errored) this.#fail(source.errored);
    if (source?.destroyed) this.#end();
  }

  #take(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= MOST) this.#flow!.pause();
    this.#wake();
  }

  #end(): void {
    this.#ended = true;
    this.#wake();
  }

  #fail(error: Error): void {
    this.#failure = error;
    this.#wake();
  }

  #wake(): void {
    const changed = this.#changed;
    this.#changed = undefined;
    changed?.();
  }
}

function brokenPipe(): Error {
  return Object.assign(new Error("Broken pipe"), { code: "EPIPE" });
}
