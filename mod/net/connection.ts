import type { SocketAddress } from "./address/socket_address.ts";

/**
 * # A connection
 *
 * Two byte streams glued back to back, one in each direction, and the two addresses that name them. This is
 * all that a service ever sees of the network: it does not know whether the bytes cross a TCP socket of this
 * very isolate, a message port to the thread that accepted the client, or the standard streams of a child
 * process.
 *
 * Four things about TCP (RFC 9293) that beginners learn the hard way are written into this interface:
 *
 * - **There are no messages.** What one side writes in one call may arrive in several reads, and several
 *   writes may arrive in one. `read` therefore promises one byte or more, nothing else; `mod/io` makes
 *   messages of bytes.
 * - **The two directions end separately.** `closeWrite` says "I have said everything" (FIN); the other side
 *   may go on talking, and `read` goes on returning what it says until it has said everything too (`null`). A
 *   program that closes at the first end of stream loses the answer of every client that half-closes.
 * - **Writing is waiting.** `write` resolves when the kernel has taken all the bytes: a peer that
 *   does not read fills the window, then the socket's send buffer, and then holds `write` up. That
 *   is back-pressure, and it is wanted: a program that awaits `write` before reading more never
 *   needs more memory than its own buffer.
 * - **There are two ways to end**: politely (`close`: FIN, everything written still arrives) and
 *   rudely (`reset`: RST, the peer sees "connection reset by peer"). The rude one is a message,
 *   too: *what you got is not all there is*.
 *
 * One read and one write may be under way at the same time; starting a second read, or a second
 * write, before the first has settled is the caller's mistake.
 *
 * When it is the wrong choice: datagrams. They have boundaries and no end; see `Deno.listenDatagram`.
 */
export interface Connection extends Disposable {
  /** Our end. */
  readonly local: SocketAddress;
  /** The peer's end. */
  readonly remote: SocketAddress;
  /**
   * Bytes read so far. Grows while a transfer makes progress, which tells an idle peer from a slow
   * one.
   */
  readonly bytesRead: number;
  /** Bytes handed to the transport so far. */
  readonly bytesWritten: number;

  /**
   * Reads the bytes that have arrived, waiting for at least one.
   *
   * @param buffer where the bytes go; it belongs to the caller again when the promise settles, and
   *   any part of it may be overwritten until then. Must not be empty.
   * @returns the number of bytes at the start of `buffer`, at least 1, or `null` when the peer has said
   *   everything.
   * @throws {Error} when the connection broke; see {@linkcode isDisconnect} for the ways in which peers
   *   leave.
   */
  read(buffer: Uint8Array): Promise<number | null>;

  /**
   * Writes all the bytes, waiting as long as the peer makes us wait.
   *
   * @param bytes what to send; must not be changed until the promise settles.
   * @throws {Error} when the peer is gone; some of the bytes may have been sent.
   */
  write(bytes: Uint8Array): Promise<void>;

  /**
   * Writes as much as the transport takes in one go, waiting only until it takes anything. If it
   * takes fewer bytes than offered, its buffer is now full. A connection that cannot tell does not
   * have this method.
   *
   * @param bytes what to send, not empty; must not be changed until the promise settles.
   * @returns how many bytes were taken from the start of `bytes`, at least 1.
   * @throws {Error} when the peer is gone.
   */
  writeSome?(bytes: Uint8Array): Promise<number>;

  /**
   * Checks whether the peer has reset the connection (RST), without reading: what it sent before
   * may still be unread. A peer that merely closed sends its reset when it is written to; until
   * then it looks just like one that half-closed and waits for its answer. A connection that cannot
   * tell does not have this method.
   *
   * @returns whether everything written from now on is lost. Never rejects.
   */
  resetByPeer?(): Promise<boolean>;

  /**
   * Bytes that were written and have not reached the peer's system yet; `undefined` where that cannot be known. A
   * connection that cannot tell does not have this method.
   */
  unacknowledged?(): number | undefined;

  /**
   * Says whether what passes from now on is a secret, such as a password that is asked for: a trace then tells how many
   * bytes it was, and shows none of them. A connection that nobody traces need not have this method.
   */
  conceal?(isSecret: boolean): void;

  /** Ends our direction (FIN). Reading goes on. A peer that is already gone is not an error here. */
  closeWrite(): Promise<void>;

  /**
   * Ends both directions at once. Written bytes are still delivered. Calling it again has no
   * effect.
   */
  close(): void;

  /**
   * Breaks the connection off, so that the peer gets an error instead of an end of stream (RST), where the
   * system can do that; elsewhere the same as `close`. Calling it again has no effect.
   */
  reset(): void;
}
