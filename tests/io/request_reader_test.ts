import { assertEquals } from "@std/assert";
import { RequestReader, TOO_LONG } from "../../mod/io/request_reader.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

async function questions(connection: FakeConnection, framing: "line" | "chunk" = "line"): Promise<string[]> {
  const reader = new RequestReader(connection, { framing, limit: 8 });
  const found: string[] = [];
  for (let each = await reader.next(); each !== null; each = await reader.next()) {
    found.push(each === TOO_LONG ? "TOO LONG" : new TextDecoder().decode(each));
  }
  return found;
}

Deno.test("RequestReader.next() gives lines, one byte at a time or all at once", async () => {
  const text = "one\r\ntwo\n\nlast";
  assertEquals(await questions(FakeConnection.byteByByte(text)), ["one", "two", "", "last"]);
  assertEquals(await questions(new FakeConnection([text])), ["one", "two", "", "last"]);
});

Deno.test("RequestReader.next() reports a line that is too long once, and understands the next", async () => {
  const text = `${"x".repeat(30)}\n12345678\n123456789\nend\n`;
  const expected = ["TOO LONG", "12345678", "TOO LONG", "end"];
  assertEquals(await questions(FakeConnection.byteByByte(text)), expected);
  assertEquals(await questions(new FakeConnection([text])), expected);
});

Deno.test("RequestReader.next() reads a megabyte without an end as one long question", async () => {
  const piece = "9".repeat(50_000);
  assertEquals(await questions(new FakeConnection([...Array(20).fill(piece), "\n17\n"])), ["TOO LONG", "17"]);
});

Deno.test("RequestReader.next() lets a line of the limit end with a carriage return", async () => {
  assertEquals(await questions(FakeConnection.byteByByte("12345678\r\n")), ["12345678"]);
});

Deno.test("RequestReader.take() gives what is there and never waits", async () => {
  const reader = new RequestReader(new FakeConnection(["1\n2\nxxxxxxxxxxxxxxxx\n3\npart"]), {
    framing: "line",
    limit: 8,
  });
  const text = (each: Uint8Array | typeof TOO_LONG | null | undefined) =>
    each instanceof Uint8Array ? new TextDecoder().decode(each) : each;
  assertEquals(text(await reader.next()), "1");
  assertEquals([0, 1, 2, 3].map(() => text(reader.take())), ["2", TOO_LONG, "3", undefined]);
});

Deno.test("RequestReader in chunk framing takes each read for a question", async () => {
  assertEquals(await questions(new FakeConnection(["1+1", "12345678", "123456789", "2"]), "chunk"), [
    "1+1",
    "12345678",
    "TOO LONG",
    "2",
  ]);
});
