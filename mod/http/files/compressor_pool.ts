/*
# Compressing for many at once

A megabyte of zeros becomes a kilobyte: a client that reads nothing can make a server compress
gigabytes, because the whole result fits in the kernel's buffers. So it is not enough to wait for
the client; the work itself has to be shared fairly.

- **Pieces.** A compressor is fed one bounded piece, and the next one when the output of the last
  has been taken.
- **Turns.** One piece is compressed at a time, for any client, in order of arrival; and after a
  few milliseconds of this the event loop serves everybody else.
- **Permits.** A compressor takes some hundred kilobytes of memory, so their number is limited. A
  client that finds no permit gets plain bytes if that is a valid answer, or waits for one, and
  is forgotten when it leaves.
- **An end.** A compressor is destroyed with its reply, not at the next garbage collection.

When it is the wrong choice: one client alone gets one core, as everywhere in one event loop.
*/
import { createGzip, type Gzip } from "node:zlib";
import type { ReplyBody, Sink } from "../wire/message.ts";
import type { WorkQueue } from "./work_queue.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/** Compressors at work, and those waiting for their clients, together. */
export const MAX_COMPRESSORS = 64;
/** How many bytes a compressor is fed at a time: about two milliseconds of text. */
export const COMPRESSOR_INPUT = 64 * 1024;

/** Room for one compressor. */
export interface CompressorPermit {
  /** Gives it back; calling it again has no effect. */
  readonly release: () => void;
}

/** The compressors of a server. */
export class CompressorPool {
  #free: number;
  readonly #waiters = new Set<() => void>();
  readonly #work: WorkQueue;
  /** Bytes fed to compressors so far. */
  fed = 0;

  /** @param work shared with other work @param most compressors that may exist at once */
  constructor(work: WorkQueue, most: number = MAX_COMPRESSORS) {
    this.#work = work;
    this.#free = most;
  }

  /** How many wait for a permit. */
  get waiting(): number {
    return this.#waiters.size;
  }

  /** A permit, if there is one and nobody is waiting for it. */
  tryAcquire(): CompressorPermit | undefined {
    if (this.#free === 0) return undefined;
    this.#free--;
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      this.#free++;
      const [next] = this.#waiters;
      next?.();
    };
    return { release };
  }

  /** A permit, as soon as there is one. @param signal ends the wait. @throws the signal's reason */
  async acquire(signal: AbortSignal): Promise<CompressorPermit> {
    signal.throwIfAborted();
    const permit = this.tryAcquire();
    if (permit !== undefined) return permit;
    const { promise, resolve, reject } = Promise.withResolvers<CompressorPermit>();
    const next = () => {
      this.#waiters.delete(next);
      resolve(this.tryAcquire()!);
    };
    this.#waiters.add(next);
    using _leaving = onAbort(signal, () => {
      if (this.#waiters.delete(next)) reject(signal.reason);
    });
    return await promise;
  }

  /**
   * The same body, compressed while it is sent.
   *
   * @param body closed with the one returned
   * @param signal ends the work when nobody is waiting for it any more
   * @param permit released with the body; without one, the body waits for a permit before it begins
   */
  gzip(body: ReplyBody, signal: AbortSignal, permit?: CompressorPermit): ReplyBody {
    return {
      length: undefined,
      send: async (sink) => {
        permit ??= await this.acquire(signal);
        using output = new Compressor(sink);
        await body.send({ write: (bytes) => this.#feed(output, bytes, signal) });
        await this.#work.run(() => output.end());
        await output.flush();
      },
      close: () => {
        permit?.release();
        body.close?.();
      },
    };
  }

  async #feed(output: Compressor, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    for (let at = 0; at < bytes.length; at += COMPRESSOR_INPUT) {
      const piece = bytes.subarray(at, at + COMPRESSOR_INPUT);
      await this.#work.run(() => {
        signal.throwIfAborted();
        this.fed += piece.length;
        return output.compress(piece);
      });
      await output.flush();
    }
  }
}

/** One gzip stream: a piece goes in, its output comes out. */
class Compressor implements Disposable {
  readonly #gzip: Gzip;
  readonly #sink: Sink;
  readonly #failed = Promise.withResolvers<never>();
  #out: Uint8Array[] = [];

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#failed.promise.catch(() => {/* reported where something is waited for */});
    this.#gzip = createGzip({ chunkSize: COMPRESSOR_INPUT });
    this.#gzip.on("data", (bytes: Uint8Array) => this.#out.push(bytes));
    this.#gzip.on("error", this.#failed.reject);
  }

  /** Takes a piece in. @returns when the piece may be reused */
  compress(piece: Uint8Array): Promise<void> {
    return this.#unlessFailed((done) => this.#gzip.write(piece, () => done()));
  }

  /** Puts out the last bytes. */
  end(): Promise<void> {
    return this.#unlessFailed((done) => this.#gzip.once("end", done).end());
  }

  /** Sends the output so far. */
  async flush(): Promise<void> {
    const out = this.#out;
    this.#out = [];
    for (const bytes of out) await this.#sink.write(bytes);
  }

  [Symbol.dispose](): void {
    this.#out = [];
    this.#gzip.destroy();
  }

  #unlessFailed(begin: (done: () => void) => void): Promise<void> {
    return Promise.race([new Promise<void>(begin), this.#failed.promise]);
  }
}
