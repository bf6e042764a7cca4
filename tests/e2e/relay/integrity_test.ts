import { assertEquals } from "@std/assert";
import { Relay } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/*
 * Two peers that are slow and fitful, each in its own way: pieces and buffers of any size from one byte up, pauses between
 * them, and a half-close when everything is said, while the other still speaks. What arrives must be what was sent, to the
 * last byte and in order. The fits are drawn from a seed, so a failure can be had again.
 */

const SIZE = 3_000_000;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function fits(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Mostly large, sometimes a single byte. */
function pieceSize(next: () => number): number {
  return next() < 0.1 ? 1 : 1 + Math.floor(next() ** 3 * 300_000);
}

async function maybePause(next: () => number): Promise<void> {
  if (next() < 0.1) await new Promise((resolve) => setTimeout(resolve, next() * 10));
}

type Conn = Pick<Deno.TcpConn, "read" | "write" | "closeWrite" | "close">;

async function say(conn: Conn, seed: number): Promise<string> {
  const next = fits(seed);
  const said = Uint8Array.from({ length: SIZE }, () => next() * 256);
  for (let at = 0; at < SIZE;) {
    const piece = said.subarray(at, at + pieceSize(next));
    for (let sent = 0; sent < piece.length;) sent += await conn.write(piece.subarray(sent));
    at += piece.length;
    await maybePause(next);
  }
  await conn.closeWrite();
  return await fingerprint(said);
}

async function hear(conn: Conn, seed: number): Promise<string> {
  const next = fits(seed);
  const heard = new Uint8Array(SIZE + 1);
  let length = 0;
  while (true) {
    const count = await conn.read(heard.subarray(length, length + pieceSize(next)));
    if (count === null) return await fingerprint(heard.subarray(0, length));
    length += count;
    await maybePause(next);
  }
}

/** Length and hash: that of the length alone says how much was lost. */
async function fingerprint(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `${bytes.length} ${hash.toHex()}`;
}

/** Both ends of a way through a relay: `right` waits for the relay to come. */
async function carries(left: Conn, right: Promise<Conn>, order: "at once" | "left first"): Promise<void> {
  const server = await right;
  const questions = Promise.all([say(left, 1), hear(server, 2)]);
  if (order === "left first") await questions;
  const answers = Promise.all([say(server, 3), hear(left, 4)]);
  const [[asked, got], [answered, back]] = await Promise.all([questions, answers]);
  left.close();
  server.close();
  assertEquals([got, back], [asked, answered]);
}

for (const order of ["at once", "left first"] as const) {
  Deno.test(`relay loses nothing between two fitful TCP peers that end ${order}`, async () => {
    using server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const right = `TCP:127.0.0.1:${server.addr.port}`;
    await using relay = await Relay.start("-t", "60", "TCP-LISTEN:0,bind=127.0.0.1", right);
    const left = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
    await carries(left, server.accept(), order);
    assertEquals((await relay.server.child.status).code, 0);
  });
}

Deno.test("relay loses nothing between fitful TCP and UNIX peers", {
  ignore: Deno.build.os === "windows",
}, async () => {
  using folder = new TempFolder();
  const path = `${folder.path}/s`;
  using server = Deno.listen({ transport: "unix", path });
  await using relay = await Relay.start("-t", "60", "TCP-LISTEN:0,bind=127.0.0.1", `UNIX-CONNECT:${path}`);
  const left = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
  await carries(left, server.accept(), "at once");
});

Deno.test("relay loses nothing on the way through a program and back", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using relay = await Relay.start("-t", "60", "TCP-LISTEN:0,bind=127.0.0.1", "EXEC:cat");
  using left = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
  const [said, heard] = await Promise.all([say(left, 5), hear(left, 6)]);
  assertEquals(heard, said);
});
