import { assertEquals } from "@std/assert";
import { BufferedWriter } from "../../mod/io/buffered_writer.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("BufferedWriter writes what was gathered in one go", async () => {
  const connection = new FakeConnection([]);
  const writer = new BufferedWriter(connection);
  for (const text of ["a\n", "b\n", "c\n"]) writer.push(bytes(text));
  await writer.flush();
  await writer.flush();
  assertEquals(connection.writes, ["a\nb\nc\n"]);
});

Deno.test("BufferedWriter tells when it is full", () => {
  const writer = new BufferedWriter(new FakeConnection([]), 10);
  writer.push(bytes("12345"));
  assertEquals(writer.full, false);
  writer.push(bytes("67890"));
  assertEquals([writer.full, writer.length], [true, 10]);
});

Deno.test("BufferedWriter copies: what is pushed may change afterwards", async () => {
  const connection = new FakeConnection([]);
  const writer = new BufferedWriter(connection);
  const scratch = bytes("old");
  writer.push(scratch);
  scratch.set(bytes("new"));
  await writer.flush();
  assertEquals(connection.written, "old");
});
