import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { FrameError } from "../../mod/io/framer.ts";
import { ReaderBuffer } from "../../mod/services/chat/room/reader_buffer.ts";
import { envelopeIn, eventIn } from "../../mod/services/chat/log/bus_envelope.ts";
import type { ChatLine } from "../../mod/services/chat/chat_line.ts";
import { chatLines } from "../../mod/services/chat/chat_lines.ts";
import { HistoryRing } from "../../mod/services/chat/log/history_ring.ts";
import { inputArea } from "../../mod/terminal/input_area.ts";
import { LineBatch } from "../../mod/services/chat/line_batch.ts";
import { TokenBucket } from "../../mod/io/token_bucket.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { anyText, bytesOf, corpus, cutAt, cuts, fc, joined, property, textOf } from "../_kit/property.ts";

const LIMIT = 8;

property(
  "chatLines() gives every ended line that fits and refuses the others, however the bytes are cut",
  fc.tuple(bytesOf("\n", "\r\n", "a", "bc", "é", "1234567", "x".repeat(30)), cuts()),
  async ([bytes, places]) => {
    const found: string[] = [];
    const reader = new FrameReader(new FakeConnection(cutAt(bytes, places)), chatLines({ limit: LIMIT }), 4);
    for await (const frame of reader) {
      if (frame.type !== "skipped") found.push(frame.type === "line" ? frame.text : "(refused)");
    }
    const whole = linesOf(bytes);
    const wanted = whole.map((line) => fits(line) ? decoded(withoutCr(line)) : "(refused)");
    // What is not ended is never said, but who sends too much of it is told at once.
    const rest = bytes.subarray(bytes.lastIndexOf(10) + 1);
    assertEquals(found, !fits(rest) ? [...wanted, "(refused)"] : wanted);
  },
);

property(
  "chatLines() shows out who never ends a line, and keeps none of it",
  fc.integer({ min: 60_000, max: 200_000 }),
  (size) => {
    const framer = chatLines({ limit: LIMIT });
    const flood = new Uint8Array(size).fill(97);
    let skipped = 0;
    try {
      while (skipped < 2 ** 21) {
        const found = framer.decode(flood, 0);
        assertEquals(found?.length, size);
        skipped += size;
      }
    } catch (error) {
      assert(error instanceof FrameError, String(error));
    }
    assert(skipped < 2 ** 21, "nobody was shown out");
  },
  { runs: 20 },
);

const action = () => fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 30 }));

property(
  "Backlog keeps the order and its limits, and counts what it does not keep",
  fc.array(action()),
  (actions) => {
    const buffer = new ReaderBuffer({
      lines: 4,
      bytes: 20,
      missedLine: (count) => Uint8Array.of(255, count),
    });
    const [pushed, taken]: [number[][], number[]] = [[], []];
    let kept = 0;
    for (const each of actions) {
      if (typeof each === "number") taken.push(...buffer.take(each) ?? []);
      else {
        const line = each.map((byte) => byte & 127);
        if (buffer.push({ bytes: line, count: 1 })) kept++;
        pushed.push([...line]);
      }
    }
    for (let more = buffer.take(10); more !== undefined; more = buffer.take(10)) taken.push(...more);
    assert(buffer.isEmpty && buffer.missed === 0);
    // Every line is there in its place, or a mark that counts it.
    let at = 0;
    let seen = 0;
    while (at < taken.length) {
      if (taken[at] === 255) {
        seen += taken[at + 1]!;
        at += 2;
      } else {
        const line = pushed[seen++]!;
        assertEquals(taken.slice(at, at += line.length), line);
        kept--;
      }
    }
    assertEquals([seen, kept], [pushed.length, 0]);
  },
);

property("HistoryRing gives the newest, oldest first", fc.tuple(fc.nat(6), fc.array(fc.nat()), fc.nat(9)), ([
  capacity,
  entries,
  count,
]) => {
  const ring = new HistoryRing<number>(capacity);
  for (const each of entries) ring.push(each);
  const wanted = Math.min(capacity, count);
  assertEquals(ring.last(count), wanted === 0 ? [] : entries.slice(-wanted));
});

property(
  "TokenBucket lets nobody say more than its burst and its rate, and everybody that much",
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(3000))),
  ([burst, perSecond, pauses]) => {
    let now = 0;
    const bucket = new TokenBucket({ burst, perSecond }, () => now);
    let said = 0;
    for (const pause of pauses) {
      now += pause;
      now += bucket.take(); // as whoever reads the next line does
      said++;
      const most = burst + now / 1000 * perSecond;
      assert(said <= most + 1e-6, `${said} by ${now} ms`);
    }
    const full = new TokenBucket({ burst, perSecond }, () => 0);
    for (let i = 0; i < burst; i++) assertEquals(full.take(), 0);
    assert(full.take() > 0);
  },
);

