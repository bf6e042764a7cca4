import { assert, assertEquals } from "@std/assert";
import { chooseCoding } from "../../mod/http/semantics/accept_encoding.ts";
import { parseByteRanges } from "../../mod/http/semantics/byte_ranges.ts";
import { parseTags } from "../../mod/http/semantics/entity_tag.ts";
import { formatHttpDate, parseHttpDate } from "../../mod/http/semantics/http_date.ts";
import { MultipartParser } from "../../mod/http/files/upload/multipart_parser.ts";
import { ChunkReader } from "../../mod/http/wire/chunk_reader.ts";
import { HttpError } from "../../mod/http/wire/http_error.ts";
import { headLength, parseRequestHead } from "../../mod/http/wire/request_head.ts";
import { latin1Bytes, latin1Text } from "../_kit/latin1.ts";
import {
  bytesOf,
  corpus,
  corpusBytes,
  cutAt,
  cuts,
  fc,
  joined,
  property,
  spoiled,
  textOf,
  unless,
} from "../_kit/property.ts";

const LENGTH = 100;
const ranges = () =>
  textOf("bytes=", "bytes", "=", "-", ",", " ", "0", "99", "100", "50", "-1", "99999999999999999999");

property(
  "parseByteRanges() stays inside the file and gives no byte twice",
  fc.tuple(ranges(), fc.constantFrom(0, 1, LENGTH)),
  ([value, length]) => {
    const found = parseByteRanges(value, length);
    const given = new Set<number>();
    for (const { start, end } of found ?? []) {
      assert(start >= 0 && start < end && end <= length, `${start}-${end}`);
      for (let at = start; at < end; at++) {
        assert(!given.has(at), `${at} twice`);
        given.add(at);
      }
    }
  },
  { corpus: corpus("ranges").map((value): [string, number] => [value, LENGTH]) },
);

const spec = () =>
  fc.tuple(fc.option(fc.nat(150)), fc.option(fc.nat(150))).filter(([a, b]) => a !== null || b !== null);

property(
  "parseByteRanges() gives the bytes that were asked for, and no others",
  fc.array(spec(), { minLength: 1, maxLength: 5 }),
  (specs) => {
    const wellFormed = specs.every(([a, b]) => a === null || b === null || a <= b);
    const found = parseByteRanges(
      `bytes=${specs.map(([a, b]) => `${a ?? ""}-${b ?? ""}`).join(", ")}`,
      LENGTH,
    );
    if (!wellFormed) return assertEquals(found, undefined);
    const asked = (at: number) =>
      specs.some(([a, b]) => a === null ? at >= LENGTH - b! : at >= a && (b === null || at <= b));
    const given = (at: number) => found!.some(({ start, end }) => at >= start && at < end);
    for (let at = 0; at < LENGTH; at++) assertEquals(given(at), asked(at), `${at}`);
    const overlap = specs.some((_, i) => specs.slice(0, i).some((__, j) => shared(specs[i]!, specs[j]!)));
    const all = found!.flatMap(({ start, end }) =>
      Array.from({ length: end - start }, (_, at) => start + at)
    );
    assertEquals(new Set(all).size, all.length, "a byte is given twice");
    if (!overlap) {
      assertEquals(
        found!.map(({ start }) => start),
        specs.map(startOf).filter((at) => at < LENGTH),
      );
    }
  },
);

type Spec = [number | null, number | null];

function startOf([first, last]: Spec): number {
  return first ?? (last === 0 ? LENGTH : Math.max(0, LENGTH - last!));
}

function endOf([first, last]: Spec): number {
  return first === null ? LENGTH : Math.min(LENGTH, (last ?? LENGTH) + 1);
}

function shared(one: Spec, other: Spec): boolean {
  return startOf(one) < endOf(other) && startOf(other) < endOf(one);
}

const head = () =>
  bytesOf(
    "GET ",
    "/",
    " HTTP/1.1",
    "\r\n",
    "\n",
    "\r",
    "Host: x",
    "Host",
    ":",
    " ",
    "Content-Length: 3",
    "\0",
    "é",
    "POST /a HTTP/1.0\r\n\r\n",
  );

property(
  "headLength() finds the same end however the bytes come",
  fc.tuple(head(), cuts()),
  ([bytes, places]) => {
    const whole = headLength(bytes, 0);
    let arrived = 0;
    for (const piece of cutAt(bytes, places)) {
      const found = headLength(bytes.subarray(0, arrived + piece.length), arrived);
      if (found !== undefined) return assertEquals(found, whole);
      arrived += piece.length;
    }
    assertEquals(whole, undefined);
  },
  { corpus: corpusBytes("heads").map((bytes): [Uint8Array, number[]] => [bytes, [0.1, 0.5]]) },
);

