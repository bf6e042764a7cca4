import type { Connection } from "../../net/connection.ts";
import type { ByteSource } from "./byte_source.ts";

/** How often a client that has half-closed is asked whether it is there, milliseconds. */
const ASK_EVERY = 500;
/** As much may come meanwhile as a head may be long, bytes: those who send their next request early are still there. */
const AHEAD_LIMIT = 32 * 1024;
/** Any client may get it at any time, and forgets it when it has not asked for it (RFC 9110 §15.2.1). */
const STILL_HERE = new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n");
const NOTHING = new Uint8Array(0);

/** How {@linkcode DisconnectDetector} watches. */
export interface DisconnectDetectorOptions {
  /** Whether an interim answer may be sent, until the answer begins. */
  readonly interim: boolean;
  /** Whether a write is under way. */
  readonly writing: () => boolean;
  /** Told once. */
  readonly onGone: () => void;
}

/**
 * Notices that a client has left while nothing is written to it: a folder of a hundred thousand files is looked through, or a
 * gigabyte read for its checksum, before the first byte of an answer.
 *
 * A reset is told to whoever reads, so something is always being read. An end of stream says less: the client may have said
 * all it wanted and still wait (`nc -N`), or be gone. Its kernel knows, and answers what is sent to a closed socket with a
 * reset, which the next write is told about, even one of nothing. So a client that has half-closed is sent an interim answer, if it
 * understands those. HTTP/1.0 does not; such a client is noticed when its answer begins.
 */
export class DisconnectDetector implements Disposable {
  readonly #connection: Connection;
  readonly #source: ByteSource;
  readonly #options: DisconnectDetectorOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: Promise<void> | undefined;
  #over = false;
  #interim: boolean;

  constructor(
    connection: Connection,
    source: ByteSource,
    options: DisconnectDetectorOptions,
  ) {
    this.#connection = connection;
    this.#source = source;
    this.#options = options;
    this.#interim = options.interim;
    this.#read().catch(() => this.#gone());
  }

  /** The answer begins, or goes on. @returns what to wait for before it is written, if anything */
  letWrite(): Promise<void> | undefined {
    this.#interim = false;
    return this.#asking;
  }

  [Symbol.dispose](): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  async #read(): Promise<void> {
    while (!this.#over && this.#source.buffered < AHEAD_LIMIT) {
      if (!await this.#source.ahead(AHEAD_LIMIT)) return this.#askLater();
    }
  }

  #askLater(): void {
    if (this.#over) return;
    this.#timer = setTimeout(() => {
      this.#asking = this.#ask().then(() => this.#askLater(), () => this.#gone()).finally(() =>
        this.#asking = undefined
      );
    }, ASK_EVERY);
  }

  async #ask(): Promise<void> {
    if (this.#options.writing()) return; // and will be told
    if (this.#interim) await this.#connection.write(STILL_HERE);
    else await this.#connection.writeSome?.(NOTHING);
  }

  #gone(): void {
    if (!this.#over) this.#options.onGone();
    this.#over = true;
  }
}
