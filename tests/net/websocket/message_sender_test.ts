import { assert, assertEquals, assertRejects } from "@std/assert";
import { MessageSender, NoTextError } from "../../../mod/net/websocket/message_sender.ts";
import { WebSocketChannel } from "../../../mod/net/websocket/websocket_channel.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";
import { bytesOf, cutAt, cuts, fc, joined, property } from "../../_kit/property.ts";
import { joinBytes, readFrame } from "../../_kit/web/websocket_frames.ts";

type Sent = readonly [kind: "text" | "binary", bytes: Uint8Array];

/** Whole messages, out of the frames that were written. */
class Messages extends FakeConnection {
  readonly whole: Sent[] = [];
  #parts: Uint8Array[] = [];
  #opcode = 0;

  override write(bytes: Uint8Array): Promise<void> {
    const { frame, size } = readFrame(bytes)!;
    assertEquals(size, bytes.length);
    assertEquals(frame.opcode === 0, this.#parts.length > 0, "fragments belong together");
    if (frame.opcode !== 0) this.#opcode = frame.opcode;
    this.#parts.push(frame.payload);
    if (frame.final) this.whole.push([this.#opcode === 1 ? "text" : "binary", joinBytes(...this.#parts)]);
    if (frame.final) this.#parts = [];
    return Promise.resolve();
  }
}

async function sent(
  blocks: readonly Uint8Array[],
  style: ConstructorParameters<typeof MessageSender>[1],
  follow: "text" | "binary" = "binary",
): Promise<readonly Sent[]> {
  const messages = new Messages([]);
  const sender = new MessageSender(new WebSocketChannel(messages, { role: "server" }), style);
  for (const block of blocks) await sender.write(block, follow);
  await sender.end();
  return messages.whole;
}

const text = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
const utf8 = (words: string) => new TextEncoder().encode(words);
const words = () =>
  fc.string({ unit: fc.constantFrom("a", "\r", "\n", "é", "€", "😀", "\ufeff"), maxLength: 200 });

property(
  "a MessageSender sends text as texts that are whole, wherever blocks cut a character in two",
  fc.tuple(words(), cuts(), fc.boolean()),
  async ([said, places, asked]) => {
    const messages = await sent(cutAt(utf8(said), places), asked ? { kind: "text" } : {}, "text");
    assertEquals(messages.map(([kind, bytes]) => (assertEquals(kind, "text"), text(bytes))).join(""), said);
  },
);

property(
  "a MessageSender loses no byte, sends nothing as text that is none, and refuses it where it has to be text",
  fc.tuple(bytesOf("a", "é", "\xc3", "\xe2\x82", "\xff", "\xf0\x9f"), cuts()),
  async ([bytes, places]) => {
    const blocks = cutAt(bytes, places);
    for (const style of [{}, { kind: "binary" }] as const) {
      const messages = await sent(blocks, style, "text");
      for (const [kind, payload] of messages) if (kind === "text") text(payload);
      if ("kind" in style) assert(messages.every(([kind]) => kind === "binary"));
      assertEquals(joined(messages.map(([, payload]) => payload)), bytes);
    }
    const valid = new TextDecoder().decode(bytes).includes("\ufffd") === false;
    const asText = sent(blocks, { kind: "text" });
    if (valid) assertEquals(joined((await asText).map(([, payload]) => payload)), bytes);
    else await assertRejects(() => asText, NoTextError);
  },
);

property(
  "a MessageSender sends each line as one text without its line end, however it is cut",
  fc.tuple(words(), cuts()),
  async ([said, places]) => {
    const lines = said.split(/\r?\n/);
    // What follows the last line end is a line, too, if there is anything; a CR at the end of all is taken for one.
    const last = lines.pop()!.replace(/\r$/, "");
    if (last !== "" || /[^\n]$/.test(said)) lines.push(last);
    const messages = await sent(cutAt(utf8(said), places), { lines: true });
    assertEquals(
      messages.map(([kind, bytes]) => `${kind} ${text(bytes)}`),
      lines.map((line) => `text ${line}`),
    );
  },
);

Deno.test("a MessageSender keeps kinds and borders of messages that come in parts, unless the style says a kind", async () => {
  const parts = [
    { kind: "text", ended: false, bytes: utf8("é").subarray(0, 1) },
    { kind: "text", ended: true, bytes: utf8("é").subarray(1) },
    { kind: "binary", ended: true, bytes: utf8("b") },
    { kind: "text", ended: true, bytes: utf8("") },
    { kind: "binary", ended: false, bytes: utf8("c") },
    { kind: "binary", ended: true, bytes: utf8("") },
  ] as const;
  const cases = [
    [{}, ["text é", "binary b", "text ", "binary c"]],
    [{ kind: "text" }, ["text é", "text b", "text ", "text c"]],
    [{ kind: "binary" }, ["binary é", "binary b", "binary ", "binary c"]],
  ] as const;
  for (const [style, wanted] of cases) {
    const messages = new Messages([]);
    const sender = new MessageSender(new WebSocketChannel(messages, { role: "server" }), style);
    for (const part of parts) await sender.write(part.bytes, "binary", part);
    assertEquals(messages.whole.map(([kind, bytes]) => `${kind} ${text(bytes)}`), [...wanted]);
  }
});
