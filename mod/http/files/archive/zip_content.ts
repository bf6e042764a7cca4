import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { crc32 } from "node:zlib";
import { createHash } from "node:crypto";
import type { Content } from "../content.ts";
import { AdaptiveFileIo } from "../../../fs/adaptive_file_io.ts";
import { readUpTo, SMALL, streamFile } from "../stream_file.ts";
import { GatheredSink } from "./gathered_sink.ts";
import { WorkQueue } from "../work_queue.ts";
import type { ByteRange } from "../../semantics/byte_ranges.ts";
import type { Sink } from "../../wire/message.ts";
import type { ArchiveEntry } from "./archive_entry.ts";
import {
  centralHeader,
  centralLength,
  dataDescriptor,
  endOfArchive,
  isStreamed,
  localHeader,
  memberLength,
  packedSize,
  type ZipMember,
} from "./zip_records.ts";
import { blocksLength, bytesForBlocks, StoredBlocks } from "./stored_blocks.ts";

/**
 * A zip of these entries, made while it is sent. It is the same every time, byte for byte, so
 * ranges of it make sense.
 *
 * Only the requested parts are read: it seeks to a part of a file, and does not read the bytes
 * before it. The exceptions are the checksums, which come before small files, after large ones, and
 * in the directory at the end: a request for one makes its file be read, once for all the ranges of
 * a request.
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
  readonly #fileIo = new AdaptiveFileIo();

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
    const gathered = new GatheredSink(sink);
    await this.#send(range, new Window(range, gathered));
    await gathered.flush();
  }

  async #send(range: ByteRange, out: Window): Promise<void> {
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
    const start = this.#offsets[index]!;
    if (member.folder) return await out.write(start, localHeader(member, 0));
    if (!isStreamed(member)) return await this.#small(index, member, out);
    const head = localHeader(member, 0);
    await out.write(start, head);
    const data = start + head.length;
    const after = data + packedSize(member);
    const checked = out.range.end > after;
    await this.#blocks(index, data, out, checked);
    if (checked) await out.write(after, dataDescriptor(member, await this.#crc(index)));
  }

  /** Sends a part of a small file. Until its checksum is known, all of it is read, and goes at once. */
  async #small(index: number, member: ZipMember, out: Window): Promise<void> {
    const start = this.#offsets[index]!;
    const head = localHeader(member, this.#crcs.get(index) ?? 0);
    const data = start + head.length;
    if (out.range.start < data && !this.#crcs.has(index)) {
      const bytes = await this.#read(index);
      const crc = crc32(bytes);
      this.#crcs.set(index, crc);
      return await out.write(start, joined(localHeader(member, crc), bytes));
    }
    await out.write(start, head);
    const wanted = { start: out.inside(data) - data, end: out.inside(data + member.size) - data };
    if (wanted.start >= wanted.end) return;
    using file = await this.#open(index);
    await streamAll(file, this.entries[index]!, wanted, out.sink);
  }

  /** All of a small file. */
  async #read(index: number): Promise<Uint8Array> {
    const entry = this.entries[index]!;
    const all = new Uint8Array(entry.size);
    if (entry.size === 0) return all;
    using file = await this.#open(index);
    if (entry.size <= SMALL) {
      if (readUpTo(file, all) < entry.size) throw becameShorter(entry);
      return all;
    }
    let at = 0;
    const write = (bytes: Uint8Array) => {
      all.set(bytes, at);
      at += bytes.length;
      return Promise.resolve();
    };
    await streamAll(file, entry, { start: 0, end: entry.size }, { write });
    return all;
  }

  /**
   * Sends a part of a large file, computing its checksum along the way if that comes next or all of the
   * file is sent. @param data where the file's bytes begin in the archive
   */
  async #blocks(index: number, data: number, out: Window, checked: boolean): Promise<void> {
    const entry = this.entries[index]!;
    const wanted = {
      start: out.inside(data) - data,
      end: out.inside(data + blocksLength(entry.size)) - data,
    };
    if (wanted.start >= wanted.end) return;
    const { start, end } = bytesForBlocks(wanted);
    using file = await this.#open(index);
    const whole = end === entry.size && (checked || start === 0) && !this.#crcs.has(index);
    let crc = whole ? await this.#crcOf(file, entry, start) : 0;
    let from = start;
    const blocks = new StoredBlocks(entry.size);
    const write = async (bytes: Uint8Array) => {
      if (whole) crc = crc32(bytes, crc);
      const piece = blocks.piece(from, bytes);
      from += bytes.length;
      await out.write(data + piece.at, piece.bytes);
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
    using file = await this.#open(index);
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

  #open(index: number): Deno.FsFile | Promise<Deno.FsFile> {
    const path = this.entries[index]!.path!;
    return this.#fileIo.run(() => Deno.openSync(path), () => Deno.open(path));
  }

  #end(): Uint8Array {
    const directory = this.#offsets.at(-1)!;
    return endOfArchive(this.entries.length, directory, this.#records.at(-1)! - directory);
  }
}

function joined(head: Uint8Array, rest: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + rest.length);
  all.set(head);
  all.set(rest, head.length);
  return all;
}

async function streamAll(
  file: Deno.FsFile,
  entry: ArchiveEntry,
  { start, end }: ByteRange,
  sink: Sink,
): Promise<void> {
  if (await streamFile(file, start, end, sink) < end - start) throw becameShorter(entry);
}

function becameShorter({ name }: ArchiveEntry): MessageError {
  return new MessageError(msg`${name} became shorter while it was sent`);
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
  const { name, size, modified, executable } = entry;
  return {
    name: new TextEncoder().encode(name),
    folder: entry.path === undefined,
    size,
    modified,
    executable,
  };
}

/** Changes with every name, size, time and mode in the archive, and with how archives are made. */
function archiveTag(entries: readonly ArchiveEntry[]): string {
  const hash = createHash("sha256");
  hash.update("2\0");
  for (const { name, size, modified, executable = false } of entries) {
    hash.update(`${name}\0${size}\0${modified}\0${executable ? "x" : ""}\0`);
  }
  return `"zip-${hash.digest("hex").slice(0, 24)}"`;
}