property("parseRequestHead() reads a head or refuses it with a status", head(), (bytes) => {
  const found = unless(HttpError, () => parseRequestHead(bytes));
  if (found === undefined) return;
  assert(/^[!-~]+$/.test(found.method) && !/[\s#]/.test(found.target) && found.target !== "");
  for (const [name, value] of found.fields) {
    assert(name === name.toLowerCase() && !/[\r\n\0]/.test(value), `${name}: ${value}`);
  }
}, { corpus: corpusBytes("heads") });

const nearlyHead = () =>
  spoiled(
    "GET /a?b HTTP/1.1\r\nHost: x\r\nA-b: c d\r\n\r\n",
    ...["\0", "\r", "\n", "\r\n", " ", "\t", ":", "#", "é", "Host: y", "\x7f", "(", "HTTP/2.0", "1.0"],
  );

property("parseRequestHead() takes what RFC 9112 calls a head, and nothing else", nearlyHead(), (text) => {
  const bytes = latin1Bytes(text);
  const length = headLength(bytes, 0);
  if (length === undefined) return;
  const found = unless(HttpError, () => parseRequestHead(bytes.subarray(0, length)));
  const [first = "", ...fields] = latin1Text(bytes.subarray(0, length)).replace(/^[\r\n]+/, "")
    .split("\n").map((line) => line.replace(/\r$/, ""));
  const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  const named = new RegExp(`^(${token}):[ \\t]*([\\t\\x20-\\x7e\\x80-\\xff]*)$`);
  const read = fields.filter((line) => line !== "").map((line) => named.exec(line));
  const hosts = read.filter((field) => field?.[1]?.toLowerCase() === "host").map((field) =>
    field![2]!.trim()
  );
  const [, version] =
    new RegExp(`^${token} [\\x21\\x22\\x24-\\x7e\\x80-\\xff]+ HTTP/1\\.(\\d)$`).exec(first) ?? [];
  const hostly = hosts.length === 0
    ? version === "0"
    : hosts.length === 1 && /^[\w.!$&'()*+;=%~-]*(:\d*)?$/.test(hosts[0]!);
  assertEquals(
    found !== undefined,
    version !== undefined && !read.includes(null) && hostly,
    JSON.stringify(text),
  );
}, { runs: 1000 });

property(
  "ChunkReader takes what RFC 9112 calls chunks, and nothing else",
  spoiled(
    "5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
    "\r",
    "\n",
    "\r\n",
    "0",
    "f",
    "g",
    " ",
    ";",
    "-",
  ),
  (text) => {
    const found = unless(HttpError, () => dechunked([latin1Bytes(text)]));
    const model = chunksOf(latin1Text(latin1Bytes(text)));
    assertEquals(found === undefined, model === undefined, JSON.stringify(text));
    assertEquals(found && { data: latin1Text(found.data), ended: found.ended }, model);
  },
  { runs: 1000 },
);

/** A body as a whole, said in another way; `undefined` when it is refused. */
function chunksOf(text: string): { data: string; ended: boolean } | undefined {
  let data = "";
  for (let at = 0;;) {
    const line = /^([^\n]*)\n/.exec(text.slice(at))?.[1];
    if (line === undefined) return { data, ended: false };
    const [, size] = /^([0-9a-fA-F]{1,13})(?:[ \t]*;[^\r]*)?\r$/.exec(line) ?? [];
    if (size === undefined) return undefined;
    at += line.length + 1;
    if (parseInt(size, 16) === 0) {
      return trailersOf(text.slice(at)) && { data, ended: trailersOf(text.slice(at)) === "all" };
    }
    data += text.slice(at, at += parseInt(size, 16));
    const after = text.slice(at);
    if (!after.includes("\n")) return { data, ended: false };
    if (!after.startsWith("\r\n")) return undefined;
    at += 2;
  }
}

/** Fields up to an empty line: all of them are there, or only some, or they are refused. */
function trailersOf(text: string): "all" | "some" | undefined {
  const [whole, lines] = /^((?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)*)(?:\r\n)?/.exec(
    text,
  )!;
  if (whole !== lines) return "all";
  return text.slice(lines!.length).includes("\n") ? undefined : "some";
}

property(
  "ChunkReader gives back the data, whatever the chunks and the pieces",
  fc.tuple(fc.array(fc.uint8Array({ minLength: 1 })), cuts()),
  ([parts, places]) => {
    const line = (length: number) => latin1Bytes(`${length.toString(16)}\r\n`);
    const chunks = parts.flatMap((part) => [line(part.length), part, latin1Bytes("\r\n")]);
    const { data, ended } = dechunked(cutAt(joined([...chunks, latin1Bytes("0\r\nX: y\r\n\r\n")]), places));
    assertEquals(latin1Text(data), latin1Text(joined(parts)));
    assert(ended);
  },
);

property(
  "ChunkReader reads bytes or refuses them with a status",
  bytesOf("5\r\n", "hello", "\r\n", "0", ";x=y", "ffffffffffffff", "A", "\n", "-1", " "),
  (bytes) => {
    unless(HttpError, () => dechunked([bytes]));
  },
  { corpus: corpusBytes("chunks") },
);

const boundary = "xYz";
const content = () =>
  bytesOf("\r\n", "--xYz", "\r\n--xY", "--", "a", "\r", "\n", "xYz").filter((bytes) =>
    !latin1Text(bytes).includes("--xYz")
  );

property(
  "MultipartParser gives back the parts, whatever the pieces",
  fc.tuple(fc.array(content()), cuts()),
  ([contents, places]) => {
    const form = contents.map((each, i) =>
      joined([latin1Bytes(`--${boundary}\r\nName: ${i}\r\n\r\n`), each, latin1Bytes("\r\n")])
    );
    const bytes = joined([...form, latin1Bytes(`--${boundary}--\r\n`)]);
    const { parts, ended } = parsed(cutAt(bytes, places));
    assertEquals(parts, contents.map((each, i) => `Name: ${i}|${latin1Text(each)}`));
    assert(ended);
  },
);

property(
  "MultipartParser reads bytes or refuses them with a status",
  fc.tuple(bytesOf("--xYz", "\r\n", "--", "A: b", "\r\n\r\n", "\n"), cuts()),
  ([bytes, places]) => {
    unless(HttpError, () => parsed(cutAt(bytes, places)));
  },
);

property("an HTTP date is read as it was written", fc.nat(4_102_444_800), (seconds) => {
  assertEquals(parseHttpDate(formatHttpDate(seconds * 1000)), seconds * 1000);
});

property(
  "parseHttpDate() reads a date or none",
  textOf("Sun, ", "06 ", "Nov ", "1994 ", "08:49:37 ", "GMT", "Sunday, ", "06-Nov-94 ", "31 ", "Feb "),
  (text) => {
    const time = parseHttpDate(text);
    assert(time === undefined || Number.isFinite(time));
  },
);

property(
  "chooseCoding() chooses what is on offer and was not forbidden",
  textOf("gzip", "br", "identity", "*", ";q=", "0", "1", "0.5", ",", " ", "deflate"),
  (value) => {
    const coding = chooseCoding(value, ["br", "gzip"]);
    assert(["br", "gzip", "identity"].includes(coding));
    if (new RegExp(`(^|,)\\s*${coding}\\s*;\\s*q=0(\\.0*)?\\s*(,|$)`).test(value) && coding !== "identity") {
      // Named twice, the last one counts.
      assert(value.split(coding).length > 2, value);
    }
  },
);

property(
  "parseTags() reads tags, the star, or nothing",
  textOf('"a"', 'W/"b"', "*", ",", " ", '"', "W/", "x"),
  (value) => {
    const tags = parseTags(value);
    if (tags !== undefined && tags !== "*") {
      for (const tag of tags) {
        assert(
          /^(W\/)?"[^"]*"$/.test(tag),
          tag,
        );
      }
    }
  },
);

function dechunked(pieces: readonly Uint8Array[]): { data: Uint8Array; ended: boolean } {
  const reader = new ChunkReader();
  const data: Uint8Array[] = [];
  for (const piece of pieces) {
    for (let at = 0; at < piece.length && !reader.ended;) {
      const found = reader.next(piece.subarray(at));
      assert(found.consumed > 0, "no progress");
      at += found.consumed;
      data.push(found.data.slice());
    }
  }
  return { data: joined(data), ended: reader.ended };
}

function parsed(pieces: readonly Uint8Array[]): { parts: string[]; ended: boolean } {
  const parser = new MultipartParser(boundary);
  const parts: string[] = [];
  let ended = false;
  for (const piece of pieces) {
    const buffer = piece.slice();
    parser.push(buffer);
    for (let event = parser.next(); event !== undefined; event = parser.next()) {
      if (event.kind === "part") parts.push(`${event.head}|`);
      if (event.kind === "data") parts[parts.length - 1] += latin1Text(event.bytes);
      if (event.kind === "end") ended = true;
    }
    buffer.fill(0); // it is the caller's again
  }
  return { parts, ended };
}
