import { assert, assertEquals } from "@std/assert";
import type { Connection } from "../../mod/net/connection.ts";
import { RelayError } from "../../mod/relay/relay_endpoint.ts";
import { readHeadFields } from "../../mod/net/websocket/head_fields.ts";
import { WebSocketError } from "../../mod/net/websocket/websocket_error.ts";
import { WebSocketStream } from "../../mod/net/websocket/websocket_stream.ts";
import { GrammarError } from "../../mod/relay/grammar/grammar_error.ts";
import { HandshakeReader } from "../../mod/net/connection/handshake_reader.ts";
import { encodeFrame, OPCODE } from "../../mod/net/websocket/frame.ts";
import { readValue } from "../../mod/relay/options/read_value.ts";
import { LineFilter } from "../../mod/relay/extensions/line_filter.ts";
import { checksum, tcpPacket, udpPacket } from "../../mod/relay/extensions/packet.ts";
import { packetBlock, sectionHeader } from "../../mod/relay/extensions/pcapng.ts";
import { firstSession, parseRecording } from "../../mod/relay/extensions/replay.ts";
import { dumpBlock } from "../../mod/relay/filters/dump.ts";
import { convertLineEnds, type LineEnd } from "../../mod/relay/filters/line_ends.ts";
import { latin1Text } from "../_kit/latin1.ts";
import { bytesOf, corpus, cutAt, cuts, fc, joined, property, textOf, unless } from "../_kit/property.ts";

property(
  "HandshakeReader finds the same lines however the bytes are cut, and gives back what follows",
  fc.tuple(bytesOf("HTTP/1.1 101", "\r\n", "\n", "\r", ": ", "é"), fc.uint8Array(), cuts(), fc.nat(3)),
  async ([head, rest, places, count]) => {
    const lines = latin1Text(head).replaceAll("\r", "").split("\n").slice(0, -1);
    const wanted = new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(""));
    const number = Uint8Array.from({ length: count }, (_, at) => at);
    const reader = new HandshakeReader(connectionOf(cutAt(joined([wanted, number, rest]), places)));
    for (const line of lines) assertEquals(await reader.line(), line);
    assertEquals(await reader.exactly(count), number);
    assertEquals(latin1Text(await everything(reader.rest())), latin1Text(rest));
  },
);

property(
  "readHeadFields() gives every field by its name in lower case",
  fc.tuple(
    fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/), fc.stringMatching(/^[!-~]{0,10}$/)),
    cuts(),
  ),
  async ([fields, places]) => {
    const text = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const reader = new HandshakeReader(connectionOf(cutAt(new TextEncoder().encode(`${text}\r\n`), places)));
    const wanted = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
    assertEquals(await readHeadFields(reader), wanted);
  },
);

const frame = () =>
  fc.record({
    kind: fc.constantFrom("data", "ping", "pong"),
    payload: fc.oneof(fc.uint8Array({ maxLength: 125 }), fc.uint8Array({ maxLength: 400, minLength: 126 })),
  });

property(
  "a WebSocket's data come out as one stream, and its pings are answered, however the frames are cut",
  fc.tuple(fc.array(frame(), { maxLength: 6 }), cuts(), fc.boolean()),
  async ([frames, places, ended]) => {
    const sent = frames.map(({ kind, payload }) =>
      kind === "data"
        ? frameOf(OPCODE.binary, payload)
        : frameOf(kind === "ping" ? OPCODE.ping : OPCODE.pong, payload.subarray(0, 125))
    );
    if (ended) sent.push(encodeFrame(OPCODE.close, Uint8Array.of(3, 232), true));
    const written: Uint8Array[] = [];
    const stream = new WebSocketStream(connectionOf(cutAt(joined(sent), places), written), "server");
    const data = frames.filter(({ kind }) => kind === "data").map(({ payload }) => payload);
    assertEquals(latin1Text(await everything(stream)), latin1Text(joined(data)));
    const pings = frames.filter(({ kind }) => kind === "ping");
    const pongs = pings.map(({ payload }) => encodeFrame(OPCODE.pong, payload.subarray(0, 125), false));
    const close = ended ? [encodeFrame(OPCODE.close, Uint8Array.of(3, 232), false)] : [];
    assertEquals(latin1Text(joined(written)), latin1Text(joined([...pongs, ...close])));
  },
);

property(
  "a WebSocket's peer may send any bytes: they are read, refused in a sentence, or the end",
  fc.tuple(
    bytesOf("\x82\x03abc", "\x89\x00", "\x88\x02\x03\xe8", "\x82\x7f", "\x81\xfe\x00\x03", "\xff"),
    cuts(),
  ),
  async ([bytes, places]) => {
    const stream = new WebSocketStream(connectionOf(cutAt(bytes, places)), "client");
    await everything(stream).catch((error) => assert(error instanceof WebSocketError, String(error)));
  },
);

