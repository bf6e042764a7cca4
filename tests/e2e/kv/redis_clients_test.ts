import { assert, assertEquals, assertMatch } from "@std/assert";
import { Redis } from "npm:ioredis@6.0.0";
import { isInstalled } from "../../_kit/program/is_installed.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { withRedis } from "../../_kit/peers/redis_server.ts";

/** What redis-cli prints, as it does into a pipe. */
async function redisCli(port: number, args: readonly string[], stdin = ""): Promise<string> {
  const { stdout } = await runCommand("redis-cli", ["-p", `${port}`, ...args], { stdin });
  return stdout;
}

peerTest("redis-cli and redis-benchmark work unchanged", ["redis-cli", "redis-benchmark"], async () => {
  await using server = await Server.start(["kv", "serve", "0"]);
  assertEquals(await redisCli(server.port, ["set", "greeting", "été"]), "OK\n");
  assertEquals(await redisCli(server.port, ["get", "greeting"]), "été\n");
  assertEquals(
    await redisCli(server.port, ["lpush", "l", "x"]),
    "ERR unknown command 'lpush', with args beginning with: 'l' 'x' \n\n",
  );
  assertEquals(
    await redisCli(server.port, [], "incr n\nincrby n 41\nmulti\nget n\nexec\n"),
    "1\n42\nOK\nQUEUED\n42\n",
  );
  assertEquals(await redisCli(server.port, ["-3", "--no-raw", "mget", "n", "none"]), '1) "42"\n2) (nil)\n');
  assertEquals(await redisCli(server.port, ["--scan", "--pattern", "g*"]), "greeting\n");
  assertMatch(await redisCli(server.port, ["info", "server"]), /redis_version:7/);
  for (const pipeline of ["1", "16"]) {
    const args = [
      "-p",
      `${server.port}`,
      "-t",
      "ping,set,get,incr",
      "-n",
      "4000",
      "-c",
      "20",
      "-P",
      pipeline,
      "--csv",
    ];
    const { code, stdout } = await runCommand("redis-benchmark", args);
    assertEquals([code, stdout.match(/^"(PING_INLINE|PING_MBULK|SET|GET|INCR)"/gm)?.length], [0, 5]);
  }
});

peerTest(
  "netlab kv ask asks Redis, and netlab, and prints the same",
  ["redis-server", "redis-cli"],
  () =>
    withRedis(async (redis) => {
      await using server = await Server.start(["kv", "serve", "0"]);
      for (const at of [server.port, redis]) {
        const asked = await run([
          "kv",
          "ask",
          "localhost",
          `${at}`,
          "set a 1",
          "mget a b",
          "incr a",
          "nope",
          "scan 0",
        ]);
        assertEquals(
          asked.stdout.replace(/, with args.*/, ""),
          "OK\n1\n\n2\nERR unknown command 'nope'\n0\na\n",
        );
        assertEquals(asked.code, 1);
        const one = await run(["kv", "ask", "localhost", `${at}`, "set", "a b", "x  y"]);
        assertEquals([one.code, one.stdout], [0, "OK\n"]);
        const typed = await run(["kv", "ask", "localhost", `${at}`], {
          stdin: "get 'a b'\nget \"\nincr n\n",
        });
        assertEquals([typed.code, typed.stdout], [1, "x  y\n1\n"]);
        assertMatch(typed.stderr, /a quotation mark is not closed/);
      }
    }),
);

/** redis-py is a library: a Python without it has it not. */
const PYTHON = "/usr/bin/python3";
const hasRedisPy = isInstalled(PYTHON) &&
  new Deno.Command(PYTHON, { args: ["-c", "import redis"], stdout: "null", stderr: "null" }).outputSync()
    .success;

Deno.test({
  name: hasRedisPy
    ? "redis-py works unchanged"
    : "redis-py works unchanged (skipped: redis-py is not installed)",
  ignore: !hasRedisPy,
  async fn() {
    await using server = await Server.start(["kv", "serve", "0"]);
    const { code, stdout, stderr } = await runCommand(PYTHON, ["-c", REDIS_PY, `${server.port}`]);
    assertEquals([code, stderr], [0, ""]);
    assertEquals(
      stdout,
      "True b'1' 2 [b'2', None] 42 -2 1\n[True, 3, b'3']\nlost update prevented\nmessage b'news' b'hello'\n['k0', 'k1', 'k2', 'k3', 'k4']\n",
    );
  },
});

const REDIS_PY = `
import sys, redis
r = redis.Redis(port=int(sys.argv[1]))
print(r.set("a", 1), r.get("a"), r.incr("a"), r.mget("a", "none"), r.incrby("a", 40), r.ttl("none"), r.delete("a"))
pipe = r.pipeline()
print(pipe.set("n", 2).incr("n").get("n").execute())
with r.pipeline() as p:
    p.watch("n")
    r.set("n", 100)
    p.multi()
    p.incr("n")
    try:
        p.execute()
    except redis.WatchError:
        print("lost update prevented")
s = r.pubsub()
s.subscribe("news")
s.get_message(timeout=5)
r.publish("news", "hello")
m = s.get_message(timeout=5)
print(m["type"], m["channel"], m["data"])
r.flushall()
for i in range(5): r.set(f"k{i}", "x" * 100000)
print(sorted(k.decode() for k in r.scan_iter(count=1)))
`;

Deno.test("ioredis works unchanged: pipelines, transactions, subscribers, and a connection that comes back", async () => {
  await using server = await Server.start(["kv", "serve", "0"]);
  const redis = new Redis({ host: "127.0.0.1", port: server.port });
  const subscriber = redis.duplicate();
  try {
    const large = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => at * 7));
    assertEquals(await redis.set("large", large), "OK");
    assert((await redis.getBuffer("large"))!.equals(large));
    assertEquals(await redis.multi().set("n", 1).incr("n").exec(), [[null, "OK"], [null, 2]]);
    const counts = await Promise.all(Array.from({ length: 1000 }, () => redis.incr("many")));
    assertEquals(counts, Array.from({ length: 1000 }, (_, at) => at + 1));
    const heard = new Promise((resolve) => subscriber.on("message", (...said) => resolve(said)));
    await subscriber.subscribe("news");
    await redis.publish("news", "hello");
    assertEquals(await heard, ["news", "hello"]);
  } finally {
    const ended = [redis, subscriber].map((each) => new Promise((resolve) => each.once("end", resolve)));
    redis.disconnect();
    subscriber.disconnect();
    await Promise.all(ended);
  }
});
