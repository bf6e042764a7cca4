import type { SocketAddress } from "../net/address/socket_address.ts";
import type { Connection } from "../net/connection.ts";
import { FrameReader } from "./frame_reader.ts";
import type { Framed } from "./framer.ts";
import { type LineOptions, textLines } from "./lines.ts";

/**
 * A connection on which lines of text are read and written, and anything else as on any connection.
 *
 * Bytes read ahead in search of a line end are not lost: `read` returns them first.
 */
export class LineConnection implements Connection {
  readonly #connection: Connection;
  readonly #unread: UnreadFirst;
  #reader: FrameReader<string> | undefined;
  #reading: Promise<Framed<string> | null> | undefined;
  #limit: number | undefined;

  /**
   * Reads and writes lines on a connection.
   *
   * @param connection must only be used through this one from now on.
   */
  constructor(connection: Connection) {
    this.#connection = connection;
    this.#unread = new UnreadFirst(connection);
    if (connection.writeSome !== undefined) this.writeSome = (bytes) => connection.writeSome!(bytes);
    if (connection.resetByPeer !== undefined) this.resetByPeer = () => connection.resetByPeer!();
  }

  /** As {@linkcode Connection.writeSome}, where the connection has it. */
  writeSome?: (bytes: Uint8Array) => Promise<number>;
  /** As {@linkcode Connection.resetByPeer}, where the connection has it. */
  resetByPeer?: () => Promise<boolean>;

  /** Our end. */
  get local(): SocketAddress {
    return this.#connection.local;
  }

  /** The peer's end. */
  get remote(): SocketAddress {
    return this.#connection.remote;
  }

  /** Bytes read so far, including those that are waiting to become a line. */
  get bytesRead(): number {
    return this.#connection.bytesRead;
  }

  /** Bytes handed to the transport so far. */
  get bytesWritten(): number {
    return this.#connection.bytesWritten;
  }

  /**
   * The peer's lines, without their ends, until the end of the stream. You may leave the loop and
   * call it again: it goes on after the last line that was handed out.
   * Two iterations at once share the lines: each line goes to one of them.
   *
   * @throws {FrameError} `frame_too_long` for a line beyond the limit.
   * @throws {TypeError} when the limit differs from the first call's.
   */
  async *lines({ limit }: LineOptions = {}): AsyncGenerator<string, void, void> {
    if (this.#reader === undefined) {
      this.#limit = limit;
      this.#reader = new FrameReader(this.#unread, textLines({ limit }));
    } else if (limit !== undefined && limit !== this.#limit) {
      throw new TypeError(
        `Cannot read lines of up to ${limit} bytes: the first call of lines() set the limit`,
      );
    }
    for (let line = await this.#next(this.#reader); line !== null; line = await this.#next(this.#reader)) {
      yield line.frame;
    }
  }

  /** One reads at a time: two reads would fill the same part of the buffer. */
  async #next(reader: FrameReader<string>): Promise<Framed<string> | null> {
    while (this.#reading !== undefined) await this.#reading.catch(() => {/* told to the one who reads */});
    this.#reading = reader.next();
    try {
      return await this.#reading;
    } finally {
      this.#reading = undefined;
    }
  }

  /**
   * Writes one line of text.
   *
   * @param line without its end.
   */
  writeLine(line: string): Promise<void> {
    return this.#connection.write(encoder.encode(`${line}\n`));
  }

  /** As {@linkcode Connection.read}. */
  read(buffer: Uint8Array): Promise<number | null> {
    if (this.#reader !== undefined) this.#unread.giveBack(this.#reader.rest());
    return this.#unread.read(buffer);
  }

  /** As {@linkcode Connection.write}. */
  write(bytes: Uint8Array): Promise<void> {
    return this.#connection.write(bytes);
  }

  /** As {@linkcode Connection.closeWrite}. */
  closeWrite(): Promise<void> {
    return this.#connection.closeWrite();
  }

  /** As {@linkcode Connection.close}. */
  close(): void {
    this.#connection.close();
  }

  /** As {@linkcode Connection.reset}. */
  reset(): void {
    this.#connection.reset();
  }

  /** Closes it. */
  [Symbol.dispose](): void {
    this.close();
  }
}

/**
 * The reading half of a connection, starting with bytes that were already read and are wanted
 * again.
 */
class UnreadFirst implements Pick<Connection, "read"> {
  readonly #connection: Connection;
  #unread = new Uint8Array(0);

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  giveBack(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const both = new Uint8Array(bytes.length + this.#unread.length);
    both.set(bytes);
    both.set(this.#unread, bytes.length);
    this.#unread = both;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    if (this.#unread.length === 0) return this.#connection.read(buffer);
    const length = Math.min(buffer.length, this.#unread.length);
    buffer.set(this.#unread.subarray(0, length));
    this.#unread = this.#unread.subarray(length);
    return Promise.resolve(length);
  }
}

/** The connection with `lines` and `writeLine`. */
export function withLines(connection: Connection): LineConnection {
  return new LineConnection(connection);
}

const encoder = new TextEncoder();
