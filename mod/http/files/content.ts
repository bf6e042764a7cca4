import type { ByteRange } from "../semantics/byte_ranges.ts";
import type { Sink } from "../wire/message.ts";
import { HttpError } from "../wire/http_error.ts";
import { BodyLengthError } from "../wire/reply_writer.ts";
import type { Found } from "./file_tree.ts";
import { mediaType } from "./media_type.ts";
import { pourFile } from "./pour_file.ts";

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
  /** Lets go of it; may be called again. */
  close(): void;
}

/**
 * Opens a file for sending. Its size is what it is now: the reply announces that, whatever becomes of the file meanwhile.
 *
 * @param found as the file tree gave it
 * @param name what it is called
 * @throws HttpError 404 when it has gone or is not a regular file any more, 403 when it may not be read
 */
export function openContent(found: Found, name: string): Content {
  const file = openFile(found.path);
  const info = file.statSync();
  if (!info.isFile) {
    file.close();
    throw new HttpError(404, "There is nothing here");
  }
  let open = true;
  return {
    name,
    type: mediaType(name),
    size: info.size,
    modified: info.mtime?.getTime() ?? 0,
    send: async ({ start, end }, sink) => {
      const sent = await pourFile(file, start, end, sink);
      // What is compressed on the way has no length by which the client could tell.
      if (sent < end - start) throw new BodyLengthError(`${name} became shorter while it was sent`);
    },
    close: () => {
      if (open) file.close();
      open = false;
    },
  };
}

function openFile(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new HttpError(404, "There is nothing here");
    if (error instanceof Deno.errors.PermissionDenied) throw new HttpError(403, "This file may not be read");
    throw error;
  }
}
