import { assert, assertEquals } from "@std/assert";
import { withUnread } from "../../../mod/net/connection/with_unread.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function readAll(connection: FakeConnection | ReturnType<typeof withUnread>): Promise<string[]> {
  const pieces: string[] = [];
  const buffer = new Uint8Array(4);
  for (let length = await connection.read(buffer); length !== null; length = await connection.read(buffer)) {
    pieces.push(new TextDecoder().decode(buffer.subarray(0, length)));
  }
  return pieces;
}

Deno.test("withUnread() gives what was read already first, in pieces that fit, then the rest", async () => {
  const connection = withUnread(new FakeConnection(["ghi"]), bytes("abcdef"));
  assertEquals(await readAll(connection), ["abcd", "ef", "ghi"]);
});

Deno.test("withUnread() does not count again what the connection has counted", async () => {
  const inner = new FakeConnection(["abc", "de"]);
  const head = new Uint8Array(3);
  await inner.read(head);
  const connection = withUnread(inner, head);
  await readAll(connection);
  assertEquals(connection.bytesRead, 5);
});

Deno.test("withUnread() of nothing is the connection itself", () => {
  const inner = new FakeConnection([]);
  assert(withUnread(inner, new Uint8Array()) === inner);
});

Deno.test("withUnread() passes everything else on", async () => {
  const inner = new FakeConnection([]);
  using connection = withUnread(inner, bytes("x"));
  await connection.write(bytes("answer"));
  await connection.closeWrite();
  connection.reset();
  assertEquals([inner.written, inner.ends], ["answer", ["closeWrite", "reset"]]);
});
