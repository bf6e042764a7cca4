import { assert, assertEquals, assertRejects } from "@std/assert";
import { KV_DEFAULTS } from "../../../../mod/services/kv/kv_options.ts";
import { KvServer } from "../../../../mod/services/kv/kv_server.ts";
import { kvSession } from "../../../../mod/services/kv/kv_session.ts";
import { SimulatedBucket, type SimulatedReader } from "../../../_kit/kv/simulated_bucket.ts";
import { FakeConnection } from "../../../_kit/net/fake_connection.ts";
import { fc, property } from "../../../_kit/property.ts";

/** Lets a bucket deliver until all these are done. */
async function untilDone<Result>(
  bucket: SimulatedBucket,
  work: readonly Promise<Result>[],
): Promise<Result[]> {
  let isDone = false;
  const all = Promise.all(work).finally(() => isDone = true);
  all.catch(() => {});
  while (!isDone) {
    bucket.deliver();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return await all;
}

/** All that a server answers to lines. */
async function converse(bucket: SimulatedBucket, reader: SimulatedReader, said: string): Promise<string> {
  const server = new KvServer(KV_DEFAULTS, undefined, undefined, undefined, reader.store);
  const connection = new FakeConnection([said]);
  await untilDone(bucket, [kvSession(connection, server, new AbortController().signal)]);
  server.close();
  return connection.written.replaceAll("\r\n", "|");
}

const increment = ({ store, keyspace }: SimulatedReader, key: string) =>
  store.change(key, () => {
    const after = Number(keyspace.get(key) ?? "0") + 1;
    keyspace.set(key, String(after));
    return after;
  });

property(
  "additions on several servers are all counted, and no two see the same number, however late news come",
  fc.record({
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    keys: fc.array(fc.nat(2), { minLength: 20, maxLength: 60 }),
    comparesAll: fc.boolean(),
  }),
  async ({ seed, keys, comparesAll }) => {
    const bucket = new SimulatedBucket(noise(seed));
    const readers = [bucket.join(), bucket.join(), bucket.join()];
    for (const each of readers) each.comparesAll = comparesAll;
    const seen = await untilDone(bucket, keys.map((key, at) => increment(readers[at % 3]!, `n${key}`)));
    for (const key of new Set(keys)) {
      const mine = seen.filter((_, at) => keys[at] === key).sort((one, other) => one - other);
      assertEquals(mine, mine.map((_, at) => at + 1));
    }
    while (bucket.deliver()) { /* the rest */ }
    for (const { keyspace } of readers) {
      for (const key of new Set(keys)) {
        assertEquals(keyspace.get(`n${key}`), String(keys.filter((each) => each === key).length));
      }
    }
  },
  { runs: 25 },
);

/** A connection of somebody who waits for each answer. */
class Asker extends FakeConnection {
  #said: string | undefined;
  #wake = Promise.withResolvers<void>();
  #heard = 0;

  constructor() {
    super([]);
  }

  /** @param whole what a whole answer looks like */
  async ask(said: string, whole: RegExp): Promise<RegExpExecArray> {
    this.#said = said;
    this.#wake.resolve();
    for (;;) {
      const answer = whole.exec(this.written.slice(this.#heard));
      if (answer !== null) {
        this.#heard += answer[0].length;
        return answer;
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }

  /** Ends its stream. */
  leave(): void {
    this.#said = "";
    this.#wake.resolve();
  }

  override async read(buffer: Uint8Array): Promise<number | null> {
    await this.#wake.promise;
    this.#wake = Promise.withResolvers();
    const { written } = new TextEncoder().encodeInto(this.#said!, buffer);
    return written === 0 ? null : written;
  }
}

/** Reads, adds one and writes, again until nobody was in between, and takes a while for it. */
async function addsWatching(
  asker: Asker,
  key: string,
  others: readonly string[],
  aWhile: () => Promise<void>,
): Promise<void> {
  for (;;) {
    await aWhile();
    const said = `WATCH ${[key, ...others].join(" ")}\nGET ${key}\n`;
    const [, before = "0"] = await asker.ask(said, /^\+OK\r\n(?:\$-1\r\n|\$\d+\r\n(\d+)\r\n)/);
    const written = `MULTI\nSET ${key} ${Number(before) + 1}\nEXEC\n`;
    const [, done] = await asker.ask(written, /^\+OK\r\n\+QUEUED\r\n(\*1\r\n\+OK|\*-1|-TRYAGAIN [^\r]*)\r\n/);
    if (done!.startsWith("*1")) return;
  }
}

property(
  "what is read, added to and written under WATCH is lost by nobody, whoever shares a server or a change with whom",
  fc.record({
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    clients: fc.integer({ min: 2, max: 4 }),
    others: fc.constantFrom([], ["other"]),
    comparesAll: fc.boolean(),
  }),
  async ({ seed, clients, others, comparesAll }) => {
    // So slow that a client can read what another server has changed while a change of this one is under way
    const bucket = new SimulatedBucket(noise(seed), 12);
    const readers = [bucket.join(), bucket.join()];
    const sessions: Promise<void>[] = [];
    const servers = readers.map((reader) => {
      reader.comparesAll = comparesAll;
      return new KvServer(KV_DEFAULTS, undefined, undefined, undefined, reader.store);
    });
    const adding = servers.flatMap((server) =>
      Array.from({ length: clients }, async () => {
        const asker = new Asker();
        sessions.push(kvSession(asker, server, new AbortController().signal));
        for (let turn = 0; turn < TURNS; turn++) {
          await addsWatching(asker, "n", others, () => bucket.aWhile());
        }
        asker.leave();
      })
    );
    await untilDone(bucket, [...adding, ...sessions]);
    while (bucket.deliver()) { /* the rest */ }
    for (const { keyspace } of readers) assertEquals(keyspace.get("n"), String(2 * clients * TURNS));
    for (const server of servers) server.close();
  },
  { runs: 10 },
);

const TURNS = 5;

property(
  "what is read is never older on one key than on another: a copy of a key is always behind its original",
  fc.integer({ min: 1, max: 2 ** 30 }),
  async (seed) => {
    const bucket = new SimulatedBucket(noise(seed));
    const [writer, reader] = [bucket.join(), bucket.join()];
    let isWriting = true;
    const writing = (async () => {
      for (let turn = 1; turn <= 30; turn++) {
        for (const key of ["original", "copy"]) {
          await writer!.store.change(key, () => writer!.keyspace.set(key, String(turn)));
        }
      }
      isWriting = false;
    })();
    let looked = 0;
    while (isWriting) {
      writer!.takeNext();
      if (bucket.random() < 0.3) reader!.takeNext();
      const [original, copy] = ["original", "copy"].map((key) => Number(reader!.keyspace.get(key) ?? "0"));
      assert(original === copy || original === copy! + 1, `${original} ${copy}`);
      looked++;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await writing;
    assert(looked > 60);
  },
  { runs: 5 },
);

Deno.test("commands mean on several servers what they mean on one", async () => {
  const bucket = new SimulatedBucket();
  const [one, other] = [bucket.join(), bucket.join()];
  assertEquals(await converse(bucket, one, "SET a 1\nINCR a\nSET a x NX\nGET a\n"), "+OK|:2|$-1|$1|2|");
  assertEquals(
    await converse(bucket, other, "APPEND a 0\nGETDEL a\nGET a\nSET a y NX\n"),
    ":2|$2|20|$-1|+OK|",
  );
  assertEquals(
    await converse(bucket, one, "SET b 1\nDEL a b none\nDBSIZE\nSET c 1\nFLUSHALL\nKEYS *\n"),
    "+OK|:2|:0|+OK|+OK|*0|",
  );
});

Deno.test("a transaction may look at many keys and change one; what would change several is refused and not done", async () => {
  const refused = "-CROSSSLOT with --bus each key is by itself: several cannot be changed at once|";
  const bucket = new SimulatedBucket();
  const reader = bucket.join();
  await converse(bucket, reader, "SET a 1\nSET b 2\n");
  assertEquals(
    await converse(bucket, reader, "MSET a 5 b 6\nRENAME a c\nMSETNX x 1 y 2\nMGET a b c x\n"),
    `${refused}${refused}${refused}*4|$1|1|$1|2|$-1|$-1|`,
  );
  assertEquals(
    await converse(bucket, reader, "MULTI\nGET b\nINCR a\nINCR a\nDBSIZE\nEXEC\n"),
    "+OK|+QUEUED|+QUEUED|+QUEUED|+QUEUED|*4|$1|2|:2|:3|:2|",
  );
  assertEquals(
    await converse(bucket, reader, "MULTI\nINCR a\nINCR b\nEXEC\nMGET a b\n"),
    `+OK|+QUEUED|+QUEUED|${refused}*2|$1|3|$1|2|`,
  );
  assertEquals(
    await converse(bucket, reader, "MULTI\nFLUSHALL\nEXEC\nDBSIZE\n"),
    `+OK|+QUEUED|${refused}:2|`,
  );
  assertEquals(await converse(bucket, reader, "MSET a 1 a 2\nRENAME a a\nGET a\n"), "+OK|+OK|$1|2|");
});

Deno.test("a transaction is not done when another server has changed what it watches, even if nobody has heard of it here", async () => {
  const bucket = new SimulatedBucket();
  const [one, other] = [bucket.join(), bucket.join()];
  await converse(bucket, one, "SET watched 1\nSET other 1\n");
  for (
    const said of [
      "WATCH watched\nMULTI\nSET watched mine\nEXEC\n",
      "WATCH watched\nMULTI\nSET other mine\nEXEC\n",
    ]
  ) {
    one.meanwhile = () =>
      bucket.store("watched", { value: "theirs", expires: undefined }, { all: bucket.last });
    assertEquals(await converse(bucket, one, said), "+OK|+OK|+QUEUED|*-1|");
    while (bucket.deliver()) { /* the rest */ }
    assertEquals([other.keyspace.get("watched"), other.keyspace.get("other")], ["theirs", "1"]);
  }
});

Deno.test("a transaction is not done when the time of what it watches is over, however often it is tried", async () => {
  const bucket = new SimulatedBucket();
  const reader = bucket.join();
  const connection = new FakeConnection(["SET lock mine PX 20\nWATCH lock\n", "MULTI\nSET other 1\nEXEC\n"]);
  const read = connection.read.bind(connection);
  let reads = 0;
  connection.read = async (buffer) => {
    if (++reads === 2) await new Promise((resolve) => setTimeout(resolve, 30));
    return await read(buffer);
  };
  const server = new KvServer(KV_DEFAULTS, undefined, undefined, undefined, reader.store);
  await untilDone(bucket, [kvSession(connection, server, new AbortController().signal)]);
  server.close();
  assertEquals(connection.written.replaceAll("\r\n", "|"), "+OK|+OK|+OK|+QUEUED|*-1|");
});

Deno.test("nothing is written over a change that the bus has not sent, though it has sent what came after it", async () => {
  const bucket = new SimulatedBucket();
  const [one, other] = [bucket.join(), bucket.join()];
  await converse(bucket, one, "SET n 5\nSET m 1\n");
  while (bucket.deliver()) { /* the rest */ }
  bucket.store("n", { value: "6", expires: undefined }, { all: bucket.last });
  const missed = bucket.kept.get("n")!;
  bucket.kept.delete("n");
  bucket.store("m", { value: "2", expires: undefined }, { all: bucket.last });
  while (bucket.deliver()) { /* but n */ }
  bucket.kept.set("n", missed);
  const away = "-CLUSTERDOWN the bus is away, so nothing is read or changed|";
  assertEquals(await converse(bucket, one, "GET m\nINCR n\nGET n\n"), `$1|2|${away}${away}`);
  assertEquals([one.isFresh, bucket.kept.get("n")!.entry!.value], [false, "6"]);
  assertEquals(other.isFresh, true);
});

Deno.test("a key that the bus has dropped, or deleted before, can be set", async () => {
  const bucket = new SimulatedBucket();
  const [one, other] = [bucket.join(), bucket.join()];
  await untilDone(bucket, [increment(one, "n")]);
  bucket.forget("n");
  assertEquals(await untilDone(bucket, [increment(one, "n")]), [1]);
  assertEquals(await converse(bucket, other, "DEL n\nINCR n\n"), ":1|:1|");
  assertEquals(await untilDone(bucket, [increment(one, "n")]), [2]);
});

Deno.test("what cannot be stored is refused in words that say whether it was done", async () => {
  const bucket = new SimulatedBucket();
  const reader = bucket.join(5000);
  const away = "-CLUSTERDOWN the bus is away, so nothing is read or changed|";
  await converse(bucket, reader, "SET a 1\n");
  reader.outcome = { type: "unknown" };
  assertEquals(
    await converse(bucket, reader, "INCR a\n"),
    "-ERR the bus went away before it answered: whether this was done is not known|",
  );
  reader.outcome = { type: "away" };
  assertEquals(await converse(bucket, reader, "INCR a\n"), away);
  reader.outcome = { type: "refused", why: "no room" };
  assertEquals(await converse(bucket, reader, "INCR a\n"), "-OOM the bus has no room for it|");
  reader.outcome = { type: "refused", why: "too busy" };
  assertEquals(
    await converse(bucket, reader, "INCR a\n"),
    "-TRYAGAIN too much waits for the bus already, so nothing was done|",
  );
  reader.outcome = { type: "overtaken", by: 1 };
  assertEquals(
    await converse(bucket, reader, "INCR a\n"),
    "-TRYAGAIN other servers were faster 100 times, so nothing was done|",
  );
  reader.outcome = undefined;
  reader.largest = 10;
  assertEquals(
    await converse(bucket, reader, "SET a 12345678901\n"),
    "-ERR with this bus a value may have 10 bytes|",
  );
  assertEquals(
    await converse(bucket, reader, `SET ${":".repeat(1001)} 1\n`),
    "-ERR with --bus a key may have 3000 bytes, and one that is not written as it is counts for three|",
  );
  reader.largest = 1000;
  assertEquals(
    await converse(bucket, reader, `SET b ${"x".repeat(6000)}\n`),
    "-OOM command not allowed when used memory > 'maxmemory'.|",
  );
  reader.isFresh = false;
  assertEquals(
    await converse(bucket, reader, "GET a\nSET a 2\nDEL a\nFLUSHALL\nPUBLISH c m\n1a|b\nPING\n"),
    `${away}${away}${away}${away}${away}-ERR unknown command '1a|b', with args beginning with: |+PONG|`,
  );
  assertEquals(await converse(bucket, reader, "1a|b"), "0");
  await assertRejects(() => reader.store.delete(["a", "b"]), Error, "0 of 2 keys were deleted");
  assertEquals(reader.keyspace.get("a"), "1");
});

/** Numbers from 0 to 1 that look random. */
function noise(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}
