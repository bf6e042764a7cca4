import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { crc32 } from "node:zlib";
import { unpackTar } from "modern-tar";
import type { ArchiveEntry } from "../../mod/http/files/archive/archive_entry.ts";
import { CompressorPool } from "../../mod/http/files/compressor_pool.ts";
import { WorkQueue } from "../../mod/http/files/work_queue.ts";
import { tarBody } from "../../mod/http/files/archive/tar_body.ts";
import { zipContent } from "../../mod/http/files/archive/zip_content.ts";
import { plan } from "../../mod/http/client/download.ts";
import { PartialFile } from "../../mod/http/client/partial_file.ts";
import { namedType } from "../../mod/http/files/media/media_type.ts";
import type { ByteRange } from "../../mod/http/semantics/byte_ranges.ts";
import { ByteSet } from "../../mod/http/files/share/byte_set.ts";
import { requestFile, TransferError } from "../../mod/services/files/request_file.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { latin1Text } from "../_kit/latin1.ts";
import { anyText, bytesOf, corpus, cutAt, cuts, fc, joined, property, textOf } from "../_kit/property.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { readZip } from "../_kit/web/read_zip.ts";

property(
  "namedType() is one type, whatever a file is called",
  fc.oneof(anyText(), textOf("a", ".", "html", "TXT", "constructor", "__proto__", "valueOf", "md", "tar.gz")),
  (name) => {
    assert(/^[\w.+-]+\/[\w.+-]+$/.test(namedType(name).type), namedType(name).type);
  },
  { corpus: corpus("media") },
);

const END = 60;
const range = (): fc.Arbitrary<ByteRange> =>
  fc.tuple(fc.nat(END), fc.nat(END)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
const within = (at: number) => ({ start, end }: ByteRange) => at >= start && at < end;

property(
  "ByteSet knows which bytes are in it, and keeps them as few ranges as it can",
  fc.tuple(fc.array(range()), range()),
  ([added, asked]) => {
    const set = new ByteSet();
    for (const each of added) set.add(each);
    const has = (at: number) => added.some(within(at));
    const all = Array.from({ length: END + 1 }, (_, at) => at);
    for (const at of all) assertEquals(set.ranges.some(within(at)), has(at), `${at}`);
    assertEquals(set.size, all.filter(has).length);
    assertEquals(set.covers(asked), all.filter((at) => within(at)(asked)).every(has));
    const missing = set.missing(asked);
    for (const at of all) assertEquals(missing.some(within(at)), within(at)(asked) && !has(at), `${at}`);
    set.ranges.forEach(({ start, end }, i) => assert(start < end && start > (set.ranges[i - 1]?.end ?? -1)));
  },
);

property(
  "plan() shares out what is missing, each byte once and in order",
  fc.tuple(
    fc.array(fc.tuple(fc.nat(9_000_000), fc.integer({ min: 1, max: 9_000_000 }))),
    fc.integer({ min: 1, max: 16 }),
  ),
  ([gaps, connections]) => {
    let end = 0;
    const missing = gaps.map(([space, length]) => ({ start: end += space + 1, end: end += length }));
    const parts = plan(missing, connections);
    const set = new ByteSet();
    for (const part of parts) {
      assert(part.start < part.end && !set.ranges.some(({ end }) => end > part.start), "twice, or backwards");
      set.add(part);
    }
    assertEquals([...set.ranges], missing);
  },
);

const answer = () =>
  bytesOf("OK\n", "KO\n", "5\n", "hello", "0\n", "OK\r\n", "99999999999999999999\n", "-1\n", "\n");

property(
  "requestFile() takes exactly the announced bytes, or says that it was no transfer",
  fc.tuple(answer(), cuts()),
  async ([bytes, places]) => {
    const whole = /^OK\r?\n(\d{1,15})\r?(?:\n([^]*))?$/.exec(latin1Text(bytes));
    const size = Number(whole?.[1]);
    // An empty file needs no line end: it is all there.
    const complete = whole !== null && (whole[2] ?? "").length >= size;
    const got: Uint8Array[] = [];
    const sink = (piece: Uint8Array) => (got.push(piece.slice()), Promise.resolve());
    try {
      assertEquals(
        await requestFile(new FakeConnection(cutAt(bytes, places)), "a", async () => await sink),
        size,
      );
      assert(complete, "taken for a file");
      assertEquals(latin1Text(joined(got)), (whole[2] ?? "").slice(0, size));
    } catch (error) {
      assert(error instanceof TransferError && !complete, String(error));
    }
  },
);

property(
  "a note of a broken download that makes no sense is begun anew",
  fc.oneof(
    anyText(),
    fc.json(),
    fc.record({
      url: fc.constant("http://x/"),
      size: fc.constant(10),
      validator: fc.constant('"v"'),
      ranges: fc.oneof(fc.jsonValue(), fc.array(fc.record({ start: fc.integer(), end: fc.integer() }))),
    }).map((note) => JSON.stringify(note)),
  ),
  async (note) => {
    using folder = new TempFolder();
    const target = join(folder.path, "a");
    await Deno.writeFile(`${target}.part`, new Uint8Array(4));
    await Deno.writeTextFile(`${target}.part.json`, note);
    const remote = { size: 10, validator: '"v"', ranges: true, name: "a" };
    using partial = await PartialFile.open(target, "http://x/", remote);
    for (const { start, end } of partial.received.ranges) assert(start >= 0 && start < end && end <= 4);
  },
  { runs: 50, corpus: corpus("notes") },
);

const entry = () =>
  fc.record({
    name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }).map((name) =>
      name.replaceAll(/[\0/\\]/g, "_").toWellFormed()
    ),
    content: fc.option(fc.uint8Array({ maxLength: 3000 })),
    modified: fc.integer({ min: Date.UTC(1981), max: Date.UTC(2100) }),
  });
