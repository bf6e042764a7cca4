import { assert, assertEquals, assertMatch } from "@std/assert";
import { answerOf, BusServer } from "../../_kit/kv/bus_servers.ts";
import { FreezableLine } from "../../_kit/net/freezable_line.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { pause, until } from "../../_kit/until.ts";

const AWAY = "-CLUSTERDOWN the bus is away, so nothing is read or changed";
const UNKNOWN = "-ERR the bus went away before it answered: whether this was done is not known";

peerTest(
  "kv serve --bus that is cut off reads nothing older than three seconds, then nothing; what hung is done once, and it answers after five seconds what nobody can know",
  ["nats-server"],
  async () => {
    await using bus = await NatsServer.start();
    await using line = new FreezableLine(bus.port);
    await using cut = await BusServer.start(`nats://127.0.0.1:${line.port}`);
    await using whole = await BusServer.start(bus.url);
    const [here, there] = [cut.client(), whole.client()];
    const listener = cut.client();
    const heard: string[] = [];
    listener.on("message", (_, message: string) => heard.push(message));
    await listener.subscribe("news");
    await here.mset("n", "1");
    await until(async () => await there.get("n") === "1");

    line.freeze();
    const added = answerOf(cut.client().incr("n"));
    assertEquals(await there.set("other", "new"), "OK");
    const changed = performance.now();
    let last: unknown = null;
    await until(async () => {
      last = await answerOf(here.get("other"));
      assert(last === null || last === AWAY, `${last}`);
      return last === AWAY;
    });
    assert(performance.now() - changed < 4000, `${performance.now() - changed} ms`);
    const refused = [here.set("x", "1"), here.del("n"), here.publish("c", "m"), here.dbsize()].map(answerOf);
    assertEquals(await Promise.all(refused), [AWAY, AWAY, AWAY, AWAY]);
    assertEquals(await here.ping(), "PONG");
    await cut.server.line((said) => said.includes("is away: it does not answer; trying again"));
    assertEquals(await there.incr("m"), 1); // those who are not cut off go on

    line.thaw();
    assertEquals(await added, 2);
    await cut.server.line((said) => said.endsWith(" is there"));
    assertEquals(await here.mget("n", "other", "m"), ["2", "new", "1"]);
    assertEquals(await here.incr("n"), 3);
    await until(async () => await there.get("n") === "3");
    await there.publish("news", "again");
    await until(() => heard.includes("again"));

    line.freeze();
    const asked = performance.now();
    assertEquals(await answerOf(here.incr("n")), UNKNOWN);
    assert(Math.abs(performance.now() - asked - 5000) < 3000, `${performance.now() - asked} ms`);
  },
);

peerTest(
  "kv serve --bus does each change once, and loses none, while its connection breaks again and again",
  ["nats-server"],
  async () => {
    await using bus = await NatsServer.start();
    await using line = new FreezableLine(bus.port);
    await using cut = await BusServer.start(`nats://127.0.0.1:${line.port}`);
    await using whole = await BusServer.start(bus.url);
    let isOver = false;
    let done = 0;
    let unknown = 0;
    const adding = Promise.all([cut, cut, whole].map(async (server) => {
      const client = server.client();
      while (!isOver) {
        const answer = await answerOf(client.incr("n"));
        if (typeof answer === "number") done++;
        else if (answer === UNKNOWN) unknown++; // it cannot be told, though nearly always it can
        else {
          assertMatch(String(answer), /^-CLUSTERDOWN /);
          await pause(5);
        }
      }
    }));
    adding.catch(() => {/* told below, unless something else has failed before */});
    for (let breaks = 1; breaks <= 5; breaks++) {
      const before = done;
      await until(() => done > before + 20);
      const comebacks = () => cut.server.lines.filter((said) => said.endsWith(" is there")).length;
      const already = comebacks();
      line.cut();
      await until(() => comebacks() > already);
    }
    isOver = true;
    await adding;
    const there = whole.client();
    const n = Number(await there.get("n"));
    assert(done <= n && n <= done + unknown, `${done} of ${n}, ${unknown} unknown`);
    const here = cut.client();
    await until(async () => Number(await answerOf(here.get("n"))) === n);
  },
);

peerTest(
  "kv serve --bus has all that was acknowledged after kill -9 of the bus, and nothing when the bus has forgotten it",
  ["nats-server"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await BusServer.start(bus.url);
    await using second = await BusServer.start(bus.url);
    const [one, other] = [first.client(), second.client()];
    for (let at = 0; at < 50; at++) await one.set(`key ${at}`, at);
    await one.set("gone", "x");
    await one.expire("key 7", 100);

    // It stands still for a moment: everybody waits, and nothing is refused
    bus.signal("SIGSTOP");
    const stored = other.incr("n");
    await pause(1000);
    bus.signal("SIGCONT");
    assertEquals(await stored, 1);

    await bus.stop();
    await until(async () => await answerOf(one.get("key 1")) === AWAY);
    assertEquals(await answerOf(one.incr("n")), AWAY);
    await bus.restart();
    await until(async () => await answerOf(one.incr("n")) === 2);
    await until(async () => await answerOf(other.get("n")) === "2");
    assertEquals(await other.del("gone"), 1);
    assertEquals(await other.dbsize(), 51);
    const left = await other.ttl("key 7");
    assert(left > 60 && left <= 100, `${left}`);

    await bus.stop();
    await bus.forget();
    await bus.restart();
    await until(async () => await answerOf(one.dbsize()) === 0);
    assertEquals(await one.set("key 1", "anew"), "OK");
    await until(async () => await answerOf(other.get("key 1")) === "anew");
    assertEquals(await other.dbsize(), 1);
  },
);

peerTest(
  "kv serve --bus does with the rights that its page names, says what it lacks, without the secret, and outlives that",
  [
    "nats-server",
  ],
  async () => {
    const page = await Deno.readTextFile(new URL("../../../docs/kv.md", import.meta.url));
    const rights = (what: string) =>
      new RegExp(`^${what}: *\\[(.*)\\]$`, "m").exec(page)![1]!.replaceAll("BUCKET", "shop");
    const login = (publish: string, password = "s3cret") => ({
      config: `authorization { users: [{ user: me, password: ${password}, permissions: {
      publish: [${publish}], subscribe: [${rights("subscribe")}] } }] }`,
    });
    await using bus = await NatsServer.start(undefined, login(rights("publish")));
    const url = `nats://me:s3cret@127.0.0.1:${bus.port}/shop`;
    await using server = await BusServer.start(url);
    const client = server.client();
    assertEquals([await client.set("a", "1"), await client.publish("c", "m")], ["OK", 0]);
    assertEquals([await client.flushall(), await client.dbsize()], ["OK", 0]);
    await bus.reload(login(rights("publish").replace(/"netlab[^"]*",?/, "")));
    await until(async () => String(await answerOf(client.publish("c", "m"))).startsWith("-"));
    const said = await server.server.line((line) => line.includes("is away: the login may not"));
    assertMatch(
      said,
      /nats:\/\/127\.0\.0\.1:\d+\/shop is away: the login may not publish to netlab\.kv\.shop\./,
    );
    await bus.reload(login(rights("publish"), "other"));
    await server.server.line((line) => line.includes("is away: it refuses the login"));
    await bus.reload(login(rights("publish")));
    await until(async () => await answerOf(client.set("a", "2")) === "OK");
    assert(server.server.lines.every((line) => !line.includes("s3cret")), server.server.lines.join("\n"));
  },
);
