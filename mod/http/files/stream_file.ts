/*
File to archive and to compression: the byte path where nobody can say whether the client keeps
up. Where that can be told, `mod/fs/send_file.ts` is far cheaper.

While one piece is on its way to the client, the next is being read from the disk: the two
buffers swap places after each round. On warm caches this moves as much as reading synchronously
does (1.8–1.9 GB/s where nginx with sendfile moves 2.0), and unlike a synchronous read it never
makes other clients wait for a slow disk. Only a file that fits in one small piece is read
synchronously, as nginx reads everything: going through the thread pool would cost more than the
read.

The pieces begin small, and become large only for a client that has taken more than the kernel's own buffers can hide.

When it is the wrong choice: pipes and devices, which have no size and may never answer; those are never opened.
*/

import type { Sink } from "../wire/message.ts";

/** A file that is open for reading: the runtime's own, or one of the system's calls. */
export type OpenFile = Pick<Deno.FsFile, "read" | "readSync" | "seekSync" | "close">;

/** The largest piece to send at once, bytes. */
export const SMALL = 64 * 1024;
const LARGE = 256 * 1024;
/** Send and receive buffers of both kernels grow to some ten megabytes (tcp(7): tcp_wmem, tcp_rmem). */
const HIDDEN_BY_KERNELS = 16 * 1024 * 1024;

/**
 * Sends bytes of an open file.
 *
 * @param file at any position; its position is moved
 * @param from first byte
 * @param to one past the last byte
 * @param sink takes the pieces
 * @returns how many bytes were sent: fewer than asked for when the file has become shorter
 */
export async function streamFile(file: OpenFile, from: number, to: number, sink: Sink): Promise<number> {
  file.seekSync(from, Deno.SeekMode.Start);
  if (to - from <= SMALL) return await streamSmall(file, to - from, sink);
  const pieces = new Pieces(file, to - from);
  let piece = await pieces.read();
  let sent = 0;
  while (piece !== null) {
    const next = pieces.read();
    // A failed read is reported when its turn comes; without this it would count as unhandled while a write
    // is waiting.
    next.catch(() => {});
    try {
      await sink.write(piece);
    } catch (error) {
      await next.catch(
        () => {/* the write's failure is the news; only the file must not be closed under a read */},
      );
      throw error;
    }
    sent += piece.length;
    piece = await next;
  }
  return sent;
}

async function streamSmall(file: OpenFile, size: number, sink: Sink): Promise<number> {
  const piece = new Uint8Array(size);
  const length = readUpTo(file, piece);
  if (length > 0) await sink.write(piece.subarray(0, length));
  return length;
}

/** Reads until the buffer is full or the file ends. @returns how many bytes there were */
export function readUpTo(file: OpenFile, buffer: Uint8Array): number {
  let length = 0;
  while (length < buffer.length) {
    const more = file.readSync(length === 0 ? buffer : buffer.subarray(length));
    if (more === null) break;
    length += more;
  }
  return length;
}

class Pieces {
  #left: number;
  #read = 0;
  #spare: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #busy: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(readonly file: OpenFile, total: number) {
    this.#left = total;
  }

  /** Reads the next piece into the buffer that is not on its way to the client. */
  async read(): Promise<Uint8Array | null> {
    if (this.#left <= 0) return null;
    const size = this.#read < HIDDEN_BY_KERNELS ? SMALL : LARGE;
    const buffer = this.#spare.length === size ? this.#spare : new Uint8Array(size);
    this.#spare = this.#busy;
    this.#busy = buffer;
    const length = await this.file.read(buffer.subarray(0, Math.min(size, this.#left)));
    if (length === null) return null;
    this.#left -= length;
    this.#read += length;
    return buffer.subarray(0, length);
  }
}
