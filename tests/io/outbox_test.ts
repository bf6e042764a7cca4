import { assertEquals } from "@std/assert";
import { Outbox } from "../../mod/io/outbox.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("Outbox writes what was gathered in one go", async () => {
  const connection = new FakeConnection([]);
  const outbox = new Outbox(connection);
  for (const text of ["a\n", "b\n", "c\n"]) outbox.push(bytes(text));
  await outbox.flush();
  await outbox.flush();
  assertEquals(connection.writes, ["a\nb\nc\n"]);
});

Deno.test("Outbox tells when it is full", () => {
  const outbox = new Outbox(new FakeConnection([]), 10);
  outbox.push(bytes("12345"));
  assertEquals(outbox.full, false);
  outbox.push(bytes("67890"));
  assertEquals([outbox.full, outbox.length], [true, 10]);
});

Deno.test("Outbox copies: what is pushed may change afterwards", async () => {
  const connection = new FakeConnection([]);
  const outbox = new Outbox(connection);
  const scratch = bytes("old");
  outbox.push(scratch);
  scratch.set(bytes("new"));
  await outbox.flush();
  assertEquals(connection.written, "old");
});

Deno.test("Outbox puts a line that is changed on the way behind the others, or nothing of it", async () => {
  const connection = new FakeConnection([]);
  const outbox = new Outbox(connection);
  const backwards = (line: Uint8Array, buffer: Uint8Array, at: number) => {
    buffer.set(line.toReversed(), at);
    return line[0] !== "x".charCodeAt(0);
  };
  outbox.push(bytes("one\n"));
  assertEquals(outbox.pushLineBy(bytes("owt"), backwards), true);
  assertEquals(outbox.pushLineBy(bytes("xyz"), backwards), false);
  outbox.pushLine(bytes("three"));
  await outbox.flush();
  assertEquals(connection.writes, ["one\ntwo\nthree\n"]);
});
