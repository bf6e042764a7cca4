import { crc32 } from "node:zlib";
import { createHash } from "node:crypto";
import type { Content } from "../files/content.ts";
import { pourFile } from "../files/pour_file.ts";
import type { ByteRange } from "../semantics/byte_ranges.ts";
import type { Sink } from "../wire/message.ts";
import type { ArchiveEntry } from "./archive_entry.ts";
import {
  centralHeader,
  dataDescriptor,
  endOfArchive,
  localHeader,
  zipLength,
  type ZipMember,
} from "./zip_records.ts";

/**
 * A zip of these entries, made while it is sent. It is the same to the byte each time, so ranges of it make sense: those
 * who resume get the rest, though everything before must be read from the disk once more for the checksums.
 *
 * @param name what to call the archive
 * @param entries what to put in; files are opened one after the other, when their turn comes
 */
export function zipContent(name: string, entries: readonly ArchiveEntry[]): Content {
  const members = entries.map(toMember);
  const size = zipLength(members);
  return {
    name,
    type: "application/zip",
    size,
    modified: entries.reduce((latest, entry) => Math.max(latest, entry.modified), 0),
    tag: archiveTag(entries),
    send: ({ start, end }, sink) => writeZip(entries, members, window({ start, end }, sink)),
    close: () => {},
  };
}

interface Written extends ZipMember {
  crc: number;
  offset: number;
}

async function writeZip(
  entries: readonly ArchiveEntry[],
  members: readonly ZipMember[],
  sink: Sink,
): Promise<void> {
  let at = 0;
  const write = async (bytes: Uint8Array) => {
    at += bytes.length;
    await sink.write(bytes);
  };
  const written: Written[] = [];
  for (const [index, member] of members.entries()) {
    const offset = at;
    await write(localHeader(member));
    const crc = member.folder ? 0 : await writeFile(entries[index]!, { write });
    if (!member.folder) await write(dataDescriptor(member, crc));
    written.push({ ...member, crc, offset });
  }
  const directory = at;
  for (const member of written) await write(centralHeader(member, member.crc, member.offset));
  await write(endOfArchive(written.length, directory, at - directory));
}

/** @returns the checksum */
async function writeFile(entry: ArchiveEntry, sink: Sink): Promise<number> {
  using file = await Deno.open(entry.path!);
  let crc = 0;
  const write = async (bytes: Uint8Array) => {
    crc = crc32(bytes, crc);
    await sink.write(bytes);
  };
  const sent = await pourFile(file, 0, entry.size, { write });
  if (sent < entry.size) throw new Error(`${entry.name} became shorter while it was sent`);
  return crc;
}

/** Lets only one part of what is written through. */
function window({ start, end }: ByteRange, sink: Sink): Sink {
  let at = 0;
  const write = async (bytes: Uint8Array) => {
    const from = Math.max(0, start - at);
    const to = Math.min(bytes.length, end - at);
    at += bytes.length;
    if (from < to) await sink.write(bytes.subarray(from, to));
  };
  return { write };
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
