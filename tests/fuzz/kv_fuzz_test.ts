/*
The key/value server's three protocols: whatever comes, in whatever pieces, is answered alike, keeps nothing that is not
bounded, and throws nothing. The client's reader, and that of the checks, hold the same against a server.
*/

import { assert, assertEquals } from "@std/assert";
import { readReply } from "../../mod/check/rules/resp/resp_reply.ts";
import { bookAnswer } from "../../mod/services/kv/book_protocol.ts";
import { encodeCommands } from "../../mod/services/kv/client/encode_commands.ts";
import { KV_DEFAULTS } from "../../mod/services/kv/kv_options.ts";
import { KvServer } from "../../mod/services/kv/kv_server.ts";
import { kvSession } from "../../mod/services/kv/kv_session.ts";
import { latin1Text } from "../../mod/services/kv/latin1.ts";
import { RequestParser } from "../../mod/services/kv/resp/request_parser.ts";
import { RespError, RespReader, type RespReply } from "../../mod/services/kv/resp/resp_reader.ts";
import { splitInline } from "../../mod/services/kv/resp/split_inline.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import {
  anyText,
  bytesOf,
  corpusBytes,
  cutAt,
  cuts,
  fc,
  joined,
  property,
  textOf,
} from "../_kit/property.ts";

const NEVER = new AbortController().signal;
const SMALL = { ...KV_DEFAULTS, maxValue: 1000, maxKey: 100, maxMemory: 100_000 };
/** Time stands still: what is left of a key's time is no matter of the pieces. */
const server = () => new KvServer(SMALL, undefined, undefined, () => 1_700_000_000_000);

/** All that is answered to these pieces. */
async function answers(pieces: readonly Uint8Array[], to = server()): Promise<string> {
  const connection = new FakeConnection([...pieces]);
  await kvSession(connection, to, NEVER);
  to.close();
  assertEquals([to.unfinished, to.unread, to.clients.size], [0, 0, 0]);
  return connection.written;
}

const WORDS = [
  ...[
    "GET",
    "set",
    "DEL",
    "INCR",
    "APPEND",
    "MSET",
    "EXPIRE",
    "TTL",
    "SCAN",
    "KEYS",
    "RENAME",
    "INCRBYFLOAT",
  ],
  ...[
    "MULTI",
    "EXEC",
    "DISCARD",
    "WATCH",
    "SUBSCRIBE",
    "PUBLISH",
    "UNSUBSCRIBE",
    "PING",
    "HELLO",
    "QUIT",
    "RESET",
  ],
  ...[
    "CLIENT",
    "REPLY",
    "OFF",
    "ON",
    "SKIP",
    "NX",
    "XX",
    "PX",
    "KEEPTTL",
    "MATCH",
    "COUNT",
    "a",
    "b",
    "k*",
    "[a-",
  ],
  ...["0", "1", "-1", "2", "3", "100", "1.5", "9223372036854775807", "x".repeat(1200), "", "é", "\r\n", "\0"],
];
const command = fc.array(fc.oneof(fc.constantFrom(...WORDS), anyText()), { minLength: 1, maxLength: 5 });
const requests = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: command.map((words) => encodeCommands([words.map(latin1)])) },
    {
      weight: 3,
      arbitrary: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 })
        .map((words) => new TextEncoder().encode(`${words.join(" ")}\r\n`)),
    },
    { weight: 1, arbitrary: bytesOf("*", "$", "\r\n", "\n", "1", "-1", "99999999999", '"', "'", "PING") },
  ),
  { maxLength: 12 },
).map(joined);

/** One character a byte, as the server has its words. */
function latin1(text: string): string {
  return latin1Text(new TextEncoder().encode(text));
}

/** Found by this file's properties; where they were cut. */
const corpus = corpusBytes("kv").map((bytes): [Uint8Array, number[]] => [bytes, [0.3, 0.5, 0.9]]);

property(
  "requests are answered alike, however they are cut",
  fc.tuple(requests, cuts()),
  async ([bytes, places]) => {
    // The book's protocol is another one: it takes what one read returns for a request.
    const said = joined([new TextEncoder().encode("PING\n"), bytes]);
    const whole = await answers([said]);
    assertEquals(await answers(cutAt(said, places)), whole);
    assertEquals(await answers(cutAt(said, Array.from({ length: 40 }, (_, at) => at / 40))), whole);
  },
  { corpus },
);

