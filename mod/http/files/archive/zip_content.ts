import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { crc32 } from "node:zlib";
import { createHash } from "node:crypto";
import type { Content } from "../content.ts";
import { streamFile } from "../stream_file.ts";
import { WorkQueue } from "../work_queue.ts";
import type { ByteRange } from "../../semantics/byte_ranges.ts";
import type { Sink } from "../../wire/message.ts";
import type { ArchiveEntry } from "./archive_entry.ts";
import {
  centralHeader,
  centralLength,
  dataDescriptor,
  endOfArchive,
  localHeader,
  memberLength,
  type ZipMember,
} from "./zip_records.ts";

/**
 * A zip of these entries, made while it is sent. It is the same every time, byte for byte, so
 * ranges of it make sense.
 *
 * Only the requested parts are read: it seeks to a part of a file, and does not read the bytes
 * before it. The exceptions are the checksums, which come after each file and in the directory at
 * the end: a request for one makes its file be read, once for all the ranges of a request.
 *
 * @param name what to call the archive
 * @param entries what to put in; files are opened one after the other, when their turn comes
 * @param checking how files are read when their bytes are not sent
 */
export function zipContent(
  name: string,
  entries: readonly ArchiveEntry[],
  checking: Checking = {},
): Content {
  const zip = new Zip(entries, checking);
  return {
    name,
    type: "application/zip",
    size: zip.size,
    modified: entries.reduce((latest, entry) => Math.max(latest, entry.modified), 0),
    tag: archiveTag(entries),
    send: (range, sink) => zip.send(range, sink),
    close: () => {},
  };
}

/** How files are read just for their checksums. */
export interface Checking {
  /** Asked for when it begins; ends it when nobody is waiting for it any more. */
  readonly signal?: () => AbortSignal;
  /** Whose turn it is to compute. */
  readonly work?: WorkQueue;
}

/** Where everything in an archive is, and the checksums known so far. */
class Zip {
  /** Bytes. */
  readonly size: number;
  /** Where each member begins, and where the directory does. */
  readonly #offsets: Float64Array;
  /** Where each member's record in the directory begins, and where the end record does. */
  readonly #records: Float64Array;
  readonly #crcs = new Map<number, number>();

  constructor(readonly entries: readonly ArchiveEntry[], readonly checking: Checking) {
    this.#offsets = new Float64Array(entries.length + 1);
    for (const [index, entry] of entries.entries()) {
      this.#offsets[index + 1] = this.#offsets[index]! + memberLength(toMember(entry));
    }
    this.#records = new Float64Array(entries.length + 1);
    this.#records[0] = this.#offsets.at(-1)!;
    for (const [index, entry] of entries.entries()) {
      const length = centralLength(toMember(entry), this.#offsets[index]!);
      this.#records[index + 1] = this.#records[index]! + length;
    }
    this.size = this.#records.at(-1)! + this.#end().length;
  }

  /** Sends a part of the archive. */
  async send(range: ByteRange, sink: Sink): Promise<void> {
    const out = new Window(range, sink);
    for (let index = indexOf(this.#offsets, range.start); index < this.entries.length; index++) {
      if (this.#offsets[index]! >= range.end) return;
      await this.#member(index, out);
    }
    for (let index = indexOf(this.#records, range.start); index < this.entries.length; index++) {
      if (this.#records[index]! >= range.end) return;
      await this.#record(index, out);
    }
    await out.write(this.#records.at(-1)!, this.#end());
  }

  async #member(index: number, out: Window): Promise<void> {
    const entry = this.entries[index]!;
    const member = toMember(entry);
    const head = localHeader(member);
    const start = this.#offsets[index]!;
    await out.write(start, head);
    if (member.folder) return;
    const data = start + head.length;
    const after = data + entry.size;
    const checked = out.range.end > after;
    await this.#data(index, { start: out.inside(data) - data, end: out.inside(after) - data }, out, checked);
    if (checked) await out.write(after, dataDescriptor(member, await this.#crc(index)));
  }

  /**
   * Sends a part of a file, computing its checksum along the way if that comes next or all of the
   * file is sent.
   */
  async #data(index: number, { start, end }: ByteRange, { sink }: Window, checked: boolean): Promise<void> {
    const entry = this.entries[index]!;
    if (start >= end) return;
    using file = await Deno.open(entry.path!);
    const whole = end === entry.size && (checked || start === 0) && !this.#crcs.has(index);
    let crc = whole ? await this.#crcOf(file, entry, start) : 0;
    const write = async (bytes: Uint8Array) => {
      if (whole) crc = crc32(bytes, crc);
      await sink.write(bytes);
    };
    await streamAll(file, entry, { start, end }, { write });
    if (whole) this.#crcs.set(index, crc);
  }

  async #record(index: number, out: Window): Promise<void> {
    const entry = this.entries[index]!;
    const crc = entry.path === undefined ? 0 : await this.#crc(index);
    await out.write(this.#records[index]!, centralHeader(toMember(entry), crc, this.#offsets[index]!));
  }

  async #crc(index: number): Promise<number> {
    const known = this.#crcs.get(index);
    if (known !== undefined) return known;
    const entry = this.entries[index]!;
    using file = await Deno.open(entry.path!);
    const crc = await this.#crcOf(file, entry, entry.size);
    this.#crcs.set(index, crc);
    return crc;
  }

  /** The checksum of the first bytes of a file. */
  async #crcOf(file: Deno.FsFile, entry: ArchiveEntry, end: number): Promise<number> {
    let crc = 0;
    const signal = this.checking.signal?.();
    const { work = new WorkQueue() } = this.checking;
    const write = (bytes: Uint8Array) =>
      work.run(() => {
        signal?.throwIfAborted();
        crc = crc32(bytes, crc);
      });
    if (end > 0) await streamAll(file, entry, { start: 0, end }, { write });
    return crc;
  }

  #end(): Uint8Array {
    const directory = this.#offsets.at(-1)!;
    return endOfArchive(this.entries.length, directory, this.#records.at(-1)! - directory);
  }
}

async function streamAll(
  file: Deno.FsFile,
  { name }: ArchiveEntry,
  { start, end }: ByteRange,
  sink: Sink,
): Promise<void> {
  if (await streamFile(file, start, end, sink) < end - start) {
    throw new MessageError(msg`${name} became shorter while it was sent`);
  }
}

/** The requested part of an archive. */
class Window {
  constructor(readonly range: ByteRange, readonly sink: Sink) {}

  /** The nearest place in the part. */
  inside(place: number): number {
    return Math.min(Math.max(place, this.range.start), this.range.end);
  }

  /** Lets the requested bytes through. @param at their place in the archive */
  async write(at: number, bytes: Uint8Array): Promise<void> {
    const part = bytes.subarray(this.inside(at) - at, this.inside(at + bytes.length) - at);
    if (part.length > 0) await this.sink.write(part);
  }
}

/** The index of the last of these ascending places that is not after the given one. */
function indexOf(places: Float64Array, wanted: number): number {
  let [low, high] = [0, places.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= wanted) low = middle;
    else high = middle;
  }
  return low;
}

function toMember(entry: ArchiveEntry): ZipMember {
  const { name, size, modified } = entry;
  return { name: new TextEncoder().encode(name), folder: entry.path === undefined, size, modified };
}

/** Changes with every name, size and time in the archive. */
function archiveTag(entries: readonly ArchiveEntry[]): string {
  const hash = createHash("sha256");
  for (const { name, size, modified } of entries) hash.update(`${name}\0${size}\0${modified}\0`);
  return `"zip-${hash.digest("hex").slice(0, 24)}"`;
}
