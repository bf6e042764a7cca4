import { assert, assertEquals } from "@std/assert";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { SplitCharacter } from "../../mod/services/echo/split_character.ts";
import { upperCase } from "../../mod/services/echo/upper_case.ts";
import { wholeLines, withoutLineEnd } from "../../mod/services/echo/whole_lines.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { latin1Text } from "../_kit/latin1.ts";
import { bytesOf, cutAt, cuts, fc, joined, property } from "../_kit/property.ts";

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
  "wholeLines() loses no byte, ends its frames at line ends, and keeps to its limit",
  fc.tuple(speech(), cuts(), fc.integer({ min: 1, max: 40 })),
  async ([bytes, places, limit]) => {
    const frames: Uint8Array[] = [];
    for await (
      const frame of new FrameReader(new FakeConnection(cutAt(bytes, places)), wholeLines(limit), 4)
    ) {
      frames.push(frame.slice());
    }
    assertEquals(latin1Text(joined(frames)), latin1Text(bytes));
    for (const frame of frames) {
      const inner = frame.subarray(0, -1);
      assert(!inner.includes(10), "two lines in one");
      assertEquals(latin1Text(withoutLineEnd(frame)), latin1Text(frame).replace(/\r?\n$/, ""));
    }
  },
);
