/*
The records of a zip file (PKWARE APPNOTE 6.3), for files that are not compressed.

Not compressed, because files that people share are mostly compressed already, because the length is
then known before the first byte is sent (a progress bar, ranges, resuming), and because copying is
ten times as fast as deflating. A small file is stored behind its checksum and size. A large one is
read only once, so its checksum comes after it (flag 8); a reader of a pipe finds the end of such a
file only by the file's own marks, so it is in the blocks of a deflate stream, see `stored_blocks.ts`
(Java's ZipInputStream refuses what is stored with flag 8). Names are UTF-8 (flag 0x800). Times are
in local time, as DOS has them, and in UTC for those who know Info-ZIP's field. From 4 GiB on, the
records use their 64-bit forms.

A library was tried first (client-zip 2.5.1): correct, but 0.18 GB/s, because its checksum is
computed in JavaScript; with the runtime's own crc32 the same work runs at more than 1 GB/s.
*/

import { blocksLength } from "./stored_blocks.ts";

/** The entry of one file in the central directory. */
export interface ZipMember {
  /** UTF-8. */
  readonly name: Uint8Array;
  readonly folder: boolean;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Whether it is a program. */
  readonly executable?: boolean | undefined;
}

/** The largest file that is read before it is sent, so that its checksum comes first, bytes. */
export const CHECKED_FIRST = 1024 * 1024;

const LIMIT32 = 0xffffffff;
const LIMIT16 = 0xffff;
/** UTF-8 names; for large files also: the checksum comes after the data. */
const FLAGS = { checked: 0x0800, streamed: 0x0808 };
/** The version of the format that knows folders and deflate, and the one that knows 64-bit sizes. */
const [VERSION, VERSION64] = [20, 45];
const DEFLATED = 8;

/** Before a file's bytes. @param crc is not looked at where it comes after them */
export function localHeader(member: ZipMember, crc: number): Uint8Array {
  const streamed = isStreamed(member);
  const extra = [...localZip64(member), ...timeExtra(member)];
  const record = new ZipRecord(30 + member.name.length + extra.length);
  record.u32(0x04034b50).u16(isLarge(member) ? VERSION64 : VERSION).u16(flags(member)).u16(method(member));
  record.u32(dosTime(member.modified)).u32(streamed ? 0 : crc);
  const size = isLarge(member) ? LIMIT32 : streamed ? 0 : member.size;
  record.u32(size).u32(size).u16(member.name.length).u16(extra.length);
  return record.bytes(member.name).bytes(extra).done;
}

/** Whether the checksum comes after the bytes, which are in {@linkcode storedBlocks}. */
export function isStreamed({ size }: ZipMember): boolean {
  return size > CHECKED_FIRST;
}

/** After a large file's bytes: its checksum and its sizes. */
export function dataDescriptor(member: ZipMember, crc: number): Uint8Array {
  const record = new ZipRecord(descriptorLength(member));
  record.u32(0x08074b50).u32(crc);
  const packed = packedSize(member);
  if (isLarge(member)) record.u64(packed).u64(member.size);
  else record.u32(packed).u32(member.size);
  return record.done;
}

/** The file's entry in the directory at the end. @param offset of its local header */
export function centralHeader(member: ZipMember, crc: number, offset: number): Uint8Array {
  const zip64 = centralZip64(member, offset);
  const extra = [...zip64, ...timeExtra(member)];
  const version = zip64.length > 0 ? VERSION64 : VERSION;
  const record = new ZipRecord(46 + member.name.length + extra.length);
  // Made on Unix (3), so that the modes are understood: rw-r--r-- and rwxr-xr-x.
  const mode = member.folder ? 0o040755 : member.executable ? 0o100755 : 0o100644;
  record.u32(0x02014b50).u16(3 << 8 | version).u16(version).u16(flags(member)).u16(method(member));
  record.u32(dosTime(member.modified)).u32(crc);
  if (isLarge(member)) record.u32(LIMIT32).u32(LIMIT32);
  else record.u32(packedSize(member)).u32(member.size);
  record.u16(member.name.length).u16(extra.length).u16(0).u16(0).u16(0);
  record.u32(mode * 0x10000 + (member.folder ? 0x10 : 0)).u32(Math.min(offset, LIMIT32));
  return record.bytes(member.name).bytes(extra).done;
}

