import { assert, assertEquals, assertRejects } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { Buffer } from "node:buffer";
import { COMPRESSOR_INPUT, CompressorPool } from "../../../mod/http/files/compressor_pool.ts";
import { WorkQueue } from "../../../mod/http/files/work_queue.ts";
import type { ReplyBody } from "../../../mod/http/wire/message.ts";
import { noise } from "../../_kit/noise.ts";
import { until } from "../../_kit/until.ts";

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
  const compressions = new CompressorPool(new WorkQueue());
  for (
    const size of [0, 1, COMPRESSOR_INPUT - 1, COMPRESSOR_INPUT, COMPRESSOR_INPUT + 1, 5 * COMPRESSOR_INPUT]
  ) {
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
  const compressions = new CompressorPool(new WorkQueue());
  const offered = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const write = () => {
    offered.resolve();
    return left.promise;
  };
  const sent = compressions.gzip(repeated(noise(4 * COMPRESSOR_INPUT)), stays()).send({ write });
  await offered.promise;
  const { fed } = compressions;
  // Somebody else has all of his done meanwhile
  const other = compressions.gzip(repeated(noise(COMPRESSOR_INPUT), 1), stays());
  await other.send({ write: () => Promise.resolve() });
  assertEquals(compressions.fed - fed, COMPRESSOR_INPUT);
  assert(fed <= 4 * COMPRESSOR_INPUT, `${fed} bytes`);
  left.reject(new Deno.errors.ConnectionReset());
  await assertRejects(() => sent, Deno.errors.ConnectionReset);
});

Deno.test("Compressions.gzip() ends when the client has left, though nothing comes out to tell by", async () => {
  const compressions = new CompressorPool(new WorkQueue());
  const client = new AbortController();
  const sent = compressions.gzip(repeated(new Uint8Array(COMPRESSOR_INPUT)), client.signal).send({
    write: () => Promise.resolve(),
  });
  await until(() => compressions.fed >= 10 * COMPRESSOR_INPUT);
  client.abort(new Deno.errors.ConnectionReset());
  await assertRejects(() => sent, Deno.errors.ConnectionReset);
});

Deno.test("CompressorPool has so many permits, gives them in turn, and forgets who leaves", async () => {
  const compressions = new CompressorPool(new WorkQueue(), 2);
  const [first, second] = [compressions.tryAcquire()!, compressions.tryAcquire()!];
  assertEquals(compressions.tryAcquire(), undefined);
  const client = new AbortController();
  const order: string[] = [];
  const leaver = compressions.acquire(client.signal);
  const third = compressions.acquire(stays()).then((place) => (order.push("third"), place));
  const fourth = compressions.acquire(stays()).then((place) => (order.push("fourth"), place));
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
  const again = [compressions.tryAcquire(), compressions.tryAcquire(), compressions.tryAcquire()];
  assertEquals(again.map((place) => place !== undefined), [true, true, false]);
});

Deno.test("many compressions leave the event loop to others after a few pieces", async () => {
  const compressions = new CompressorPool(new WorkQueue());
  const client = new AbortController();
  const sent = Array.from({ length: 40 }, () => {
    const body = compressions.gzip(repeated(noise(COMPRESSOR_INPUT)), client.signal);
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
    pieces.push((compressions.fed - before) / COMPRESSOR_INPUT);
  }
  client.abort();
  await Promise.all(sent);
  const median = pieces.toSorted((a, b) => a - b)[4]!;
  assert(median < 40, `${pieces} pieces until a byte arrived`);
});