property(
  "a request that never ends is refused, and what is kept of it is bounded",
  fc.tuple(bytesOf("*1\r\n", "*9\r\n", "$900\r\n", "$3\r\n", "GET ", '"', "x".repeat(500)), cuts()),
  ([bytes, places]) => {
    const parser = new RequestParser({ argument: 1000, request: 3000, count: 100 });
    const most = 3000 + 65_536 + 2 * bytes.length;
    try {
      for (let times = 0; times < 300; times++) {
        for (const piece of cutAt(bytes, places)) {
          parser.push(piece);
          for (let words = parser.next(); words !== undefined; words = parser.next());
          assert(parser.held <= most, `${parser.held} bytes are kept`);
        }
      }
    } catch (error) {
      assertEquals((error as Error).name, "ProtocolError", String(error));
    }
  },
  { runs: 60 },
);

property(
  "the book's protocol answers any request with 0, 1 or a value that was stored",
  fc.array(textOf("0", "1", "|", "key", "\n", "é", "\0", "x".repeat(150)), { maxLength: 20 }),
  (said) => {
    const to = server();
    const stored = new Set(["0", "1"]);
    for (const request of said.map(latin1)) {
      const answer = bookAnswer(request, to);
      assert(stored.has(answer), answer);
      if (answer === "1" && request.startsWith("1")) stored.add(request.slice(request.indexOf("|") + 1));
    }
    to.close();
  },
);

property(
  "any bytes in the book's protocol are answered, and the conversation ends",
  fc.tuple(bytesOf("0", "1", "|", "key", "\n", "\r\n"), cuts()),
  async ([bytes, places]) => {
    const said = joined([new TextEncoder().encode("0"), bytes]);
    await answers(cutAt(said, places));
  },
);

property(
  "a typed line has words, or quotation marks that do not fit",
  textOf('"', "'", "\\", "x41", " ", "a", "\t"),
  (line) => {
    const words = splitInline(line);
    assert(words === undefined || words === null || words.every((word) => word.length <= line.length));
  },
);

const REPLIES = bytesOf(
  ...[
    "+OK\r\n",
    "-ERR x\r\n",
    ":1\r\n",
    "$3\r\nabc\r\n",
    "$-1\r\n",
    "*2\r\n",
    "*-1\r\n",
    "%1\r\n",
    ">3\r\n",
    "~1\r\n",
  ],
  ...[
    "_\r\n",
    "#t\r\n",
    ",1.5\r\n",
    "(123\r\n",
    "|1\r\n",
    "|0\r\n",
    "=7\r\ntxt:abc\r\n",
    "$999999999\r\n",
    "*99999\r\n",
  ],
);

/** All answers that are read, and whether they end as answers do. */
async function readAll(pieces: readonly Uint8Array[]): Promise<[RespReply[], isWhole: boolean]> {
  const reader = new RespReader(new FakeConnection([...pieces]));
  const all: RespReply[] = [];
  try {
    for (let reply = await reader.next(); reply !== null; reply = await reader.next()) all.push(reply);
    return [all, true];
  } catch (error) {
    if (!(error instanceof RespError)) throw error;
    return [all, false];
  }
}

property(
  "what a server says is read alike, however it is cut",
  fc.tuple(REPLIES, cuts()),
  async ([bytes, places]) =>
    assertEquals(await readAll(cutAt(bytes, places)), await readAll(cutAt(bytes, []))),
);

property(
  "a check sees in the beginning of an answer that it has begun, or what is told of the whole",
  fc.tuple(REPLIES, fc.double({ min: 0, max: 1, noNaN: true })),
  ([bytes, place]) => {
    const whole = readReply(bytes);
    const part = readReply(bytes.subarray(0, Math.floor(place * bytes.length)));
    if (part.state === "begun") return;
    assertEquals(part.state, whole.state);
    if (part.state === "whole" && whole.state === "whole") assertEquals(part.reply, whole.reply);
  },
);

Deno.test("answers that are nested without an end are refused, not followed", async () => {
  for (const nested of ["*1\r\n", ">1\r\n", "%1\r\n", "|1\r\n", "|0\r\n"]) {
    const bytes = new TextEncoder().encode(nested.repeat(200_000));
    assertEquals(await readAll(cutAt(bytes, [])), [[], false], nested);
  }
  assertEquals(readReply(new TextEncoder().encode("*1\r\n".repeat(200_000))).state, "malformed");
});
