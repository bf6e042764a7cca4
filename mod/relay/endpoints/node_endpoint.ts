import type { Readable, Writable } from "node:stream";
import type { RelayContext } from "../context.ts";
import type { NamedEnd, RelayEndpoint } from "../relay_endpoint.ts";

/** The two halves and what goes with them; the halves may be one duplex object. */
export interface NodeStreams {
  readonly source?: Readable | undefined;
  readonly sink?: Writable | undefined;
  readonly fds?: readonly [number, number];
  readonly environment?: Readonly<Record<string, string>>;
  readonly names?: { readonly local: NamedEnd; readonly remote: NamedEnd };
  /** Runs once at the end instead of destroying the halves. */
  readonly close?: () => Promise<void>;
}

/** So much is kept before the stream is told to pause, bytes. A pipe gives half of it at once: not each piece is to pause it. */
const MOST = 128 * 1024;

/**
 * Streams of the `node:` modules (TLS, client sockets with a local address, child processes) behind the
 * {@linkcode RelayEndpoint} of a relay. They push, we pull. What they push is kept here and not in the stream, which throws
 * its own buffer away as soon as anything fails: what a peer said before it vanished is still delivered. A write waits
 * until the bytes have been handed to the system.
 */
export class NodeEndpoint implements RelayEndpoint {
  readonly fds: readonly [number, number];
  readonly readable: boolean;
  readonly writable: boolean;
  readonly datagram = false;
  readonly environment: Readonly<Record<string, string>>;
  readonly names?: { readonly local: NamedEnd; readonly remote: NamedEnd };
  readonly #streams: NodeStreams;
  readonly #context: RelayContext;
  readonly #held: Uint8Array[] = [];
  #size = 0;
  #ended = false;
  #failure: Error | undefined;
  #changed: (() => void) | undefined;
  #open = true;

  constructor(streams: NodeStreams, context: RelayContext) {
    this.#streams = streams;
    this.#context = context;
    const fd = streams.fds === undefined ? context.descriptors.take() : 0;
    this.fds = streams.fds ?? [fd, fd];
    this.readable = streams.source !== undefined;
    this.writable = streams.sink !== undefined;
    this.environment = streams.environment ?? {};
    if (streams.names !== undefined) this.names = streams.names;
    this.#listen();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#size === 0) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#ended || !this.#open) return null;
      await new Promise<void>((resolve) => this.#changed = resolve);
    }
    const count = this.#give(buffer);
    if (this.#size < MOST) this.#streams.source!.resume();
    return count;
  }

  /** As much of what is kept as fits. */
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

  write(bytes: Uint8Array): Promise<void> {
    const sink = this.#streams.sink!;
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    // The stream may keep the block until the callback has run; so does the caller keep it still until then.
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

  shutdown(): Promise<void> {
    const sink = this.#streams.sink;
    if (sink === undefined || sink.writableEnded || sink.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      sink.once("close", resolve);
      sink.end(() => resolve());
    });
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    for (const fd of new Set(this.fds)) this.#context.descriptors.release(fd);
    if (this.#streams.close !== undefined) await this.#streams.close();
    else {
      this.#streams.source?.destroy();
      this.#streams.sink?.destroy();
    }
    this.#wake();
  }

  #listen(): void {
    const { source, sink } = this.#streams;
    source?.on("data", (bytes: Uint8Array) => this.#take(bytes));
    source?.on("end", () => this.#end());
    source?.on("close", () => this.#end());
    source?.on("error", (error: Error) => this.#fail(error));
    if (sink !== (source as unknown)) sink?.on("error", () => {/* told to whoever writes */});
    // What happened before we listened is not told again.
    if (source?.errored) this.#fail(source.errored);
    if (source?.destroyed) this.#end();
  }

  #take(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= MOST) this.#streams.source!.pause();
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