property(
  "LineFilter passes every whole line on as it was, however the stream is cut",
  fc.tuple(bytesOf("\n", "\r\n", "a", "é", "\xff", "\0"), cuts()),
  async ([bytes, places]) => {
    const filter = new LineFilter((line) => line);
    const out: Uint8Array[] = [];
    for (const piece of cutAt(bytes, places)) {
      await filter.push(piece, (each) => (out.push(each.slice()), Promise.resolve()));
    }
    const whole = bytes.lastIndexOf(10) + 1;
    assertEquals(latin1Text(joined(out)), latin1Text(bytes.subarray(0, whole)));
  },
);

const ends: Record<LineEnd, string> = { nl: "\n", cr: "\r", crnl: "\r\n" };
const lineEnd = () => fc.constantFrom("nl", "cr", "crnl") as fc.Arbitrary<LineEnd>;

property(
  "convertLineEnds() gives the same lines the other end, however the stream is cut",
  fc.tuple(fc.array(fc.stringMatching(/^[a-z\0 ]{0,8}$/)), lineEnd(), lineEnd(), cuts()),
  ([lines, from, to, places]) => {
    if (from === to) return; // the pump leaves the filter out
    const sent = new TextEncoder().encode(lines.map((line) => line + ends[from]).join(""));
    const out = cutAt(sent, places).map((piece) => convertLineEnds(piece, from, to).slice());
    assertEquals(latin1Text(joined(out)), lines.map((line) => line + ends[to]).join(""));
  },
);

property("a dump in hexadecimal can be read back, and steers no terminal", fc.uint8Array(), (bytes) => {
  const lines = (text: boolean) =>
    latin1Text(dumpBlock(">", bytes, 0, { text, hex: true })).split("\n").slice(1).filter((line) =>
      line !== "--"
    );
  const numbers = (text: string) =>
    Uint8Array.from(text.match(/[0-9a-f]{2}/g) ?? [], (each) => parseInt(each, 16));
  assertEquals(numbers(lines(false).join("")), bytes);
  assertEquals(joined(lines(true).map((line) => numbers(line.slice(0, 48)))), bytes);
  for (const options of [{ text: true, hex: true }, { text: true, hex: false }]) {
    assert(!/[^\x20-\x7e\t\n]/.test(latin1Text(dumpBlock("<", bytes, 0, options))));
  }
});

const end = () => fc.record({ hostname: fc.oneof(fc.ipV4(), fc.ipV6()), port: fc.nat(65_535) });

property(
  "a packet that was made up around data has the checksums that its reader computes",
  fc.tuple(end(), end(), fc.uint8Array({ maxLength: 200 }), fc.boolean()),
  ([from, to, data, tcp]) => {
    const packet = tcp
      ? tcpPacket(from, to, { sequence: 1, acknowledged: 2, flags: 24 }, data)
      : udpPacket(from, to, data);
    const six = packet[0]! >> 4 === 6;
    const [head, source, target] = six
      ? [40, packet.subarray(8, 24), packet.subarray(24, 40)]
      : [20, packet.subarray(12, 16), packet.subarray(16, 20)];
    if (!six) assertEquals(checksum(packet.subarray(0, 20)), 0);
    const segment = packet.subarray(head);
    const pseudo = Uint8Array.of(0, 0, segment.length >> 8, segment.length & 255, 0, 0, 0, tcp ? 6 : 17);
    assertEquals(checksum(source, target, pseudo, segment), 0);
    const view = new DataView(packet.buffer);
    assertEquals(view.getUint16(six ? 4 : 2) + (six ? 40 : 0), packet.length);
    assertEquals([view.getUint16(head), view.getUint16(head + 2)], [from.port, to.port]);
    assertEquals(latin1Text(segment.subarray(tcp ? 20 : 8)), latin1Text(data));
  },
);

property(
  "a capture is a chain of blocks, each as long as it says at both ends",
  fc.array(fc.tuple(fc.uint8Array(), fc.integer({ min: 0, max: 4_000_000_000_000 }))),
  (packets) => {
    const file = joined([sectionHeader(), ...packets.map(([packet, at]) => packetBlock(packet, at))]);
    const view = new DataView(file.buffer);
    const found: [string, number][] = [];
    for (let at = 0; at < file.length; at += view.getUint32(at + 4, true)) {
      const length = view.getUint32(at + 4, true);
      assertEquals([length % 4, view.getUint32(at + length - 4, true)], [0, length]);
      if (view.getUint32(at, true) !== 6) continue;
      const time = view.getUint32(at + 12, true) * 2 ** 32 + view.getUint32(at + 16, true);
      found.push([latin1Text(file.subarray(at + 28, at + 28 + view.getUint32(at + 20, true))), time]);
    }
    assertEquals(found, packets.map(([packet, at]) => [latin1Text(packet), at * 1000]));
  },
);

