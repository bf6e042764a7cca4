import type { ByteRange } from "../semantics/byte_ranges.ts";
import type { Sink } from "../wire/message.ts";
import { HttpError } from "../wire/http_error.ts";
import { systemFailure } from "../../net/errors/system_error.ts";
import type { BufferPool } from "../../io/buffer_pool.ts";
import { FileShrankError, sendFile } from "../../fs/send_file.ts";
import type { Found } from "../../fs/served_folder.ts";
import { mediaType } from "./media_type.ts";
import { readUpTo, SMALL, streamFile } from "./stream_file.ts";

/** Something to download whose length is known before it is sent. */
export interface Content {
  /** What to call it when it is saved. */
  readonly name: string;
  /** The media type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** An entity tag of its own; made of size and time without one. */
  readonly tag?: string;
  /** Sends those bytes. */
  send(range: ByteRange, sink: Sink): Promise<void>;
  /** Puts those bytes into a buffer of as many, where they are at hand. */
  readonly fill?: ((range: ByteRange, buffer: Uint8Array) => void) | undefined;
  /** Lets go of it; may be called again. */
  close(): void;
}

/**
 * Opens a file for sending. Its size is what it is now: the reply announces that, whatever becomes of the file meanwhile.
 *
 * @param found as the file tree has just given it; by its path alone when it was looked up long ago
 * @param name what it is called
 * @param pool large buffers that the downloads of a server share
 * @throws HttpError 404 when it has gone or is not a regular file any more, 403 when it may not be read
 */
export function openContent(
  found: Pick<Found, "path"> & Partial<Found>,
  name: string,
  pool?: BufferPool,
): Content {
  const file = openFile(found.path);
  try {
    return fileContent(file, asOpened(file, found), name, pool);
  } catch (error) {
    file.close();
    throw error;
  }
}

function fileContent(
  file: Deno.FsFile,
  { size, modified }: Pick<Found, "size" | "modified">,
  name: string,
  pool: BufferPool | undefined,
): Content {
  let open = true;
  return {
    name,
    type: mediaType(name),
    size,
    modified,
    send: (range, sink) => sendRange(file, range, sink, pool),
    fill: (range, buffer) => fillFrom(file, range, buffer),
    close: () => {
      if (open) file.close();
      open = false;
    },
  };
}

/** A client that does not keep up shall not cost more than it must; where that cannot be told, two buffers take turns. */
async function sendRange(
  file: Deno.FsFile,
  { start, end }: ByteRange,
  sink: Sink,
  pool: BufferPool | undefined,
): Promise<void> {
  if (sink.writeSome !== undefined && end - start > SMALL) {
    file.seekSync(start, Deno.SeekMode.Start);
    return await sendFile(file, end - start, sink, pool);
  }
  const sent = await streamFile(file, start, end, sink);
  // What is compressed on the way has no length by which the client could tell.
  if (sent < end - start) throw new FileShrankError(sent, end - start);
}

function fillFrom(file: Deno.FsFile, { start, end }: ByteRange, buffer: Uint8Array): void {
  file.seekSync(start, Deno.SeekMode.Start);
  const length = readUpTo(file, buffer);
  if (length < buffer.length) throw new FileShrankError(length, end - start);
}

/** To ask an open file for its length takes a quarter of asking for everything, and tells whether it is what was looked up. */
function asOpened(file: Deno.FsFile, found: Partial<Found>): Pick<Found, "size" | "modified"> {
  const { size, modified } = found;
  if (modified !== undefined && file.seekSync(0, Deno.SeekMode.End) === size) return { size, modified };
  const info = file.statSync();
  // Some file systems know times that no calendar here does.
  if (!info.isFile) throw new HttpError(404, "There is nothing here");
  return { size: info.size, modified: info.mtime?.getTime() || 0 };
}

function openFile(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path);
  } catch (error) {
    const failure = systemFailure(error);
    if (failure === "not_found") throw new HttpError(404, "There is nothing here");
    if (failure === "not_permitted") throw new HttpError(403, "This file may not be read");
    throw error;
  }
}
