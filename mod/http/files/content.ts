import { msg } from "../../i18n/message.ts";
import type { ByteRange } from "../semantics/byte_ranges.ts";
import type { Sink } from "../wire/message.ts";
import { HttpError } from "../wire/http_error.ts";
import { systemFailure } from "../../net/errors/system_error.ts";
import type { BufferPool } from "../../io/buffer_pool.ts";
import { FileShrankError, sendFile } from "../../fs/send_file.ts";
import type { Found, ServedFolder } from "../../fs/served_folder.ts";
import { contentType } from "./media/content_type.ts";
import { busy } from "./refused_file.ts";
import { type OpenFile, readUpTo, SMALL, streamFile } from "./stream_file.ts";

/** How {@linkcode openContent} opens. */
export interface OpenContentOptions {
  /** Large buffers shared by the downloads of a server. */
  readonly pool?: BufferPool | undefined;
  /** The folder that the file is in, which may know a quicker way to open it. */
  readonly tree?: Pick<ServedFolder, "openFound"> | undefined;
}

/** Something to download whose length is known before it is sent. */
export interface Content {
  /** The name to save it under. */
  readonly name: string;
  /** The media type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Its entity tag; without one, it is made from size and time. */
  readonly tag?: string;
  /** Sends those bytes. */
  send(range: ByteRange, sink: Sink): Promise<void>;
  /** Copies those bytes into a buffer of exactly their size, if they are at hand. */
  readonly fill?: ((range: ByteRange, buffer: Uint8Array) => void) | undefined;
  /** Releases it; calling it again has no effect. */
  close(): void;
}

/**
 * Opens a file for sending. Its size is what it is now: the reply announces that size, even if the
 * file changes meanwhile.
 *
 * @param found as the file tree has just returned it; only its path, if the lookup was long ago
 * @param name what it is called
 * @throws HttpError 404 when it is gone or no longer a regular file, 403 when it may not be read, 503 while
 *   another program keeps everybody else out
 */
export function openContent(
  found: Pick<Found, "path"> & Partial<Found>,
  name: string,
  { pool, tree }: OpenContentOptions = {},
): Content {
  const { path } = found;
  const ours = tree?.openFound(found);
  if (ours !== undefined) return fileContent(ours, { path, ...ours.opened }, name, pool);
  const file = openFile(path);
  try {
    return fileContent(file, { path, ...asOpened(file, found) }, name, pool);
  } catch (error) {
    file.close();
    throw error;
  }
}

function fileContent(
  file: OpenFile,
  { path, size, modified }: Pick<Found, "path" | "size" | "modified">,
  name: string,
  pool: BufferPool | undefined,
): Content {
  let open = true;
  return {
    name,
    type: contentType({ file, path, name, size, modified }),
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

/**
 * A client that does not keep up should not cost more than necessary; where we cannot tell, two
 * buffers take turns.
 */
function sendRange(
  file: OpenFile,
  { start, end }: ByteRange,
  sink: Sink,
  pool: BufferPool | undefined,
): Promise<void> {
  if (sink.writeSome !== undefined && end - start > SMALL) {
    file.seekSync(start, Deno.SeekMode.Start);
    return sendFile(file, end - start, sink, pool);
  }
  return streamRange(file, start, end, sink);
}

async function streamRange(file: OpenFile, start: number, end: number, sink: Sink): Promise<void> {
  const sent = await streamFile(file, start, end, sink);
  // Data compressed on the way has no length from which the client could tell.
  if (sent < end - start) throw new FileShrankError(sent, end - start);
}

function fillFrom(file: OpenFile, { start, end }: ByteRange, buffer: Uint8Array): void {
  file.seekSync(start, Deno.SeekMode.Start);
  const length = readUpTo(file, buffer);
  if (length < buffer.length) throw new FileShrankError(length, end - start);
}

/**
 * Asking an open file for its length takes a quarter of the time of a full stat, and shows whether
 * it is still the file that was looked up.
 */
function asOpened(file: Deno.FsFile, found: Partial<Found>): Pick<Found, "size" | "modified"> {
  const { size, modified } = found;
  if (modified !== undefined && file.seekSync(0, Deno.SeekMode.End) === size) return { size, modified };
  const info = file.statSync();
  // Some file systems know times that no calendar here does.
  if (!info.isFile) throw new HttpError(404, msg`There is nothing here`);
  return { size: info.size, modified: info.mtime?.getTime() || 0 };
}

function openFile(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path);
  } catch (error) {
    const failure = systemFailure(error);
    if (failure === "not_found") throw new HttpError(404, msg`There is nothing here`);
    if (failure === "not_permitted") throw new HttpError(403, msg`This file may not be read`);
    if (failure === "busy") throw busy();
    throw error;
  }
}
