import { assertEquals, assertRejects } from "@std/assert";
import { FrameError } from "../../mod/io/framer.ts";
import { withLines } from "../../mod/io/line_connection.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

const WORDS = ["one", "two", "", "three", "four 🦆", "five", "six"];
const TEXT = WORDS.map((word) => `${word}\n`);

Deno.test("LineConnection.lines() gives each line to one of two who ask at once, and all of them whole", async () => {
  for (const pieces of [TEXT, [TEXT.join("")], [...new TextEncoder().encode(TEXT.join(""))].map(byte)]) {
    const conn = withLines(new FakeConnection(pieces));
    const [first, second] = await Promise.all([drain(conn.lines()), drain(conn.lines())]);
    assertEquals([...first, ...second].sort(), [...WORDS].sort());
  }
});

Deno.test("LineConnection.lines() tells both who ask at once that a line is too long", async () => {
  const conn = withLines(new FakeConnection(["short\n", "longer than that\n"]));
  const both = [drain(conn.lines({ limit: 5 })), drain(conn.lines({ limit: 5 }))];
  for (const each of both) await assertRejects(() => each, FrameError, "more than 5 bytes");
});

Deno.test("LineConnection.lines() goes on where it was left, and holds to its first limit", async () => {
  const conn = withLines(new FakeConnection([TEXT.join("")]));
  for await (const line of conn.lines({ limit: 100 })) if (line === "two") break;
  await assertRejects(
    () => drain(conn.lines({ limit: 50 })),
    TypeError,
    "the first call of lines() set the limit",
  );
  assertEquals(await drain(conn.lines()), WORDS.slice(2));
});

/** Slow enough that the other one's read comes in while this one is busy with its line. */
async function drain(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) {
    all.push(line);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
  return all;
}

function byte(value: number): Uint8Array {
  return Uint8Array.of(value);
}
