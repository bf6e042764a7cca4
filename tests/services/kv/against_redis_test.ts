import { assertEquals } from "@std/assert";
import { deadline } from "@std/async";
import { encodeCommands } from "../../../mod/services/kv/client/encode_commands.ts";
import { RespReader, type RespReply } from "../../../mod/services/kv/resp/resp_reader.ts";
import kv from "../../../mod/services/kv/service.ts";
import { dial } from "../../../mod/net/tcp/dial.ts";
import { openServer } from "../../../mod/server/open_server.ts";
import { fc } from "../../_kit/property.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { withRedis } from "../../_kit/peers/redis_server.ts";

const key = fc.constantFrom("a", "b", "c", "d");
const value = fc.constantFrom(
  "",
  "0",
  "1",
  "-5",
  "3.25",
  "9223372036854775807",
  "hello",
  "\xff\x00\r\n",
  "1e2",
  " 1",
  "+1",
);
const amount = fc.constantFrom(
  "1",
  "-1",
  "10",
  "0",
  "x",
  "",
  "9223372036854775807",
  "-9223372036854775808",
  "1.5",
);
const seconds = fc.constantFrom("100", "1000", "0", "-1", "x", "99999999999999999999");
const word = (...words: string[]) => fc.constantFrom(...words);
const expiry = fc.oneof(
  fc.constant([]),
  fc.tuple(word("EX", "ex", "PX"), word("100000", "0", "-1", "x", "99999999999999")).map((
    all,
  ) => all),
  fc.constantFrom(["KEEPTTL"], ["EXAT", "99999999999"], ["PXAT", "99999999999999"], ["EXAT", "-1"]),
);
const flags = fc.subarray(["NX", "XX", "GET", "nonsense"], { maxLength: 2 });

/** Commands whose answers depend on nothing but those before them. */
const command: fc.Arbitrary<readonly string[]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(key, value, flags, expiry).map(([k, v, f, e]) => ["SET", k, v, ...f, ...e]),
  },
  fc.tuple(word("GET", "STRLEN", "GETDEL", "INCR", "DECR", "TYPE", "PERSIST", "get", "TTL"), key).map((
    all,
  ) => [...all]),
  fc.tuple(word("INCRBY", "DECRBY"), key, amount).map((all) => [...all]),
  // Redis adds with the rounding of its machine, netlab exactly: they agree where the machine has digits enough
  fc.tuple(word("SET", "INCRBYFLOAT"), fc.constant("f"), word("1", "-1", "0.5", "-2.75", "3e2", "x", "")).map(
    (all) => [
      ...all,
    ],
  ),
  fc.tuple(word("APPEND", "SETNX", "GETSET"), key, value).map((all) => [...all]),
  fc.tuple(word("MGET", "DEL", "EXISTS", "WATCH", "UNLINK"), fc.array(key, { maxLength: 3 })).map((
    [c, all],
  ) => [c, ...all]),
  fc.tuple(word("MSET", "MSETNX"), fc.array(fc.oneof(key, value), { maxLength: 5 })).map((
    [c, all],
  ) => [c, ...all]),
  fc.tuple(
    word("EXPIRE", "PEXPIREAT", "EXPIREAT"),
    key,
    seconds,
    fc.subarray(["NX", "XX", "GT", "LT", "ZZ"], { maxLength: 2 }),
  )
    .map(([c, k, s, f]) => [c, k, s, ...f]),
  fc.tuple(word("RENAME", "RENAMENX"), key, key).map((all) => [...all]),
  fc.tuple(word("SETEX", "PSETEX"), key, seconds, value).map((all) => [...all]),
  fc.constantFrom(["MULTI"], ["EXEC"], ["DISCARD"], ["UNWATCH"], ["DBSIZE"], ["PING"], ["PING", "x"], [
    "PING",
    "x",
    "y",
  ]),
  fc.constantFrom(
    ["ECHO", "x"],
    ["FLUSHALL"],
    ["SELECT", "0"],
    ["SELECT", "x"],
    ["GET"],
    ["NOPE", "a", "b"],
    ["RANDOMKEY", "x"],
  ),
  fc.constantFrom(["SCAN", "x"], ["SCAN", "0", "COUNT", "0"], ["SCAN", "0", "NOPE", "1"], ["KEYS"], [
    "CLIENT",
    "GETNAME",
  ]),
);

/** The answers to these commands, from a store that is empty before. */
async function answers(port: number, commands: readonly (readonly string[])[]): Promise<RespReply[]> {
  using connection = await dial({ hostname: "127.0.0.1", port });
  const all = [["FLUSHALL"], ...commands];
  await connection.write(encodeCommands(all));
  const replies = new RespReader(connection);
  const found: RespReply[] = [];
  for (const _ of all) found.push((await deadline(replies.next(), 30_000))!);
  return found;
}

peerTest(
  "random commands are answered as Redis answers them",
  ["redis-server", "redis-cli"],
  () =>
    withRedis(async (redis) => {
      const stop = new AbortController();
      await using ours = await openServer(kv, {}, { port: 0, hostname: "127.0.0.1", signal: stop.signal });
      const property = fc.asyncProperty(
        fc.array(command, { minLength: 1, maxLength: 40 }),
        async (commands) => {
          assertEquals(await answers(ours.port, commands), await answers(redis, commands));
        },
      );
      await fc.assert(property, { numRuns: Number(Deno.env.get("NETLAB_RUNS") ?? 300), seed: 20261 });
      stop.abort();
    }),
);
