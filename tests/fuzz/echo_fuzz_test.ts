import { assert, assertEquals } from "@std/assert";
import { FrameError, type Framer } from "../../mod/io/framer.ts";
import { lines } from "../../mod/io/lines.ts";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { lineBatches } from "../../mod/services/echo/line_batches.ts";
import echo from "../../mod/services/echo/service.ts";
import { SplitCharacter } from "../../mod/services/echo/split_character.ts";
import { upperCase } from "../../mod/services/echo/upper_case.ts";
import { wholeLines, withoutLineEnd } from "../../mod/services/echo/whole_lines.ts";
import { silent } from "../../mod/trace/tracer.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { latin1Bytes, latin1Text } from "../_kit/latin1.ts";
import { bytesOf, cutAt, cuts, fc, joined, property } from "../_kit/property.ts";

/** A connection that keeps bytes, which need not be text. */
class BytesConnection extends FakeConnection {
  readonly sent: Uint8Array[] = [];
  override write(bytes: Uint8Array): Promise<void> {
    this.sent.push(bytes.slice());
    return Promise.resolve();
  }
}

const speech = () => {
  const utf8 = (text: string) => latin1Text(new TextEncoder().encode(text));
  return bytesOf(
    "a",
    "\n",
    "\r\n",
    utf8("é"),
    utf8("ß"),
    utf8("漢"),
    utf8("👩‍🚀"),
    utf8("𐐨"), // four bytes, and a capital
    "\xc3",
    "\x80",
    "\xf0\x9f",
    "z".repeat(90),
  );
};

property("upperCase() is what the language says of text", fc.string({ unit: "binary" }), (text) => {
  const bytes = new TextEncoder().encode(text);
  assertEquals(
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(upperCase(bytes)),
    text.toWellFormed().toUpperCase(),
  );
});

property("upperCase() changes text between bytes that are none, and leaves those", speech(), (bytes) => {
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  // Each byte that is no text becomes one sign of its own here, by taking the bytes one character at a time.
  const upper = upperCase(bytes);
  const strange = (each: Uint8Array) => each.filter((byte) => byte >= 0xf8 || byte === 0xc0 || byte === 0xc1);
  assertEquals(strange(upper), strange(bytes));
  assertEquals(lenient.decode(upper), lenient.decode(bytes).toUpperCase());
  assertEquals(latin1Text(upperCase(upper)), latin1Text(upper));
});

property(
  "a character that came in two segments is put together, and nothing is lost",
  fc.tuple(speech(), cuts()),
  ([bytes, places]) => {
    const split = new SplitCharacter();
    const parts = cutAt(bytes, places).map((piece) => split.push(piece).slice());
    const held = split.release();
    assert(held.length <= 3 && !split.holding);
    const said = joined([...parts, held]);
    assertEquals(latin1Text(said), latin1Text(bytes));
    const upper = joined([...parts.map(upperCase), upperCase(held)]);
    assertEquals(latin1Text(upper), latin1Text(upperCase(bytes)));
  },
);

property(
  "lineBatches() gives the lines that lines() gives, and finds the same ones too long",
  fc.tuple(speech(), cuts(), fc.integer({ min: 1, max: 40 }), fc.boolean()),
  async ([bytes, places, limit, alone]) => {
    const read = async (framer: Framer<Uint8Array>) => {
      const frames: string[] = [];
      try {
        const pieces = new FakeConnection(cutAt(bytes, places));
        for await (const frame of new FrameReader(pieces, framer, 4)) frames.push(latin1Text(frame));
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        frames.push(error.message);
      }
      return frames;
    };
    const each = await read(lines({ limit }));
    const batches = await read(lineBatches({ limit, alone }));
    if (alone) assertEquals(batches.map((line) => line.replace(/\r?\n$/, "")), each);
    const split = batches.flatMap((batch) => batch.replace(/\n$/, "").split("\n"));
    assertEquals(split.map((line) => line.replace(/\r$/, "")), each.map((line) => line.replace(/\r$/, "")));
  },
);

property(
  "an echo of lines is each of them in upper case, however they come",
  fc.tuple(speech(), cuts(), fc.boolean()),
  async ([bytes, places, alone]) => {
    const { signal } = new AbortController();
    const connection = new BytesConnection(cutAt(bytes, places));
    const options = { transform: "upper", framing: "line", ...(alone ? { end: "\0never" } : {}) } as const;
    await echo.create(options, signal)(connection, { signal, trace: silent, log() {} });
    const said = latin1Text(bytes).split("\n");
    if (said.at(-1) === "") said.pop();
    const expected = said.map((line) => latin1Text(upperCase(latin1Bytes(line.replace(/\r$/, "")))) + "\n");
    assertEquals(latin1Text(joined(connection.sent)), expected.join(""));
  },
);

property(
  "wholeLines() loses no byte, ends its frames at line ends, and keeps to its limit",
  fc.tuple(speech(), cuts(), fc.integer({ min: 1, max: 40 }), fc.boolean()),
  async ([bytes, places, limit, alone]) => {
    const frames: Uint8Array[] = [];
    for await (
      const frame of new FrameReader(new FakeConnection(cutAt(bytes, places)), wholeLines(limit, alone), 4)
    ) {
      frames.push(frame.slice());
    }
    assertEquals(latin1Text(joined(frames)), latin1Text(bytes));
    for (const frame of frames) {
      const inner = frame.subarray(0, -1);
      assert(!alone || !inner.includes(10), "two lines in one");
      assertEquals(latin1Text(withoutLineEnd(frame)), latin1Text(frame).replace(/\r?\n$/, ""));
    }
  },
);