/** The end of the archive. @param at where the directory begins @param length of the directory, bytes */
export function endOfArchive(count: number, at: number, length: number): Uint8Array {
  const big = needsZip64End(count, at, length);
  const record = new ZipRecord(big ? 98 : 22);
  if (big) {
    record.u32(0x06064b50).u64(44).u16(3 << 8 | VERSION64).u16(VERSION64).u32(0).u32(0).u64(count).u64(count)
      .u64(length)
      .u64(at);
    record.u32(0x07064b50).u32(0).u64(at + length).u32(1);
  }
  record.u32(0x06054b50).u16(0).u16(0).u16(Math.min(count, LIMIT16)).u16(Math.min(count, LIMIT16));
  return record.u32(Math.min(length, LIMIT32)).u32(Math.min(at, LIMIT32)).u16(0).done;
}

/** The length of a file with its records before and after it, bytes. */
export function memberLength(member: ZipMember): number {
  const extra = localZip64(member).length + timeExtra(member).length;
  return 30 + member.name.length + extra + packedSize(member) + descriptorLength(member);
}

/** The length of its entry in the directory, bytes. @param offset of its local header */
export function centralLength(member: ZipMember, offset: number): number {
  return 46 + member.name.length + centralZip64(member, offset).length + timeExtra(member).length;
}

/** The bytes between its records. */
export function packedSize(member: ZipMember): number {
  return isStreamed(member) ? blocksLength(member.size) : member.size;
}

function flags(member: ZipMember): number {
  return isStreamed(member) ? FLAGS.streamed : FLAGS.checked;
}

function method(member: ZipMember): number {
  return isStreamed(member) ? DEFLATED : 0;
}

/** Whether its sizes need more than 32 bits. */
function isLarge(member: ZipMember): boolean {
  return packedSize(member) >= LIMIT32;
}

function descriptorLength(member: ZipMember): number {
  return !isStreamed(member) ? 0 : isLarge(member) ? 24 : 16;
}

function needsZip64End(count: number, at: number, length: number): boolean {
  return count >= LIMIT16 || at >= LIMIT32 || length >= LIMIT32;
}

/** Says that the record behind the bytes has 64-bit sizes. */
function localZip64(member: ZipMember): Uint8Array {
  return isLarge(member) ? zip64Extra([0, 0]) : NONE;
}

function centralZip64(member: ZipMember, offset: number): Uint8Array {
  const sizes = isLarge(member) ? [member.size, packedSize(member)] : [];
  return zip64Extra(offset >= LIMIT32 ? [...sizes, offset] : sizes);
}

function zip64Extra(numbers: readonly number[]): Uint8Array {
  if (numbers.length === 0) return NONE;
  const record = new ZipRecord(4 + 8 * numbers.length).u16(1).u16(8 * numbers.length);
  for (const number of numbers) record.u64(number);
  return record.done;
}

/** Info-ZIP's extended timestamp: seconds since 1970 in 32 bits; nothing for a time that does not fit. */
function timeExtra({ modified }: ZipMember): Uint8Array {
  const seconds = Math.floor(modified / 1000);
  if (seconds !== (seconds | 0)) return NONE;
  return new ZipRecord(9).u16(0x5455).u16(5).bytes([1]).u32(seconds >>> 0).done;
}

const NONE = new Uint8Array(0);

/** Precise to two seconds, in local time, from 1980 on: that is DOS. */
function dosTime(modified: number): number {
  const at = new Date(Math.max(modified, new Date(1980, 0, 1).getTime()));
  const time = at.getSeconds() >> 1 | at.getMinutes() << 5 | at.getHours() << 11;
  const date = at.getDate() | (at.getMonth() + 1) << 5 | Math.min(at.getFullYear() - 1980, 127) << 9;
  return date * 0x10000 + time;
}

/** Little-endian numbers, one after the other. */
class ZipRecord {
  readonly done: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.done = new Uint8Array(length);
    this.#view = new DataView(this.done.buffer);
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  u64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value), true);
    this.#at += 8;
    return this;
  }

  bytes(bytes: ArrayLike<number>): this {
    this.done.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }
}
