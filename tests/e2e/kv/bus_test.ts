import { assert, assertEquals } from "@std/assert";
import { jetstream } from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import { connect, headers } from "@nats-io/transport-node";
import { answerOf, BusServer } from "../../_kit/kv/bus_servers.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { FreezableLine } from "../../_kit/net/freezable_line.ts";
import { until } from "../../_kit/until.ts";

peerTest(
  "kv serve --bus: several servers are one store, and anybody's client for buckets reads and writes it",
  ["nats-server", "redis-cli"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await BusServer.start(`${bus.url}/shop`);
    await using second = await BusServer.start(`${bus.url}/shop`);
    const [one, other] = [first.client(), second.client()];
    const nats = await connect({ servers: bus.url });
    try {
      const bucket = await new Kvm(jetstream(nats)).open("shop");

      // What one writes, all read: netlab, and whoever speaks to the bus
      assertEquals(await one.set("greeting", "hello"), "OK");
      await until(async () => await other.get("greeting") === "hello");
      assertEquals((await bucket.get("greeting"))?.string(), "hello");
      const { stdout } = await runCommand("redis-cli", [
        "-p",
        `${second.server.port}`,
        "append",
        "greeting",
        " there",
      ]);
      assertEquals(stdout, "11\n");
      await until(async () => await one.get("greeting") === "hello there");

      // Any bytes, as keys and as values
      const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => at * 7));
      assertEquals(await one.set(Buffer.from([0, 255, 58]), bytes), "OK");
      assertEquals((await bucket.get("=00=FF=3A"))?.value, new Uint8Array(bytes));
      await until(async () => (await other.getBuffer(Buffer.from([0, 255, 58])))?.equals(bytes) === true);

      // What others write
      await bucket.put("user=3A7", "Ada");
      for (const each of [one, other]) await until(async () => await each.get("user:7") === "Ada");
      assertEquals(await one.set("user:7", "Eve", "XX", "GET"), "Ada");
      await bucket.delete("user=3A7");
      await until(async () => await one.exists("user:7") === 0);
      await bucket.put("no=name=of=ours", "x");

      // A time to live, on all servers alike
      assertEquals(await one.set("short", "x", "PX", 2000), "OK");
      await until(async () => await other.exists("short") === 1);
      const [mine, theirs] = await Promise.all([one.pttl("short"), other.pttl("short")]);
      assert(Math.abs(mine - theirs) < 300 && mine <= 2000 && mine > 0, `${mine} ${theirs}`);
      await until(async () => await other.exists("short") === 0);
      assertEquals(await other.incr("short"), 1);

      // Deleted and set again, by the other one
      await until(async () => await one.exists("short", "greeting") === 2);
      assertEquals(await one.del("short", "greeting", "none"), 2);
      await until(async () => await other.exists("short", "greeting") === 0);
      assertEquals(await other.set("short", "y", "NX"), "OK");
      assertEquals(
        await answerOf(other.mset("a", "1", "b", "2")),
        "-CROSSSLOT with --bus each key is by itself: several cannot be changed at once",
      );

      // Channels
      const heard: string[] = [];
      const [listener, reader] = [second.client(), first.client()];
      listener.on("message", (channel: string, message: string) => heard.push(`${channel} ${message}`));
      reader.on(
        "pmessage",
        (_: string, channel: string, message: string) => heard.push(`${channel} ${message}!`),
      );
      await listener.subscribe("news: today");
      await reader.psubscribe("news*");
      assertEquals(await one.publish("news: today", "hello"), 1);
      await until(() => heard.length === 2);
      nats.publish("netlab.kv.shop.news", "from elsewhere");
      await one.multi().publish("news: today", "done").exec();
      await until(() => heard.length === 5);
      assertEquals(heard.toSorted(), [
        "news from elsewhere!",
        "news: today done",
        "news: today done!",
        "news: today hello",
        "news: today hello!",
      ]);

      // Everything, key by key
      assertEquals(await one.flushall(), "OK");
      assertEquals(await one.dbsize(), 0);
      await until(async () => await other.dbsize() === 0);
      assertEquals(await keysOf(bucket), ["no=name=of=ours"]);
    } finally {
      await nats.close();
    }
  },
);

