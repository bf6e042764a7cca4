import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { BufferPool } from "../io/buffer_pool.ts";
import type { Connection } from "../net/connection.ts";
import { FileSource } from "./file_source.ts";

/** A file became shorter while it was sent: the promised length can no longer be kept. */
export class FileShrankError extends MessageError {
  /** What kind of error it is. */
  override readonly name = "FileShrankError";

  /**
   * Makes an error.
   *
   * @param sent bytes that were sent.
   * @param size bytes that were promised.
   */
  constructor(readonly sent: number, readonly size: number) {
    super(msg`The file became shorter while it was sent: ${sent} of ${size} bytes`);
  }
}

/**
 * Sends bytes of a file, from its current position, in bounded pieces and as fast as the peer takes them.
 *
 * A peer that takes all we offer gets large pieces, out of buffers that all transfers share. As
 * soon as the socket takes less than a whole piece it is full, and the transfer waits for it with
 * its own small buffer; the rest of the piece is read again. So a thousand slow readers hold a
 * thousand small buffers, however fast they started.
 *
 * @param size how many bytes to send: exactly this many, even if the file grows meanwhile.
 * @param pool the large buffers, shared by the transfers of a server.
 * @throws {FileShrankError} when the file ends too early; the caller should reset the connection, because
 *   closing it would look like a regular end.
 */
export async function sendFile(
  file: Pick<Deno.FsFile, "read" | "readSync" | "seekSync">,
  size: number,
  connection: Pick<Connection, "write" | "writeSome">,
  pool: BufferPool = new BufferPool(LARGE_BUFFER, 1),
): Promise<void> {
  let small: Uint8Array<ArrayBuffer> | undefined;
  const source = new FileSource(file);
  // Bytes that the socket did not take have to be read again, so it is offered no more than it is
  // likely to take.
  let fits = LARGE_BUFFER;
  for (let sent = 0, full = true; sent < size;) {
    const large = full ? undefined : pool.take();
    const buffer = large ?? (small ??= new Uint8Array(Math.min(WAITING, size)));
    try {
      const wanted = buffer.subarray(0, Math.min(buffer.length, fits, size - sent));
      const length = await source.read(wanted);
      if (length === null) throw new FileShrankError(sent, size);
      const taken = await offer(connection, buffer.subarray(0, length));
      full = taken < length;
      if (large !== undefined) fits = full ? Math.max(LEAST, taken) : Math.min(LARGE_BUFFER, 2 * fits);
      if (full) file.seekSync(taken - length, Deno.SeekMode.Current);
      sent += taken;
    } finally {
      if (large !== undefined) pool.give(large);
    }
  }
}

/** Writes what the socket takes at once, or all where the connection cannot tell. */
function offer(connection: Pick<Connection, "write" | "writeSome">, bytes: Uint8Array): Promise<number> {
  return connection.writeSome?.(bytes) ?? connection.write(bytes).then(() => bytes.length);
}

/** Bytes of the pieces that fast peers get. */
export const LARGE_BUFFER = 256 * 1024;
/**
 * With this many, a loop that serves fast readers never runs short; all the others wait with a
 * small buffer.
 */
export const LARGE_BUFFERS = 8;
/** What a reader that does not keep up waits with: when it is taken, there is room for more. */
const WAITING = 512;
/** The least that is offered to a socket that has room. */
const LEAST = 16 * 1024;
