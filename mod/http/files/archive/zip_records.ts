/*
The records of a zip file (PKWARE APPNOTE 6.3), for files that are stored, not compressed.

Stored, because files that people share are mostly compressed already, because the length is then
known before the first byte is sent (a progress bar, ranges, resuming), and because copying is
ten times as fast as deflating. The checksum comes after each file (flag 8), so a file is read
only once. Names are UTF-8 (flag 0x800). From 4 GiB on, the records use their 64-bit forms.

A library was tried first (client-zip 2.5.1): correct, but 0.18 GB/s, because its checksum is
computed in JavaScript; with the runtime's own crc32 the same work runs at more than 1 GB/s.
*/

/** The entry of one file in the central directory. */
export interface ZipMember {
  /** UTF-8. */
  readonly name: Uint8Array;
  readonly folder: boolean;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

const LIMIT32 = 0xffffffff;
const LIMIT16 = 0xffff;
/** UTF-8 names; for files also: the checksum comes after the data. */
const FLAGS = { folder: 0x0800, file: 0x0808 };
const VERSION = 45;

/** Before a file's bytes. */
export function localHeader(member: ZipMember): Uint8Array {
  const record = new ZipRecord(30 + member.name.length);
  record.u32(0x04034b50).u16(VERSION).u16(flags(member)).u16(0).u32(dosTime(member.modified));
  record.u32(0).u32(0).u32(0).u16(member.name.length).u16(0).bytes(member.name);
  return record.done;
}

/** After a file's bytes: its checksum and its size. */
export function dataDescriptor(member: ZipMember, crc: number): Uint8Array {
  const record = new ZipRecord(descriptorLength(member));
  record.u32(0x08074b50).u32(crc);
  if (member.size >= LIMIT32) record.u64(member.size).u64(member.size);
  else record.u32(member.size).u32(member.size);
  return record.done;
}

/** The file's entry in the directory at the end. @param offset of its local header */
export function centralHeader(member: ZipMember, crc: number, offset: number): Uint8Array {
  const extra = zip64Extra(member, offset);
  const record = new ZipRecord(46 + member.name.length + extra.length);
  // Made on Unix (3), so that the modes are understood: rw-r--r-- and rwxr-xr-x.
  const mode = member.folder ? 0o040755 : 0o100644;
  record.u32(0x02014b50).u16(3 << 8 | VERSION).u16(VERSION).u16(flags(member)).u16(0).u32(
    dosTime(member.modified),
  );
  record.u32(crc).u32(Math.min(member.size, LIMIT32)).u32(Math.min(member.size, LIMIT32));
  record.u16(member.name.length).u16(extra.length).u16(0).u16(0).u16(0);
  record.u32(mode * 0x10000 + (member.folder ? 0x10 : 0)).u32(Math.min(offset, LIMIT32));
  return record.bytes(member.name).bytes(extra).done;
}

/** The end of the archive. @param at where the directory begins @param length of the directory, bytes */
export function endOfArchive(count: number, at: number, length: number): Uint8Array {
  const big = needsZip64End(count, at, length);
  const record = new ZipRecord(big ? 98 : 22);
  if (big) {
    record.u32(0x06064b50).u64(44).u16(VERSION).u16(VERSION).u32(0).u32(0).u64(count).u64(count).u64(length)
      .u64(at);
    record.u32(0x07064b50).u32(0).u64(at + length).u32(1);
  }
  record.u32(0x06054b50).u16(0).u16(0).u16(Math.min(count, LIMIT16)).u16(Math.min(count, LIMIT16));
  return record.u32(Math.min(length, LIMIT32)).u32(Math.min(at, LIMIT32)).u16(0).done;
}

/** The length of a file with its records before and after it, bytes. */
export function memberLength(member: ZipMember): number {
  return 30 + member.name.length + member.size + (member.folder ? 0 : descriptorLength(member));
}

/** The length of its entry in the directory, bytes. @param offset of its local header */
export function centralLength(member: ZipMember, offset: number): number {
  return 46 + member.name.length + zip64Extra(member, offset).length;
}

function flags(member: ZipMember): number {
  return member.folder ? FLAGS.folder : FLAGS.file;
}

function descriptorLength(member: ZipMember): number {
  return member.size >= LIMIT32 ? 24 : 16;
}

function needsZip64End(count: number, at: number, length: number): boolean {
  return count >= LIMIT16 || at >= LIMIT32 || length >= LIMIT32;
}

function zip64Extra(member: ZipMember, offset: number): Uint8Array {
  const numbers = [
    ...(member.size >= LIMIT32 ? [member.size, member.size] : []),
    ...(offset >= LIMIT32 ? [offset] : []),
  ];
  if (numbers.length === 0) return new Uint8Array(0);
  const record = new ZipRecord(4 + 8 * numbers.length).u16(1).u16(8 * numbers.length);
  for (const number of numbers) record.u64(number);
  return record.done;
}

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

  bytes(bytes: Uint8Array): this {
    this.done.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }
}
