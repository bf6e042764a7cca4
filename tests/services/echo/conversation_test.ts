import { assertEquals } from "@std/assert";
import { Conversation } from "../../../mod/services/echo/conversation.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

function begin(pieces: (string | Uint8Array)[], framing: "line" | "chunk" = "line") {
  const connection = new FakeConnection(pieces);
  const shown: string[] = [];
  const show = (text: string) => Promise.resolve(void shown.push(text));
  return { connection, shown, conversation: new Conversation(connection, { framing, show }) };
}

Deno.test("Conversation shows every line, the last one without an end too", async () => {
  const { conversation, shown } = begin(["one\ntw", "o\nthree"]);
  await conversation.ended;
  assertEquals([shown, conversation.heard], [["one\n", "two\n", "three\n"], 3]);
});

Deno.test("Conversation.say() sends lines together", async () => {
  const { conversation, connection } = begin([]);
  await conversation.say(["a", "é"]);
  assertEquals([connection.writes, conversation.said], [["a\né\n"], 2]);
});

Deno.test("Conversation.say() sends no line end with chunks, and nothing for nothing", async () => {
  const { conversation, connection } = begin(["welcome", "A"], "chunk");
  await conversation.say(["a", ""]);
  assertEquals(connection.writes, ["a"]);
});

Deno.test("Conversation puts a character together that came in two chunks", async () => {
  const { conversation, shown } = begin([Uint8Array.of(0xc3), Uint8Array.of(0xa9)], "chunk");
  await conversation.ended;
  assertEquals(shown.join(""), "é");
});

Deno.test("Conversation.finish() half-closes and waits for the end", async () => {
  const { conversation, connection } = begin(["A\n"]);
  await conversation.say(["a"]);
  await conversation.finish();
  assertEquals([connection.ends, conversation.over], [["closeWrite"], true]);
});
