import type { Connection } from "../../../mod/net/connection.ts";

/** How a link breaks. */
export interface Cut {
  /** After so many bytes, counted in both directions. */
  readonly after: number;
  /** Only the first end notices; what the second end writes is lost, and what it has got it can read. */
  readonly isSilent: boolean;
}

/**
 * Two connections that are each other's peers, until the wire between them is cut, in the middle of whatever is being
 * written.
 */
export class CutLink {
  readonly ends: readonly [LinkEnd, LinkEnd];
  readonly #cut: Cut;
  #passed = 0;
  #isCut = false;

  constructor(cut: Cut) {
    this.#cut = cut;
    this.ends = [
      new LinkEnd((bytes) => this.#carry(bytes, 1)),
      new LinkEnd((bytes) => this.#carry(bytes, 0)),
    ];
  }

  /** Lets both ends notice. */
  bury(): void {
    this.#isCut = true;
    this.ends.forEach((end) => end.break());
  }

  #carry(bytes: Uint8Array, to: 0 | 1): void {
    if (this.#isCut) return;
    const fitting = bytes.subarray(0, Math.max(0, this.#cut.after - this.#passed));
    this.#passed += fitting.length;
    if (fitting.length > 0) this.ends[to].receive(fitting.slice());
    if (fitting.length === bytes.length) return;
    this.#isCut = true;
    this.ends[0].break();
    if (!this.#cut.isSilent) this.ends[1].break();
  }
}

/** One end of a link: what arrived before it broke can still be read. */
export class LinkEnd implements Connection {
  readonly local = { transport: "tcp", hostname: "127.0.0.1", port: 1 } as const;
  readonly remote = { transport: "tcp", hostname: "127.0.0.1", port: 2 } as const;
  bytesRead = 0;
  bytesWritten = 0;
  readonly #send: (bytes: Uint8Array) => void;
  #inbox: Uint8Array[] = [];
  #arrived = Promise.withResolvers<void>();
  #isBroken = false;

  /** @param send carries bytes to the other end */
  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send;
  }

  receive(bytes: Uint8Array): void {
    this.#inbox.push(bytes);
    this.#arrived.resolve();
  }

  /** From now on nothing arrives. */
  break(): void {
    this.#isBroken = true;
    this.#arrived.resolve();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#inbox.length === 0) {
      if (this.#isBroken) throw new Deno.errors.ConnectionReset("the wire is cut");
      this.#arrived = Promise.withResolvers();
      await this.#arrived.promise;
    }
    const [first] = this.#inbox;
    const part = first!.subarray(0, buffer.length);
    buffer.set(part);
    if (part.length < first!.length) this.#inbox[0] = first!.subarray(part.length);
    else this.#inbox.shift();
    this.bytesRead += part.length;
    return part.length;
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#isBroken) return Promise.reject(new Deno.errors.ConnectionReset("the wire is cut"));
    this.bytesWritten += bytes.length;
    this.#send(bytes);
    return Promise.resolve();
  }

  closeWrite(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.break();
  }

  reset(): void {
    this.break();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
