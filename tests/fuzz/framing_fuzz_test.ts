import { assert, assertEquals } from "@std/assert";
import { chunks } from "../../mod/io/chunks.ts";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { FrameError, type Framer } from "../../mod/io/framer.ts";
import { lines } from "../../mod/io/lines.ts";
import { RequestReader, TOO_LONG } from "../../mod/io/request_reader.ts";
import { encodeMessage, MessageDecoder } from "../../mod/server/workers/isolate/message_codec.ts";
import type { IsolateMessage } from "../../mod/server/workers/isolate/message.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { latin1Text } from "../_kit/latin1.ts";
import { bytesOf, corpusBytes, cutAt, cuts, fc, joined, property } from "../_kit/property.ts";

const stream = () => bytesOf("\n", "\r\n", "\r", "a", "é", "line", "\0", "x".repeat(40));
const cutStream = () => fc.tuple(stream(), cuts());
const corpus = corpusBytes("framing").map((bytes): [Uint8Array, number[]] => [bytes, [0.3, 0.5, 0.9]]);

property(
  "lines() finds the same lines however the network cuts the bytes",
  cutStream(),
  async ([bytes, places]) => {
    assertEquals(await read(lines(), cutAt(bytes, places)), linesOf(latin1Text(bytes)));
  },
  { corpus },
);

property("lines() gives back every line that it encodes", fc.array(stream()), async (parts) => {
  const wanted = parts.map(latin1Text).map((text) => text.replaceAll("\n", "").replace(/\r+$/, ""));
  const encoded = parts.map((_, i) =>
    lines().encode(Uint8Array.from(wanted[i]!, (each) => each.charCodeAt(0)))
  );
  assertEquals(await read(lines(), [joined(encoded)]), wanted);
});

property("lines() refuses a line beyond the limit, and only then", cutStream(), async ([bytes, places]) => {
  const expected = linesOf(latin1Text(bytes));
  const refused = await read(lines({ limit: 16 }), cutAt(bytes, places)).then(() => false, (error) => {
    assert(error instanceof FrameError, String(error));
    return true;
  });
  const longest = Math.max(0, ...expected.map((line) => line.length));
  assertEquals(refused, longest > 16, `longest ${longest}`);
}, { corpus });

property("chunks() loses no byte and adds none", cutStream(), async ([bytes, places]) => {
  assertEquals((await read(chunks(), cutAt(bytes, places))).join(""), latin1Text(bytes));
});

property(
  "RequestReader answers every line in its place, long ones as too long",
  cutStream(),
  async ([bytes, places]) => {
    const reader = new RequestReader(new FakeConnection(cutAt(bytes, places)), {
      framing: "line",
      limit: 16,
    });
    const found: (string | symbol)[] = [];
    for (let next = await reader.next(); next !== null; next = reader.take() ?? await reader.next()) {
      found.push(next === TOO_LONG ? TOO_LONG : latin1Text(next as Uint8Array));
    }
    assertEquals(found, linesOf(latin1Text(bytes)).map((line) => line.length > 16 ? TOO_LONG : line));
  },
  { corpus },
);

property(
  "RequestReader takes what one read returns for a question when there are no lines",
  fc.array(stream().map((bytes) => bytes.subarray(0, 61)).filter((bytes) => bytes.length > 0)),
  async (pieces) => {
    const reader = new RequestReader(new FakeConnection(pieces), { framing: "chunk", limit: 60 });
    const found: (string | symbol)[] = [];
    for (let next = await reader.next(); next !== null; next = reader.take() ?? await reader.next()) {
      found.push(next === TOO_LONG ? TOO_LONG : latin1Text(next as Uint8Array));
    }
    assertEquals(found, pieces.map((each) => each.length > 60 ? TOO_LONG : latin1Text(each)));
  },
);

const message = (): fc.Arbitrary<IsolateMessage> =>
  fc.oneof(
    fc.record({ type: fc.constant("data" as const), id: fc.nat(1000), bytes: fc.uint8Array() }),
    fc.record({ type: fc.constant("credit" as const), id: fc.nat(1000), count: fc.nat() }),
    fc.record({
      type: fc.constant("log" as const),
      message: fc.record({ id: fc.string({ unit: "grapheme" }), values: fc.array(fc.string()) }),
    }),
    fc.record({ type: fc.constant("end" as const), id: fc.nat(1000) }),
  );

property(
  "MessageDecoder gives back every message however the pipe cuts it",
  fc.tuple(fc.array(message()), cuts()),
  ([messages, places]) => {
    const decoder = new MessageDecoder();
    const pieces = cutAt(joined(messages.map(encodeMessage)), places);
    assertEquals(pieces.flatMap((piece) => [...decoder.push(piece)]), messages);
  },
);

/** The frames that a reader finds, as texts. */
async function read(framer: Framer<Uint8Array>, pieces: Uint8Array[]): Promise<string[]> {
  const frames: string[] = [];
  for await (const frame of new FrameReader(new FakeConnection(pieces), framer, 4)) {
    frames.push(latin1Text(frame));
  }
  return frames;
}

/** What lines are, said in another way. */
function linesOf(text: string): string[] {
  const parts = text.split("\n");
  if (parts.at(-1) === "") parts.pop();
  return parts.map((line) => line.replace(/\r$/, ""));
}
