import { assert, assertEquals, assertRejects } from "@std/assert";
import { delay } from "@std/async";
import { gunzipSync } from "node:zlib";
import { Buffer } from "node:buffer";
import { Compressions, PIECE } from "../../../mod/http/files/compressions.ts";
import { WorkTurns } from "../../../mod/http/files/work_turns.ts";
import type { ReplyBody } from "../../../mod/http/wire/message.ts";
import { noise } from "../../_kit/noise.ts";

/** The same bytes again and again, as a body without end or of so many pieces. */
function repeated(bytes: Uint8Array, times = Infinity): ReplyBody {
  return {
    length: undefined,
    async send(sink) {
      for (let time = 0; time < times; time++) await sink.write(bytes);
    },
  };
}

const stays = () => new AbortController().signal;

Deno.test("Compressions.gzip() sends what was put in, whatever the size of its pieces", async () => {
  const compressions = new Compressions(new WorkTurns());
  for (const size of [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE]) {
    const bytes = noise(size);
    const heard: Uint8Array[] = [];
    const body = compressions.gzip(repeated(bytes, 3), stays());
    await body.send({ write: (some) => Promise.resolve(void heard.push(some)) });
    body.close!();
    const plain = gunzipSync(Buffer.concat(heard));
    assert(plain.equals(Buffer.concat([bytes, bytes, bytes])), `${size} bytes`);
  }
});

Deno.test("Compressions.gzip() does no work for a client that takes nothing", async () => {
  const compressions = new Compressions(new WorkTurns());
  const offered = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const write = () => {
    offered.resolve();
    return left.promise;
  };
  const sent = compressions.gzip(repeated(noise(4 * PIECE)), stays()).send({ write });
  await offered.promise;
  const { fed } = compressions;
  await delay(50);
  assertEquals(compressions.fed, fed);
  assert(fed <= 4 * PIECE, `${fed} bytes`);
  left.reject(new Deno.errors.ConnectionReset());
  await assertRejects(() => sent, Deno.errors.ConnectionReset);
});

Deno.test("Compressions.gzip() ends when the client has left, though nothing comes out to tell by", async () => {
  const compressions = new Compressions(new WorkTurns());
  const client = new AbortController();
  const sent = compressions.gzip(repeated(new Uint8Array(PIECE)), client.signal).send({
    write: () => Promise.resolve(),
  });
  while (compressions.fed < 10 * PIECE) await delay(1);
  client.abort(new Deno.errors.ConnectionReset());
  await assertRejects(() => sent, Deno.errors.ConnectionReset);
});

Deno.test("Compressions has so many places, gives them in turn, and forgets who leaves", async () => {
  const compressions = new Compressions(new WorkTurns(), 2);
  const [first, second] = [compressions.take()!, compressions.take()!];
  assertEquals(compressions.take(), undefined);
  const client = new AbortController();
  const order: string[] = [];
  const leaver = compressions.place(client.signal);
  const third = compressions.place(stays()).then((place) => (order.push("third"), place));
  const fourth = compressions.place(stays()).then((place) => (order.push("fourth"), place));
  client.abort(new Deno.errors.ConnectionReset());
  await assertRejects(() => leaver, Deno.errors.ConnectionReset);
  assertEquals(compressions.waiting, 2);
  first.release();
  first.release();
  await third;
  assertEquals([order, compressions.waiting], [["third"], 1]);
  second.release();
  (await third).release();
  (await fourth).release();
  assertEquals(order, ["third", "fourth"]);
  const again = [compressions.take(), compressions.take(), compressions.take()];
  assertEquals(again.map((place) => place !== undefined), [true, true, false]);
});

Deno.test("many compressions leave the event loop to others after a few pieces", async () => {
  const compressions = new Compressions(new WorkTurns());
  const client = new AbortController();
  const sent = Array.from({ length: 40 }, () => {
    const body = compressions.gzip(repeated(noise(PIECE)), client.signal);
    return body.send({ write: () => Promise.resolve() }).catch(() => {/* it is ended below */});
  });
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  using ours = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  using theirs = await accepted;
  const byte = new Uint8Array(1);
  const pieces: number[] = [];
  for (let trip = 0; trip < 9; trip++) {
    const before = compressions.fed;
    const there = theirs.read(byte);
    await ours.write(byte);
    await there;
    pieces.push((compressions.fed - before) / PIECE);
  }
  client.abort();
  await Promise.all(sent);
  const median = pieces.toSorted((a, b) => a - b)[4]!;
  assert(median < 40, `${pieces} pieces until a byte arrived`);
});
