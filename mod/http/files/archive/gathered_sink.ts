import type { Sink } from "../../wire/message.ts";

/**
 * Small pieces that leave together: ten thousand small files are twenty thousand pieces, and each of them alone
 * would be a system call and a packet.
 */
export class GatheredSink implements Pick<Sink, "write"> {
  readonly #sink: Pick<Sink, "write">;
  readonly #buffer = new Uint8Array(TOGETHER);
  #length = 0;

  /** @param sink takes what was gathered; the buffer is used again when it has */
  constructor(sink: Pick<Sink, "write">) {
    this.#sink = sink;
  }

  /** Takes bytes; the caller may use them again when it settles. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#length + bytes.length > TOGETHER) await this.flush();
    if (bytes.length > TOGETHER / 2) return await this.#pass(bytes);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Sends what is here. */
  async flush(): Promise<void> {
    const length = this.#length;
    this.#length = 0;
    if (length > 0) await this.#sink.write(this.#buffer.subarray(0, length));
  }

  async #pass(bytes: Uint8Array): Promise<void> {
    await this.flush();
    await this.#sink.write(bytes);
  }
}

/** Bytes. */
const TOGETHER = 64 * 1024;
