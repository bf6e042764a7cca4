import { isSkippable } from "../../../net/errors/system_error.ts";
import { type OpenFile, readUpTo } from "../stream_file.ts";
import { isText, namedType, UNKNOWN } from "./media_type.ts";
import { sniffType } from "./sniff_type.ts";
import { textCharset } from "./text_charset.ts";

/** A file whose media type is asked for. */
export interface TypedFile {
  /** Open; its position is moved. */
  readonly file: OpenFile;
  readonly path: string;
  /** What it is called. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** How much of a file is looked at, bytes. */
const HEAD = 64 * 1024;
/** Of how many files it is remembered what their bytes said. */
const REMEMBERED = 1000;

const seen = new Map<string, { size: number; modified: number; type: string }>();

/**
 * The Content-Type of a file: by its name where that says it, else by its first bytes; for a text with the
 * charset that the bytes are in. Only texts and files with unknown names are read, and those once as long
 * as they stay the same.
 */
export function contentType({ file, path, name, size, modified }: TypedFile): string {
  const named = namedType(name);
  if (!named.vague && !isText(named.type)) return named.type;
  const key = `${path}\0${name}`;
  const known = seen.get(key);
  if (known !== undefined && known.size === size && known.modified === modified) return known.type;
  const type = lookedAt(file, size, named.type, named.vague);
  seen.delete(key);
  seen.set(key, { size, modified, type });
  if (seen.size > REMEMBERED) seen.delete(seen.keys().next().value!);
  return type;
}

function lookedAt(file: OpenFile, size: number, named: string, vague: boolean): string {
  const head = headOf(file, size);
  if (head === undefined) return named;
  const whole = head.length >= size;
  const type = vague ? sniffed(named, sniffType(head, whole)) : named;
  const charset = isText(type) ? textCharset(head, whole) : undefined;
  return charset === undefined ? type : `${type}; charset=${charset}`;
}

/** @param told by the bytes */
function sniffed(named: string, told: string | undefined): string {
  if (told === undefined) return isText(named) ? UNKNOWN : named;
  // Slides are a zip, too: the name says more.
  return told === "application/zip" && named !== UNKNOWN && !isText(named) ? named : told;
}

/** @returns undefined when it cannot be read now: whoever sends it finds out why */
function headOf(file: OpenFile, size: number): Uint8Array | undefined {
  try {
    const head = new Uint8Array(Math.min(size, HEAD));
    file.seekSync(0, Deno.SeekMode.Start);
    return head.subarray(0, readUpTo(file, head));
  } catch (error) {
    if (isSkippable(error)) return undefined;
    throw error;
  }
}