const entries = () => fc.uniqueArray(entry(), { selector: ({ name }) => name, maxLength: 6 });

property(
  "a zip holds what was put in, and a part of it is a part of it",
  fc.tuple(entries(), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  async ([made, from, to]) => {
    using folder = new TempFolder();
    const content = zipContent("a.zip", await written(made, folder.path));
    const all = await sent((sink) => content.send({ start: 0, end: content.size }, sink));
    assertEquals(all.length, content.size);
    const found = readZip(all);
    assertEquals(found.map(({ name }) => name), made.map(nameOf));
    for (const [at, { content: bytes }] of made.entries()) {
      assertEquals(latin1Text(found[at]!.bytes), latin1Text(bytes ?? new Uint8Array(0)));
      assertEquals(found[at]!.crc, crc32(bytes ?? new Uint8Array(0)));
    }
    const part = { start: Math.floor(from * all.length), end: Math.floor(to * all.length) };
    if (part.start >= part.end) return;
    const some = await sent((sink) => content.send(part, sink));
    assertEquals(latin1Text(some), latin1Text(all.subarray(part.start, part.end)));
  },
  { runs: 40 },
);

property("a tar holds what was put in", fc.tuple(entries(), fc.boolean()), async ([made, gzip]) => {
  using folder = new TempFolder();
  const tar = tarBody(await written(made, folder.path));
  const body = gzip ? new CompressorPool(new WorkQueue()).gzip(tar, new AbortController().signal) : tar;
  const all = await sent(body.send);
  const plain = gzip
    ? new Response(all).body!.pipeThrough(new DecompressionStream("gzip"))
    : new Response(all).body!;
  const found = await unpackTar(plain);
  assertEquals(found.map(({ header }) => header.name.replace(/\/$/, "")), made.map(({ name }) => name));
  for (const [at, { content, modified }] of made.entries()) {
    assertEquals(latin1Text(found[at]!.data ?? new Uint8Array(0)), latin1Text(content ?? new Uint8Array(0)));
    assertEquals(found[at]!.header.mtime?.getTime(), Math.floor(modified / 1000) * 1000);
  }
}, { runs: 30 });

type Made = { name: string; content: Uint8Array<ArrayBuffer> | null; modified: number };

function nameOf({ name, content }: Made): string {
  return content === null ? `${name}/` : name;
}

/** The entries, with their content on the disk. */
async function written(made: readonly Made[], folder: string): Promise<ArchiveEntry[]> {
  return await Promise.all(made.map(async (each, at) => {
    const path = join(folder, String(at));
    if (each.content !== null) await Deno.writeFile(path, each.content);
    return {
      name: nameOf(each),
      path: each.content === null ? undefined : path,
      size: each.content?.length ?? 0,
      modified: each.modified,
    };
  }));
}

async function sent(
  send: (sink: { write(bytes: Uint8Array): Promise<void> }) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  await send({ write: (bytes) => (pieces.push(bytes.slice()), Promise.resolve()) });
  return joined(pieces) as Uint8Array<ArrayBuffer>;
}
