import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  ProtocolError,
  type RequestLimits,
  RequestParser,
  STRANGER_LIMITS,
} from "../../../mod/services/kv/resp/request_parser.ts";
import { encodeCommands } from "../../../mod/services/kv/client/encode_commands.ts";
import { fc, property } from "../../_kit/property.ts";
import { latin1Bytes } from "../../_kit/latin1.ts";

const LIMITS: RequestLimits = { argument: 100_000, request: 200_000, count: 1000 };

/** What is understood of these pieces. */
function parse(pieces: readonly Uint8Array[], limits = LIMITS): string[][] {
  const parser = new RequestParser(limits);
  const found: string[][] = [];
  for (const piece of pieces) {
    parser.push(piece);
    for (let words = parser.next(); words !== undefined; words = parser.next()) found.push(words);
  }
  return found;
}

const word = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => String.fromCharCode(...bytes)),
  fc.constantFrom("", "\r\n", "$3\r\n", "x".repeat(5000)),
);

property(
  "requests are what they were, in whatever pieces they come",
  fc.tuple(
    fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
    fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
  ),
  ([requests, sizes]) => {
    const bytes = encodeCommands(requests);
    const pieces: Uint8Array[] = [];
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const size = sizes[turn % sizes.length]!;
      pieces.push(bytes.slice(at, at + size));
      at += size;
    }
    assertEquals(parse(pieces), requests);
  },
);

property(
  "any bytes at all are requests, something incomplete or a ProtocolError, and never more is kept than came",
  fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom("*1\r\n", "$3\r\n", "*-1\r\n", "$-1\r\n", "*99999999999\r\n", "GET a\r\n", "\r\n", '"')
        .map(latin1Bytes),
    ),
    { maxLength: 12 },
  ),
  (pieces) => {
    const parser = new RequestParser(LIMITS);
    let came = 0;
    try {
      for (const piece of pieces) {
        parser.push(piece);
        came += piece.length;
        for (let words = parser.next(); words !== undefined; words = parser.next());
        assert(parser.held <= came, `${parser.held} bytes kept of ${came}`);
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  },
  { runs: 500 },
);

Deno.test("a byte at a time, a request is understood with its last byte and not before", () => {
  const parser = new RequestParser(LIMITS);
  const bytes = encodeCommands([["SET", "k", "a\r\nb"]]);
  for (const [at, byte] of bytes.entries()) {
    parser.push(Uint8Array.of(byte));
    assertEquals(parser.next(), at === bytes.length - 1 ? ["SET", "k", "a\r\nb"] : undefined, `byte ${at}`);
  }
});

Deno.test("lines are requests; blanks and quotation marks tell their words apart", () => {
  const lines = "SET  k \"a b\\x41\\n\"\r\n\r\n  \nget 'it\\'s'\nPING\n";
  assertEquals(parse([latin1Bytes(lines)]), [["SET", "k", "a bA\n"], [], [], ["get", "it's"], ["PING"]]);
});

Deno.test("empty arrays are no requests", () => {
  assertEquals(parse([latin1Bytes("*0\r\n*-1\r\n*1\r\n$4\r\nPING\r\n")]), [[], [], ["PING"]]);
});

/** What cannot be a request, and what is said of it, in the words that clients know from Redis. */
const BROKEN: readonly [bytes: string, said: string][] = [
  ["*3\r\n$3\r\nSET\r\n$1\r\nx\r\nfooz\r\n", "Protocol error: expected '$', got 'f'"],
  ["*1\r\n\x01", "Protocol error: expected '$', got '\\x01'"],
  ["*3000000000\r\n", "Protocol error: invalid multibulk length"],
  ["*1001\r\n", "Protocol error: invalid multibulk length"],
  ["*x\r\n", "Protocol error: invalid multibulk length"],
  ["*11111111111111111111", "Protocol error: invalid multibulk length"],
  ["*1\r\n$-10\r\n", "Protocol error: invalid bulk length"],
  ["*1\r\n$2000000000\r\n", "Protocol error: invalid bulk length"],
  ["*1\r\n$100001\r\n", "Protocol error: invalid bulk length"],
  ["*1\r\n$blabla\r\n", "Protocol error: invalid bulk length"],
  ["*1\r\n$4\nPING\n", "Protocol error: invalid bulk length"],
  ["*1\r\n$3\r\nPING\r\n", "Protocol error: expected CRLF after the argument"],
  [
    "*3\r\n$100000\r\n" + "x".repeat(100_000) + "\r\n$100000\r\n" + "x".repeat(100_000) + "\r\n$1\r\n",
    "Protocol error: the request is too long",
  ],
  ['GET "a\r\n', "Protocol error: unbalanced quotes in request"],
  ['GET "a"b\r\n', "Protocol error: unbalanced quotes in request"],
  ["x".repeat(70_000), "Protocol error: too big inline request"],
];

for (const [bytes, said] of BROKEN) {
  Deno.test(`${JSON.stringify(bytes.slice(0, 40))} is refused: ${said}`, () => {
    assertThrows(() => parse([latin1Bytes(bytes)]), ProtocolError, said);
  });
}

Deno.test("before the password was given, requests are small", () => {
  assertThrows(
    () => parse([latin1Bytes("*11\r\n")], STRANGER_LIMITS),
    ProtocolError,
    "unauthenticated multibulk",
  );
  assertThrows(
    () => parse([latin1Bytes("*1\r\n$16385\r\n")], STRANGER_LIMITS),
    ProtocolError,
    "unauthenticated bulk",
  );
});

Deno.test("an announced length makes no room: memory grows with the bytes that come", () => {
  const parser = new RequestParser({ ...LIMITS, argument: 1 << 29, request: 1 << 30 });
  parser.push(latin1Bytes("*1\r\n$536870912\r\nabc"));
  assertEquals(parser.next(), undefined);
  assertEquals(parser.room().length < 65_536, true);
});