peerTest(
  "kv serve --bus loses no update, from many clients of several servers at once",
  ["nats-server"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await BusServer.start(bus.url);
    await using second = await BusServer.start(bus.url);
    const clients = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? first : second).client());
    const each = async (count: number, act: (client: (typeof clients)[number]) => Promise<unknown>) => {
      await Promise.all(clients.map(async (client) => {
        for (let turn = 0; turn < count; turn++) await act(client);
      }));
    };
    const seen: number[] = [];
    await each(100, async (client) => seen.push(await client.incr("n")));
    assertEquals(seen.sort((one, two) => one - two), Array.from({ length: 800 }, (_, at) => at + 1));

    // Read, add and write under WATCH, and the same over two keys of which one is only read
    const adds = async (client: (typeof clients)[number], key: string, ...others: string[]) => {
      for (;;) {
        await client.watch(key, ...others);
        const before = Number(await client.get(key) ?? "0");
        const done = await client.multi().set(key, before + 1).mget(key, ...others).exec()
          .catch((error) => {
            if (/^(EXECABORT|TRYAGAIN)/.test(error.message)) return null;
            throw error;
          });
        if (done !== null) return;
      }
    };
    await each(15, (client) => adds(client, "watched"));
    await each(5, (client) => adds(client, "both", "n"));
    for (const client of clients.slice(0, 2)) {
      await until(async () => await client.get("watched") === "120" && await client.get("both") === "40");
    }

    // A lock that one at a time has
    let holders = 0;
    await each(5, async (client) => {
      while (await client.set("lock", "mine", "NX") === null) { /* somebody else has it */ }
      assertEquals(++holders, 1);
      await client.get("n");
      holders--;
      await client.del("lock");
    });
  },
);

peerTest("kv serve --bus: a server that joins later has all that there is", ["nats-server"], async () => {
  await using bus = await NatsServer.start();
  const nats = await connect({ servers: bus.url });
  try {
    const stream = jetstream(nats);
    const bucket = await new Kvm(stream).create("netlab");
    const expires = headers();
    expires.set("Netlab-Expires", String(Date.now() + 100_000));
    for (let at = 0; at < 10_000; at += 500) {
      await Promise.all(
        Array.from({ length: 500 }, (_, next) => bucket.put(`key/${at + next}`, `${at + next}`)),
      );
    }
    await stream.publish("$KV.netlab.key/7", "expires", { headers: expires });
    await bucket.delete("key/8");
  } finally {
    await nats.close();
  }
  await using server = await BusServer.start(bus.url);
  const client = server.client();
  assertEquals(await client.dbsize(), 9999);
  assertEquals(await client.mget("key/0", "key/7", "key/8", "key/9999"), ["0", "expires", null, "9999"]);
  const left = await client.ttl("key/7");
  assert(left > 80 && left <= 100, `${left}`);
  assertEquals(await client.incr("key/9999"), 10_000);
});

async function keysOf(bucket: KV): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of await bucket.keys()) keys.push(key);
  return keys;
}

peerTest(
  "kv serve --bus: what is overwritten before it is sent keeps nobody waiting who joins",
  ["nats-server"],
  async () => {
    await using bus = await NatsServer.start();
    await using line = new FreezableLine(bus.port);
    const nats = await connect({ servers: bus.url });
    try {
      const bucket = await new Kvm(jetstream(nats)).create("netlab");
      const set = (value: string) =>
        Promise.all(Array.from({ length: 2000 }, (_, at) => bucket.put(`key/${at}`, value)));
      await set("1".repeat(3000));
      // NATS sends 2 MiB of them, until it hears that they have been read
      line.freeze(65_536);
      const starting = BusServer.start(`nats://127.0.0.1:${line.port}`);
      await until(() => line.isFrozen);
      await set("2".repeat(3000));
      line.thaw();
      await using server = await starting;
      const client = server.client();
      assertEquals(await client.dbsize(), 2000);
      for (const key of ["key/0", "key/1000", "key/1999"]) {
        assertEquals(await client.get(key), "2".repeat(3000));
      }
    } finally {
      await nats.close();
    }
  },
);