const recorded = () =>
  fc.record({
    session: fc.constantFrom(1, 2),
    at: fc.nat(),
    way: fc.constantFrom(">", "<"),
    bytes: fc.uint8Array({ maxLength: 20 }),
  });

property(
  "a recording plays what the left side said in its first session, cut off or not",
  fc.tuple(fc.array(recorded(), { minLength: 1 }), fc.nat(40)),
  ([made, cut]) => {
    const lines = made.map(({ bytes, ...each }) => JSON.stringify({ ...each, data: bytes.toBase64() }));
    const text = `${lines.join("\n")}\n`;
    const played = (recording: string) =>
      firstSession(parseRecording(recording)).map(({ at, bytes }) => ({ at, bytes }));
    const wanted = made.filter(({ session, way }) => session === made[0]!.session && way === ">")
      .map(({ at, bytes }) => ({ at: at - made[0]!.at, bytes }));
    assertEquals(played(text), wanted as ReturnType<typeof played>);
    const shorter = text.slice(0, Math.max(0, text.length - 1 - cut));
    const whole = shorter.split("\n").length - 1;
    assert(parseRecording(shorter).length >= whole, "more was left out than the line that was cut off");
  },
);

property(
  "parseRecording() reads a recording or refuses it, and what it reads can be played",
  textOf(
    '{"session":1',
    ',"at":0',
    ',"way":">"',
    ',"data":"',
    "aGk=",
    "*",
    '"',
    "}",
    "\n",
    "null",
    "5",
    "[]",
  ),
  (text) => {
    const lines = unless(RelayError, () => parseRecording(text));
    if (lines !== undefined) { for (const { at } of firstSession(lines)) assert(Number.isFinite(at)); }
  },
  { corpus: corpus("recordings") },
);

property(
  "an option's number is read as C reads it",
  fc.tuple(
    fc.nat(),
    fc.constantFrom(8, 10, 16),
    fc.constantFrom("", "-", "+"),
    fc.constantFrom("", "x", "9z", " "),
  ),
  ([number, base, sign, garbage]) => {
    const prefix = { 8: "0", 10: "", 16: "0x" }[base as 8];
    const value = `${sign}${prefix}${number.toString(base)}${garbage}`;
    const word = { name: "retry", value, at: 4 };
    const read = unless(
      GrammarError,
      () => readValue({ kind: "integer" } as never, word as never, `TCP,retry=${value}`),
    );
    assertEquals(read, garbage !== "" ? undefined : sign === "-" ? 0 - number : number);
  },
);

property(
  "a time in seconds and a mode in octal are read, or the place of the mistake is shown",
  fc.tuple(
    fc.constantFrom("time", "mode", "integer", "flag"),
    textOf("1", "0", ".", "5", "7", "8", "x", "-", "e"),
  ),
  ([kind, value]) => {
    const text = `TCP,name=${value}`;
    try {
      const read = readValue({ kind } as never, { name: "name", value, at: 4 } as never, text);
      if (kind === "time") assertEquals(read, Number(value) * 1000);
      if (kind === "mode") assertEquals(read, parseInt(value, 8));
      if (kind === "mode") assert(/^[0-7]+$/.test(value), value);
    } catch (error) {
      assert(error instanceof GrammarError, String(error));
      assert(error.at >= 4 && error.at <= text.length, `${error.at} of ${text.length}`);
    }
  },
);

/** A frame made by the letter of RFC 6455, section 5.2, so that a mistake of ours is not undone by itself. */
function frameOf(opcode: number, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const size = length < 126 ? [length] : [126, length >> 8, length & 255];
  const mask = [0x12, 0x34, 0x56, 0x78];
  const head = [0x80 | opcode, size[0]! | 0x80, ...size.slice(1), ...mask];
  return Uint8Array.from([...head, ...[...payload].map((byte, at) => byte ^ mask[at % 4]!)]);
}

/** A connection whose peer is an array. */
function connectionOf(pieces: Uint8Array[], written: Uint8Array[] = []): Connection {
  const left = [...pieces];
  return {
    read: (buffer: Uint8Array) => {
      const piece = left.shift();
      if (piece === undefined) return Promise.resolve(null);
      buffer.set(piece.subarray(0, buffer.length));
      if (piece.length > buffer.length) left.unshift(piece.subarray(buffer.length));
      return Promise.resolve(Math.min(piece.length, buffer.length));
    },
    write: (bytes: Uint8Array) => (written.push(bytes.slice()), Promise.resolve()),
    closeWrite: () => Promise.resolve(),
    close: () => {},
  } as Partial<Connection> as Connection;
}

async function everything(connection: Connection): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const buffer = new Uint8Array(64);
  for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
    parts.push(buffer.slice(0, count));
  }
  return joined(parts);
}
