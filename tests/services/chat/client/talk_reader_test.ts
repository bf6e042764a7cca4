import { assertEquals, assertRejects } from "@std/assert";
import { TalkReader } from "../../../../mod/services/chat/client/talk_reader.ts";
import { FakeConnection } from "../../../_kit/net/fake_connection.ts";

/** The messages that those reads bring. */
async function messages(framing: "line" | "chunk", ...pieces: (string | Uint8Array)[]) {
  const reader = new TalkReader(new FakeConnection(pieces), framing);
  const heard: (string | undefined)[][] = [];
  for (let lines = await reader.next(); lines !== null; lines = await reader.next()) heard.push(lines);
  return heard;
}

Deno.test("TalkReader takes each line for a message, and the last without its end", async () => {
  assertEquals(await messages("line", "un\ndeux\r\n\nqua", "tre"), [["un"], ["deux"], [""], ["quatre"]]);
});

Deno.test("TalkReader takes what one read returns for a message with chunks", async () => {
  assertEquals(await messages("chunk", "un\ndeux", "trois\n", "\n"), [["un", "deux"], ["trois"], [""]]);
  const long = "é".repeat(1000);
  assertEquals(await messages("chunk", long, "fin"), [[long], ["fin"]]);
});

Deno.test("TalkReader tells that a line was too long, however long, and goes on", async () => {
  const flood = Array.from({ length: 40 }, () => "x".repeat(65_536));
  assertEquals(await messages("line", ...flood, "y\naprès\n"), [[undefined], ["après"]]);
});

Deno.test("TalkReader has what came of a message that was broken off", async () => {
  let reads = 0;
  const reader = new TalkReader({
    read(buffer) {
      if (reads++ > 0) return Promise.reject(new Error("broken"));
      buffer.set(new TextEncoder().encode("un\nde"));
      return Promise.resolve(5);
    },
  }, "line");
  assertEquals(await reader.next(), ["un"]);
  await assertRejects(() => reader.next(), Error, "broken");
  assertEquals(reader.rest(), "de");
});
