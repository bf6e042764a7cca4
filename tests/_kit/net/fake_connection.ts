import type { Connection } from "../../../mod/net/connection.ts";

/** A connection whose peer is an array: the pieces it will say, and everything it has heard. */
export class FakeConnection implements Connection {
  readonly local = { transport: "tcp", hostname: "127.0.0.1", port: 1 } as const;
  readonly remote = { transport: "tcp", hostname: "127.0.0.1", port: 2 } as const;
  bytesRead = 0;
  bytesWritten = 0;
  /** The writes, call by call. */
  readonly writes: string[] = [];
  /** Other calls on the connection, besides reads and writes. */
  readonly ends: string[] = [];
  readonly #pieces: Uint8Array[];

  /** @param pieces the result of each read; after the last the stream ends. */
  constructor(pieces: (string | Uint8Array)[]) {
    this.#pieces = pieces.map((piece) => typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
  }

  /** One byte a read: the hardest way in which a text can arrive. */
  static byteByByte(text: string): FakeConnection {
    return new FakeConnection([...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte)));
  }

  /** All that was written. */
  get written(): string {
    return this.writes.join("");
  }

  read(buffer: Uint8Array): Promise<number | null> {
    const piece = this.#pieces.shift();
    if (piece === undefined) return Promise.resolve(null);
    const part = piece.subarray(0, buffer.length);
    buffer.set(part);
    if (part.length < piece.length) this.#pieces.unshift(piece.subarray(part.length));
    this.bytesRead += part.length;
    return Promise.resolve(part.length);
  }

  write(bytes: Uint8Array): Promise<void> {
    this.writes.push(new TextDecoder().decode(bytes));
    this.bytesWritten += bytes.length;
    return Promise.resolve();
  }

  closeWrite(): Promise<void> {
    this.ends.push("closeWrite");
    return Promise.resolve();
  }

  close(): void {
    this.ends.push("close");
  }

  reset(): void {
    this.ends.push("reset");
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
