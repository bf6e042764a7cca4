import { setImmediate } from "node:timers";
import type { DescriptorPoller } from "../../net/descriptor/descriptor_poller.ts";
import type { TtyCalls } from "./tty_calls.ts";

/** Beyond this a read is bulk: more is looked for at once. Bytes. */
const BULK = 2048;
/** The most that one read gathers, bytes. */
const MOST = 64 * 1024;
/** After this many bytes without waiting, timers and signals get their turn. */
const TURN = 256 * 1024;
/** Milliseconds between two looks at a terminal whose other end nobody has open. */
const PAUSE = 10;

/** How a terminal is read. */
export interface TerminalReading {
  /** Whether it is the master of a pseudo terminal. */
  readonly master?: boolean;
  /** How long nobody may have the other end open before that is the end, milliseconds. */
  readonly absence?: number;
  /** Is told when it was the end. */
  readonly hungUp?: () => void;
}

/** Reads and writes a terminal, or the master of a pseudo terminal, without blocking the runtime. */
export class TerminalStream {
  readonly fd: number;
  readonly #calls: TtyCalls;
  readonly #poller: DescriptorPoller;
  readonly #reading: TerminalReading;
  #open = true;
  /** Bytes since something has been waited for. */
  #busy = 0;
  #ended = false;

  /** Takes ownership of a descriptor that does not block. */
  constructor(fd: number, calls: TtyCalls, poller: DescriptorPoller, reading: TerminalReading = {}) {
    this.fd = fd;
    this.#calls = calls;
    this.#poller = poller;
    this.#reading = reading;
  }

  /** Whether a read has come to the end. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * At least one byte, or `null` at the end: nobody has the other end open any more, the line has hung up, or
   * somebody has typed the character for it.
   *
   * @throws {Error} with the system's code
   */
  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#ended) return null;
    if (this.#busy >= TURN) await this.#letOthersRun();
    for (let absentSince = 0; this.#open;) {
      if (!this.#calls.isReadable(this.fd) && !await this.#wait("read")) break;
      const count = this.#attempt(buffer);
      if (count === undefined) continue;
      if (count !== "nobody") return this.#gather(buffer, count);
      absentSince ||= performance.now();
      if (performance.now() - absentSince >= (this.#reading.absence ?? 0)) {
        this.#reading.hungUp?.();
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    this.#ended = true;
    return null;
  }

  /**
   * All of the bytes.
   *
   * @throws {Error} with the system's code; EPIPE after closing
   */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      if (!this.#open) throw Object.assign(new Error("Broken pipe"), { code: "EPIPE" });
      if (this.#busy >= TURN) await this.#letOthersRun();
      const count = this.#calls.write(this.fd, bytes.subarray(at));
      if (count === undefined) await this.#wait("write");
      else this.#busy += count;
      at += count ?? 0;
    }
  }

  /** Ends what waits, and closes the descriptor. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#poller.forget(this.fd);
    this.#calls.close(this.fd);
  }

  #attempt(buffer: Uint8Array): number | undefined | "nobody" {
    try {
      return this.#calls.read(this.fd, buffer);
    } catch (error) {
      if ((error as { code?: unknown }).code === "EIO") return "nobody";
      throw error;
    }
  }

  /**
   * What comes in bulk out of a master is handed on in larger pieces than the 4 KiB in which the system gives
   * it. A terminal gives a line at a time, or as much as there is.
   */
  #gather(buffer: Uint8Array, first: number): number | null {
    let total = first;
    if (this.#reading.master) {
      for (let last = first; last >= BULK && total < Math.min(MOST, buffer.length);) {
        const next = this.#attempt(buffer.subarray(total));
        if (typeof next !== "number" || next === 0) break;
        total += last = next;
      }
    }
    this.#busy += total;
    if (total === 0) this.#ended = true;
    return total === 0 ? null : total;
  }

  #wait(way: "read" | "write"): Promise<boolean> {
    this.#busy = 0;
    return this.#poller.wait(this.fd, way);
  }

  async #letOthersRun(): Promise<void> {
    this.#busy = 0;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
