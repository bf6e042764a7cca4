/*
What is fed piece by piece must not look at a byte more often because the pieces are small, and must not keep more than its limit:
a thousand single bytes are one line of Python. So the work on N bytes and on 4 N bytes is counted, in bytes and not in seconds.
*/

import { assert } from "@std/assert";
import { chunks } from "../../mod/io/chunks.ts";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import type { Framer } from "../../mod/io/framer.ts";
import { boundedLines } from "../../mod/io/bounded_lines.ts";
import { lines, textLines } from "../../mod/io/lines.ts";
import { MultipartParser } from "../../mod/http/files/upload/multipart_parser.ts";
import { ByteSource } from "../../mod/http/wire/byte_source.ts";
import { ChunkReader } from "../../mod/http/wire/chunk_reader.ts";
import type { Connection } from "../../mod/net/connection.ts";
import { latin1Bytes } from "../_kit/latin1.ts";
import { byteWork } from "../_kit/measure/byte_work.ts";

/** Something that takes pieces until it has had enough. */
interface Case {
  readonly name: string;
  /** The largest array it may ever hold, bytes, beyond a multiple of the piece. */
  readonly limit: number;
  /** Feeds all of the pieces; throws when it refuses one. */
  feed(pieces: Iterable<Uint8Array>): unknown;
  /** What it is fed: a beginning, then the same again and again. */
  readonly first?: string;
  readonly again: string;
}

function multipart(pieces: Iterable<Uint8Array>): void {
  const parser = new MultipartParser("xYz");
  for (const piece of pieces) {
    parser.push(piece);
    while (parser.next() !== undefined);
  }
}

function chunked(pieces: Iterable<Uint8Array>): void {
  const reader = new ChunkReader();
  for (const piece of pieces) {
    for (let at = 0; at < piece.length && !reader.ended;) at += reader.next(piece.subarray(at)).consumed;
  }
}

async function heads(pieces: Iterable<Uint8Array>): Promise<void> {
  const source = new ByteSource(connectionOf(pieces));
  while (await source.head(() => {}) !== null);
}

function framed(framer: Framer<unknown>): Case["feed"] {
  return async (pieces) => {
    const reader = new FrameReader(connectionOf(pieces), framer);
    while (await reader.next() !== null);
  };
}

function connectionOf(pieces: Iterable<Uint8Array>): Connection {
  const rest = pieces[Symbol.iterator]();
  let piece = new Uint8Array(0);
  const read = (buffer: Uint8Array) => {
    if (piece.length === 0) piece = rest.next().value ?? piece;
    if (piece.length === 0) return Promise.resolve(null);
    const taken = piece.subarray(0, buffer.length);
    // Element by element: this is the network's work and not what is measured.
    for (let at = 0; at < taken.length; at++) buffer[at] = taken[at]!;
    piece = piece.subarray(taken.length);
    return Promise.resolve(taken.length);
  };
  return { read } as unknown as Connection;
}

const PART = '--xYz\r\nContent-Disposition: form-data; name="a"\r\n\r\n';
const KIB = 1024;

const CASES: readonly Case[] = [
  { name: "form: what stands before the first part", feed: multipart, limit: 64 * KIB, again: "\r\n--x " },
  {
    name: "form: what follows the last part",
    feed: multipart,
    limit: 64 * KIB,
    first: `${PART}\r\n--xYz--`,
    again: "x",
  },
  {
    name: "form: the same, parts again",
    feed: multipart,
    limit: 64 * KIB,
    first: `${PART}\r\n--xYz--\r\n`,
    again: PART,
  },
  { name: "form: a file", feed: multipart, limit: 64 * KIB, first: PART, again: "hello" },
  { name: "form: a file full of line ends", feed: multipart, limit: 64 * KIB, first: PART, again: "\r" },
  {
    name: "form: a file of what is nearly a boundary",
    feed: multipart,
    limit: 64 * KIB,
    first: PART,
    again: "\r\n--xY",
  },
  {
    name: "form: a part's head without an end",
    feed: multipart,
    limit: 64 * KIB,
    first: PART.slice(0, 20),
    again: "A\r\n",
  },
  { name: "form: parts", feed: multipart, limit: 64 * KIB, again: `${PART}x\r\n` },
  { name: "chunks of one byte", feed: chunked, limit: 0, again: "1\r\nx\r\n" },
  { name: "chunks: a size line without an end", feed: chunked, limit: 0, first: "1;", again: "x" },
  { name: "chunks: trailers", feed: chunked, limit: 0, first: "0\r\n", again: "a:b\r\n" },
  { name: "heads", feed: heads, limit: 64 * KIB, again: "GET / HTTP/1.1\r\nHost: a\r\n\r\n" },
  {
    name: "a head without an end",
    feed: heads,
    limit: 64 * KIB,
    first: "GET / HTTP/1.1\r\n",
    again: "A: b\r\n",
  },
  { name: "a head of one line", feed: heads, limit: 64 * KIB, again: "A" },
  { name: "empty lines before a head", feed: heads, limit: 64 * KIB, again: "\r\n" },
  { name: "lines", feed: framed(lines()), limit: 70 * KIB, again: "hello\n" },
  { name: "a line without an end", feed: framed(lines()), limit: 70 * KIB, again: "x" },
  { name: "a line of carriage returns", feed: framed(textLines()), limit: 70 * KIB, again: "\r" },
  { name: "a line in pieces", feed: framed(boundedLines({ limit: 4096 })), limit: 70 * KIB, again: "x" },
  { name: "what a read returns", feed: framed(chunks()), limit: 70 * KIB, again: "x" },
];

function* cut(text: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
}

async function workOn({ feed, first = "", again }: Case, length: number, size: number) {
  const text = latin1Bytes((first + again.repeat(Math.ceil(length / again.length))).slice(0, length));
  return await byteWork(async () => {
    // To refuse is always right: it ends the work.
    await Promise.resolve(text).then((text) => feed(cut(text, size))).catch(() => {});
  });
}

/** What may be done with each byte: a boundary may begin at any, so its few bytes are looked at again. */
const A_BYTE = 40;
const N = 60_000;

for (const each of CASES) {
  Deno.test(`work and memory are bounded, whatever the pieces: ${each.name}`, async () => {
    for (const size of [1, 7, 4096]) {
      for (const length of [N, 4 * N]) {
        const { total, largest } = await workOn(each, length, size);
        const what = `${length} bytes in pieces of ${size}`;
        assert(total <= A_BYTE * length + 8 * each.limit, `${what}: ${total} bytes of work`);
        assert(largest <= each.limit + 4 * size, `${what}: ${largest} bytes at once`);
      }
    }
  });
}