const character = () => fc.constantFrom("a", "é", "漢", "👩‍🚀", "e\u0301", "x");

property(
  "inputArea() fits into its rows with the cursor on them, and loses nothing, whatever is typed",
  fc.tuple(
    fc.constantFrom("> ", "Ginette> ", "漢字> "),
    fc.array(character()),
    fc.array(character()),
    fc.integer({ min: 8, max: 60 }),
  ),
  ([prompt, before, after, columns]) => {
    const area = inputArea(prompt, before, after, { columns, rows: 100 });
    for (const row of area.rows) assert(unicodeWidth(row) < columns, `${unicodeWidth(row)} of ${columns}`);
    assert(area.rows[area.row]!.startsWith(area.before));
    const shown = unicodeWidth(prompt) <= Math.max(columns / 2, columns - 12) ? prompt : "> ";
    assertEquals(area.rows.join(""), shown + before.join("") + after.join(""));
    assertEquals(area.rows.slice(0, area.row).join("") + area.before, shown + before.join(""));
  },
);

const chatLine = (): fc.Arbitrary<ChatLine> =>
  fc.oneof(
    fc.record({ type: fc.constant("message" as const), from: anyText(), text: anyText(), at: fc.nat() }),
    fc.record({ type: fc.constant("joined" as const), name: anyText() }),
    fc.record({ type: fc.constant("members" as const), names: fc.array(anyText()) }),
    fc.record({ type: fc.constant("note" as const), text: anyText() }),
  );

property("a line for programs is one line of JSON, whatever is in it", chatLine(), (line) => {
  const text = new TextDecoder().decode(new LineBatch([line]).encode("json")?.bytes);
  assert(text.endsWith("\n") && text.indexOf("\n") === text.length - 1);
  assertEquals(JSON.parse(text), JSON.parse(JSON.stringify(line)));
});

const event = () =>
  fc.oneof(
    fc.record({
      type: fc.constantFrom("say", "act"),
      member: fc.string(),
      name: fc.string(),
      text: fc.string(),
      at: fc.nat(),
      echo: fc.boolean(),
    }),
    fc.record({ type: fc.constant("join"), member: fc.string(), name: fc.string(), replay: fc.nat() }),
    fc.record({ type: fc.constant("leave"), member: fc.string() }),
    fc.record({ type: fc.constant("nick"), member: fc.string(), name: fc.string() }),
    fc.record({
      type: fc.constant("enter"),
      server: fc.string(),
      members: fc.array(fc.record({ member: fc.string(), name: fc.string() })),
    }),
    fc.record({ type: fc.constant("gone"), server: fc.string(), entry: fc.nat() }),
  );

property("what one server puts on the bus, the others read", fc.tuple(fc.string(), event()), ([id, sent]) => {
  assertEquals(envelopeIn(JSON.stringify({ id, event: sent })), { id, event: sent } as never);
  assertEquals(eventIn(JSON.stringify(sent)), sent as never);
});

property(
  "anything else on the bus is nothing to us",
  fc.oneof(
    fc.json(),
    anyText(),
    fc.tuple(event(), fc.constantFrom("type", "member", "name", "at", "members", "replay"), fc.jsonValue())
      .map(([sent, name, value]) => JSON.stringify({ id: "1", event: { ...sent, [name]: value } })),
    textOf('{"id":"1",', '"event":', "null", "{", "}", '"type":"tell"', ",", '"constructor"'),
  ),
  (text) => {
    const { id, event, state } = envelopeIn(text);
    assert(id === undefined || typeof id === "string");
    assert(state === undefined || state.servers.length + state.room.members.length >= 0);
    for (const each of [event, eventIn(text)]) {
      if (each === undefined) continue;
      assert(typeof ("server" in each ? each.server : each.member) === "string");
      if (each.type === "enter") assert(each.members.every(({ name }) => typeof name === "string"));
      if (each.type === "gone") assert(Number.isInteger(each.entry));
      if (each.type === "say") assert(typeof each.text === "string" && Number.isFinite(each.at));
    }
  },
  { corpus: corpus("bus") },
);

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function fits(line: Uint8Array): boolean {
  return withoutCr(line).length <= LIMIT;
}

function withoutCr(line: Uint8Array): Uint8Array {
  return line.at(-1) === 13 ? line.subarray(0, -1) : line;
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(joined([bytes]));
}
