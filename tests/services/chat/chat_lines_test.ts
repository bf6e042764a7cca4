import { assertEquals, assertRejects } from "@std/assert";
import { FrameReader } from "../../../mod/io/frame_reader.ts";
import { chatLines, type ChatLinesOptions } from "../../../mod/services/chat/chat_lines.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

/** What a chat takes in from those reads: lines, and `!` for a refusal. */
async function takenIn(
  pieces: (string | Uint8Array)[],
  options: Partial<ChatLinesOptions> = {},
): Promise<string[]> {
  const reader = new FrameReader(new FakeConnection(pieces), chatLines({ limit: 10, ...options }));
  const seen: string[] = [];
  for await (const input of reader) {
    if (input.type !== "skipped") seen.push(input.type === "line" ? input.text : "!");
  }
  return seen;
}

const streams: [string, (string | Uint8Array)[], string[]][] = [
  ["takes whole lines", ["un\ndeux\r\n\n"], ["un", "deux", ""]],
  ["puts a torn line together", ["sa", "l", "ut\n"], ["salut"]],
  ["puts a torn character together", [Uint8Array.of(0xc3), Uint8Array.of(0xa9, 0x0a)], ["é"]],
  ["replaces what is not UTF-8", [Uint8Array.of(0xff, 0x61, 0x0a)], ["\ufffda"]],
  ["takes a line of exactly the limit", ["0123456789\r\n"], ["0123456789"]],
  ["refuses a line of one byte more", ["0123456789a\n", "0123456789a\r\n", "0123456789\n"], [
    "!",
    "!",
    "0123456789",
  ]],
  ["refuses a line over the limit, once, and goes on", ["0123456789abc", "def", "g\nafter\n"], [
    "!",
    "after",
  ]],
  ["refuses a long line that came in one piece", ["0123456789abcdef\nafter\n"], ["!", "after"]],
  ["refuses two long lines twice", ["0123456789abcdef\n0123456789abcdef\n"], ["!", "!"]],
  ["never says half a line", ["salut\nhal"], ["salut"]],
];
for (const [what, pieces, lines] of streams) {
  Deno.test(`chatLines() ${what}`, async () => assertEquals(await takenIn(pieces), lines));
}

Deno.test("chatLines() gives the same one byte at a time", async () => {
  const bytes = [...new TextEncoder().encode("été\r\n0123456789abcdef\nfin\n")].map((byte) =>
    Uint8Array.of(byte)
  );
  assertEquals(await takenIn(bytes), ["été", "!", "fin"]);
});

Deno.test("chatLines() takes what arrives together for clients without line ends", async () => {
  const bare = (...pieces: (string | Uint8Array)[]) => takenIn(pieces, { bare: true });
  assertEquals(await bare("Bonjour", "fin"), ["Bonjour", "fin"]);
  assertEquals(await bare("un\ndeux\r\n", "trois\r"), ["un", "deux", "trois"]);
  assertEquals(await bare("0123456789abc", "after"), ["!", "after"]);
});

Deno.test("chatLines() cuts no character that two reads bring, whatever its length", async () => {
  for (const character of ["é", "€", "😀"]) {
    const bytes = new TextEncoder().encode(character);
    for (let cut = 1; cut < bytes.length; cut++) {
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
      assertEquals(await takenIn(["a", ...pieces], { bare: true }), ["a", character]);
    }
  }
  assertEquals(await takenIn([Uint8Array.of(0x61, 0xff)], { bare: true }), ["a\ufffd"]);
  assertEquals(await takenIn([Uint8Array.of(0x61, 0xc3)], { bare: true, last: true }), ["a", "\ufffd"]);
});

Deno.test("chatLines() takes a last line without an end where one counts", async () => {
  const last = (...pieces: string[]) => takenIn(pieces, { last: true });
  assertEquals(await last("un\nde", "ux"), ["un", "deux"]);
  assertEquals(await last("un\r"), ["un"]);
  assertEquals(await last("0123456789abc", "de"), ["!"]);
});

Deno.test("chatLines() gives up on a line that never ends", async () => {
  const flood = Array.from({ length: 20 }, () => "x".repeat(65_536));
  await assertRejects(() => takenIn(flood), Error, "A line has an end");
  assertEquals(await takenIn([...flood, "\nfin\n"], { patience: Infinity }), ["!", "fin"]);
});
