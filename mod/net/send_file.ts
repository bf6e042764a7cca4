import type { Connection } from "./connection.ts";

/** A file became shorter while it was sent: what was promised can no longer be kept. */
export class FileShrankError extends Error {
  /** What kind of error it is. */
  override readonly name = "FileShrankError";

  /**
   * Makes an error.
   *
   * @param sent bytes that were sent.
   * @param size bytes that were promised.
   */
  constructor(readonly sent: number, readonly size: number) {
    super(`The file became shorter while it was sent: ${sent} of ${size} bytes`);
  }
}

/**
 * Sends bytes of a file, from its current position, in bounded pieces and as fast as the peer takes them.
 *
 * A peer that takes a piece at once gets larger ones; one that makes us wait gets small ones, so that a thousand slow
 * readers hold a thousand small buffers, not a thousand large ones.
 *
 * @param size how many bytes to send: exactly so many, even if the file grows meanwhile.
 * @throws {FileShrankError} when the file ends too early; the caller should reset the connection, because closing it would
 *   look like a regular end.
 */
export async function sendFile(
  file: Deno.FsFile,
  size: number,
  connection: Pick<Connection, "write">,
): Promise<void> {
  let piece = SMALL;
  let buffer = new Uint8Array(Math.min(piece, size));
  for (let sent = 0; sent < size;) {
    const length = await file.read(buffer.subarray(0, Math.min(buffer.length, size - sent)));
    if (length === null) throw new FileShrankError(sent, size);
    const before = performance.now();
    await connection.write(buffer.subarray(0, length));
    sent += length;
    const wanted = performance.now() - before < PROMPT_MS ? Math.min(piece * 2, LARGE) : SMALL;
    if (wanted !== piece && sent < size) {
      piece = wanted;
      buffer = new Uint8Array(Math.min(piece, size - sent));
    }
  }
}

const SMALL = 16 * 1024;
const LARGE = 256 * 1024;
/** A write that takes less than this went into the socket's buffer without waiting for the peer. */
const PROMPT_MS = 20;
