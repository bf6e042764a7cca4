import { assertEquals, assertRejects } from "@std/assert";
import type { Connection } from "../../../mod/net/connection.ts";
import { HandshakeError, HandshakeReader } from "../../../mod/net/connection/handshake_reader.ts";

/** Gives these pieces, then nothing more; counts the bytes of the room that reads are given. */
function saying(
  pieces: readonly string[],
  then: Promise<number | null> = Promise.resolve(null),
): Connection {
  const left = pieces.map((piece) => new TextEncoder().encode(piece));
  return {
    read(buffer: Uint8Array) {
      const piece = left.shift();
      if (piece === undefined) return then;
      const count = Math.min(piece.length, buffer.length);
      buffer.set(piece.subarray(0, count));
      if (count < piece.length) left.unshift(piece.subarray(count));
      return Promise.resolve(count);
    },
  } as Partial<Connection> as Connection;
}

async function text(connection: Connection): Promise<string> {
  const buffer = new Uint8Array(100_000);
  let heard = "";
  for (let count; (count = await connection.read(buffer)) !== null;) {
    heard += new TextDecoder().decode(buffer.subarray(0, count));
  }
  return heard;
}

const HEAD = "HTTP/1.0 200 OK\r\nVia: a\n\r\n";
const REST = "user data\n".repeat(3000);
for (const size of [1, 7, 4096, 100_000]) {
  Deno.test(`HandshakeReader gives lines, and what follows them untouched, in pieces of ${size}`, async () => {
    const all = HEAD + REST;
    const pieces = Array.from(
      { length: Math.ceil(all.length / size) },
      (_, at) => all.slice(at * size, (at + 1) * size),
    );
    const reader = new HandshakeReader(saying(pieces));
    assertEquals([await reader.line(), await reader.line(), await reader.line()], [
      "HTTP/1.0 200 OK",
      "Via: a",
      "",
    ]);
    assertEquals(new TextDecoder().decode(await reader.exactly(4)), "user");
    assertEquals(await text(reader.rest()), REST.slice(4));
  });
}

const endless: [string, string[]][] = [
  ["a line without an end", Array(10_000).fill("xxxxxxx")],
  ["lines without an end", Array(10_000).fill("a: b\r\n")],
  ["lines a byte at a time", [..."a: b\r\n".repeat(5000)]],
];
for (const [what, pieces] of endless) {
  Deno.test(`HandshakeReader gives up on ${what}`, async () => {
    const reader = new HandshakeReader(saying(pieces));
    let bytes = 0;
    await assertRejects(
      async () => {
        while (true) bytes += (await reader.line()).length + 1;
      },
      HandshakeError,
      "too_long",
    );
    assertEquals(bytes <= 16 * 1024, true);
  });
}

Deno.test("HandshakeReader waits no longer than it may, for all of it together", async () => {
  const silence = Promise.withResolvers<null>();
  const reader = new HandshakeReader(saying(["HTTP/1.0 200 OK\r\n"], silence.promise), 50);
  assertEquals(await reader.line(), "HTTP/1.0 200 OK");
  await assertRejects(() => reader.line(), HandshakeError, "late");
  silence.reject(new Deno.errors.Interrupted("closed")); // and nobody is told of it any more
});
