import type { Connection } from "../../net/connection.ts";
import type { ByteSource } from "./byte_source.ts";

/** How often to check whether a half-closed client is still there, milliseconds. */
const ASK_EVERY = 500;
/**
 * How much may arrive meanwhile, as much as a whole head, bytes: a client that sends its next
 * request early is still there.
 */
const AHEAD_LIMIT = 32 * 1024;
/**
 * May be sent to any client at any time; a client that did not ask for it ignores it (RFC 9110
 * §15.2.1).
 */
const STILL_HERE = new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n");
const NOTHING = new Uint8Array(0);

/** How {@linkcode DisconnectDetector} watches. */
export interface DisconnectDetectorOptions {
  /** Whether an interim answer may be sent, until the answer begins. */
  readonly interim: boolean;
  /** Whether a write is under way. */
  readonly writing: () => boolean;
  /** Called once. */
  readonly onGone: () => void;
}

/**
 * Notices that a client has left while nothing is written to it: while a folder of a hundred
 * thousand files is searched, or a gigabyte read for its checksum, before the first byte of an
 * answer.
 *
 * Only a read reports a reset, so a read is always under way. An end of stream says less: the
 * client may have sent all it wanted and still wait (`nc -N`), or be gone. Its kernel knows, and
 * answers data sent to a closed socket with a reset, which the next write reports, even an empty
 * one. So a half-closed client is sent an interim answer, if it understands those. HTTP/1.0 clients
 * do not; that such a client has left is noticed when its answer begins.
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

  /** The answer begins, or goes on. @returns a promise to wait for before it is written, if any */
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
