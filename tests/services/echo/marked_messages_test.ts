import { assertEquals } from "@std/assert";
import { MESSAGE_FRAMINGS, messageFramer, type MessageFraming } from "../../../mod/io/message_framing.ts";
import { FrameReader } from "../../../mod/io/frame_reader.ts";
import echo, { type EchoOptions } from "../../../mod/services/echo/service.ts";
import { Conversation } from "../../../mod/services/echo/conversation.ts";
import { silent } from "../../../mod/trace/tracer.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";
import { joined } from "../../_kit/property.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** Keeps what is written as bytes. */
class ByteConnection extends FakeConnection {
  readonly sent: Uint8Array[] = [];

  override write(bytes: Uint8Array): Promise<void> {
    this.sent.push(bytes.slice());
    return super.write(bytes);
  }
}

/** Says messages, all at once or byte by byte, and returns the answers. */
async function talk(
  framing: MessageFraming,
  said: readonly (string | Uint8Array)[],
  { bytewise = false, ...options }: Partial<EchoOptions> & { bytewise?: boolean } = {},
): Promise<(string | undefined)[]> {
  const framer = messageFramer(framing, Infinity);
  const stream = joined(said.map((each) => typeof each === "string" ? framer.encode(encode(each)) : each));
  const connection = new ByteConnection(bytewise ? [...stream].map((byte) => Uint8Array.of(byte)) : [stream]);
  const { signal } = new AbortController();
  const handler = echo.create({ transform: "upper", framing, ...options }, signal);
  await Promise.resolve(handler(connection, { signal, trace: silent, log() {} })).catch((error) => {
    if (error.name !== "FrameError") throw error;
  });
  const answers: string[] = [];
  const answered = new FrameReader(new FakeConnection([joined(connection.sent)]), framer);
  for await (const message of answered) answers.push(new TextDecoder().decode(message));
  return answers;
}

for (const framing of MESSAGE_FRAMINGS) {
  Deno.test(`echo --framing ${framing} answers each message in its framing, empty ones and those of lines too`, async () => {
    const said = ["été", "", "deux\nlignes\r\n", "🦆"];
    for (const bytewise of [false, true]) {
      assertEquals(await talk(framing, said, { bytewise }), ["ÉTÉ", "", "DEUX\nLIGNES\r\n", "🦆"]);
      assertEquals(await talk(framing, said, { bytewise, transform: "none" }), said);
    }
  });

  Deno.test(`echo --framing ${framing} welcomes, replies and ends in its framing`, async () => {
    assertEquals(await talk(framing, ["a"], { welcome: "Bienvenue" }), ["Bienvenue", "A"]);
    assertEquals(await talk(framing, ["a", "b"], { reply: "Bonjour client !" }), ["Bonjour client !"]);
    assertEquals(await talk(framing, ["a", "fin", "b"], { end: "fin" }), ["A"]);
  });

  Deno.test(`echo --framing ${framing} says that a message is too long in its framing, and ends`, async () => {
    const [first, refusal, ...rest] = await talk(framing, ["a", "x".repeat(11), "b"], { limit: 10 });
    assertEquals([first, refusal?.startsWith("Message too long"), rest], ["A", true, []]);
  });

  Deno.test(`echo --framing ${framing} says that the stream broke off inside a message`, async () => {
    const half = messageFramer(framing).encode(encode("abc")).subarray(0, -1);
    const [first, refusal] = await talk(framing, ["a", half]);
    assertEquals([first, refusal?.startsWith("The stream ended inside a message")], ["A", true]);
  });

  Deno.test(`Conversation with ${framing} sends and shows messages in its framing`, async () => {
    const framer = messageFramer(framing);
    const connection = new ByteConnection([
      joined(["ÉTÉ", "", "B"].map((each) => framer.encode(encode(each)))),
    ]);
    const shown: string[] = [];
    const show = (text: string) => Promise.resolve(void shown.push(text));
    const conversation = new Conversation(connection, { framing, show });
    await conversation.say(["été", "", "b"]);
    await conversation.ended;
    assertEquals(shown, ["ÉTÉ\n", "\n", "B\n"]);
    assertEquals(connection.sent, [joined(["été", "", "b"].map((each) => framer.encode(encode(each))))]);
    const refused = framing === "nul" ? "a\0b" : framing === "u8" ? "x".repeat(256) : undefined;
    if (refused === undefined) return;
    assertEquals(await conversation.say([refused]).catch((error) => error.name), "FrameError");
    assertEquals(conversation.said, 3);
  });
}

Deno.test("echo --framing u8 refuses an answer that upper case has made too long for its length", async () => {
  const [answer, ...rest] = await talk("u8", ["ŉ".repeat(127), "b"]);
  assertEquals([answer, rest], ["Message too long: 381 bytes, and the limit is 255", []]);
});
