import { assert, assertEquals, assertMatch } from "@std/assert";
import { KV_DEFAULTS, type KvOptions } from "../../../mod/services/kv/kv_options.ts";
import { KvServer } from "../../../mod/services/kv/kv_server.ts";
import { kvSession } from "../../../mod/services/kv/kv_session.ts";
import { encodeCommands } from "../../../mod/services/kv/client/encode_commands.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

const NEVER = new AbortController().signal;

/** All that a server says to somebody who says this and then ends. */
async function converse(
  said: string | Uint8Array | FakeConnection,
  server: KvServer = serverWith(),
): Promise<string> {
  const connection = said instanceof FakeConnection ? said : new FakeConnection([said]);
  await kvSession(connection, server, NEVER);
  server.close();
  return connection.written;
}

function serverWith(options: Partial<KvOptions> = {}, password?: string): KvServer {
  return new KvServer({ ...KV_DEFAULTS, ...options }, password);
}

/** A line for each request; what is answered, with `|` for a line end. */
const CONVERSATIONS: readonly [said: string, answered: string][] = [
  ["PING\nPING hello\nECHO a\n", "+PONG|$5|hello|$1|a|"],
  ["SET k v\nGET k\nGET none\nSTRLEN k\nTYPE k\nTYPE none\n", "+OK|$1|v|$-1|:1|+string|+none|"],
  ["SET k 1 NX\nSET k 2 NX\nSET k 3 XX GET\nGET k\n", "+OK|$-1|$1|1|$1|3|"],
  [
    "SET k v EX 0\nSET k v EX x\nSET k v EX\nSET k v NX XX\n",
    "-ERR invalid expire time in 'set' command|-ERR value is not an integer or out of range|-ERR syntax error|-ERR syntax error|",
  ],
  [
    "SET k v EX 100\nTTL k\nSET k w KEEPTTL\nTTL k\nSET k x\nTTL k\nTTL none\n",
    "+OK|:100|+OK|:100|+OK|:-1|:-2|",
  ],
  [
    "INCR n\nINCRBY n 10\nDECR n\nDECRBY n 20\nINCRBYFLOAT n 0.5\nINCR n\n",
    ":1|:11|:10|:-10|$4|-9.5|-ERR value is not an integer or out of range|",
  ],
  [
    "SET n 9223372036854775807\nINCR n\nGET n\n",
    "+OK|-ERR increment or decrement would overflow|$19|9223372036854775807|",
  ],
  ["APPEND k ab\nAPPEND k c\nGETDEL k\nGET k\n", ":2|:3|$3|abc|$-1|"],
  ["MSET a 1 b 2\nMGET a none b\nEXISTS a a none\nDEL a b none\nDBSIZE\n", "+OK|*3|$1|1|$-1|$1|2|:2|:2|:0|"],
  [
    "MSET a 1 b\nMSETNX a 1 a\n",
    "-ERR wrong number of arguments for 'mset' command|-ERR wrong number of arguments for 'msetnx' command|",
  ],
  ["SET a 1\nRENAME a b\nGET b\nRENAME none c\n", "+OK|+OK|$1|1|-ERR no such key|"],
  [
    "SET a 1\nEXPIRE a 100\nPERSIST a\nPERSIST a\nEXPIRE a -1\nEXISTS a\nEXPIRE a 1\n",
    "+OK|:1|:1|:0|:1|:0|:0|",
  ],
  [
    "SET a 1\nKEYS *\nSCAN 0\nSCAN x\nSCAN 99\n",
    "+OK|*1|$1|a|*2|$1|0|*1|$1|a|-ERR invalid cursor|-ERR invalid cursor|",
  ],
  ["SET a 1\nFLUSHALL\nDBSIZE\nFLUSHALL NOW\n", "+OK|+OK|:0|-ERR syntax error|"],
  [
    "MULTI\nSET a 1\nINCR a\nLPUSH l x\nEXEC\nEXEC\n",
    "+OK|+QUEUED|+QUEUED|-ERR unknown command 'LPUSH', with args beginning with: 'l' 'x' |-EXECABORT Transaction discarded because of previous errors.|-ERR EXEC without MULTI|",
  ],
  [
    "MULTI\nSET a x\nINCR a\nGET a\nEXEC\nGET a\n",
    "+OK|+QUEUED|+QUEUED|+QUEUED|*3|+OK|-ERR value is not an integer or out of range|$1|x|$1|x|",
  ],
  [
    "MULTI\nMULTI\nWATCH a\nDISCARD\nDISCARD\n",
    "+OK|-ERR MULTI calls can not be nested|-ERR WATCH inside MULTI is not allowed|+OK|-ERR DISCARD without MULTI|",
  ],
  [
    "WATCH a\nSET a 1\nMULTI\nGET a\nEXEC\nMULTI\nGET a\nEXEC\n",
    "+OK|+OK|+OK|+QUEUED|*-1|+OK|+QUEUED|*1|$1|1|",
  ],
  ["WATCH a\nUNWATCH\nSET a 1\nMULTI\nGET a\nEXEC\n", "+OK|+OK|+OK|+OK|+QUEUED|*1|$1|1|"],
  [
    "SUBSCRIBE a b\nGET a\nPING\nUNSUBSCRIBE\nPUBLISH a x\n",
    "*3|$9|subscribe|$1|a|:1|*3|$9|subscribe|$1|b|:2|-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context|*2|$4|pong|$0||*3|$11|unsubscribe|$1|a|:1|*3|$11|unsubscribe|$1|b|:0|:0|",
  ],
  [
    "HELLO 4\nHELLO x\nHELLO 2 BAD\n",
    "-NOPROTO unsupported protocol version|-ERR Protocol version is not an integer or out of range|-ERR Syntax error in HELLO option 'BAD'|",
  ],
  [
    "HELLO 3\nGET none\nPUBSUB NUMSUB a\n",
    "%7|$6|server|$5|redis|$7|version|$5|7.2.0|$5|proto|:3|$2|id|:1|$4|mode|$10|standalone|$4|role|$6|master|$7|modules|*0|_|%1|$1|a|:0|",
  ],
  [
    "SELECT 0\nSELECT 1\nSELECT x\n",
    "+OK|-ERR DB index is out of range|-ERR value is not an integer or out of range|",
  ],
  [
    "CLIENT ID\nCLIENT SETNAME me\nCLIENT GETNAME\nCLIENT SETNAME 'a b'\nCLIENT NOPE\n",
    ":1|+OK|$2|me|-ERR Client names cannot contain spaces, newlines or special characters.|-ERR unknown subcommand 'NOPE'. Try CLIENT HELP.|",
  ],
  [
    "CLIENT REPLY OFF\nSUBSCRIBE a\nSUBSCRIBE\nPING\nUNSUBSCRIBE a\nCLIENT REPLY ON\n",
    "*3|$9|subscribe|$1|a|:1|*3|$11|unsubscribe|$1|a|:0|+OK|",
  ],
  [
    "CLIENT KILL ID x\nCLIENT KILL ID 0\nCLIENT KILL TYPE x\nCLIENT KILL USER x\nCLIENT LIST ID x\nCLIENT LIST x\nCLIENT LIST ID 99\n",
    "-ERR client-id should be greater than 0|-ERR client-id should be greater than 0|-ERR Unknown client type 'x'|" +
    "-ERR No such user 'x'|-ERR client-id should be greater than 0|-ERR syntax error|$0||",
  ],
  ["CLIENT REPLY OFF\nPING\nCLIENT REPLY ON\nCLIENT REPLY SKIP\nPING\nPING\n", "+OK|+PONG|"],
  [
    "GET\nGET a b\nset k\n",
    "-ERR wrong number of arguments for 'get' command|-ERR wrong number of arguments for 'get' command|-ERR wrong number of arguments for 'set' command|",
  ],
  [
    "AUTH secret\nAUTH default secret\nAUTH me secret\n",
    "-ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?|+OK|-WRONGPASS invalid username-password pair or user is disabled.|",
  ],
  [
    "CONFIG GET maxmemory\nCONFIG SET maxmemory 1\n",
    "*2|$9|maxmemory|$9|268435456|-ERR CONFIG SET failed - the server has the options that it was started with|",
  ],
  ["QUIT\nPING\n", "+OK|"],
  ["SET k 'a\n", "-ERR Protocol error: unbalanced quotes in request|"],
  ["NOPE \\x1b[2J\n", "-ERR unknown command 'NOPE', with args beginning with: '\\x1b[2J' |"],
  ['NOPE "\\x1b[2J\\r\\n"\n', "-ERR unknown command 'NOPE', with args beginning with: ' [2J  ' |"],
];

for (const [said, answered] of CONVERSATIONS) {
  Deno.test("a client hears what it has published itself, though it wants no answers", async () => {
    const said = "HELLO 3\nSUBSCRIBE a\nCLIENT REPLY OFF\nPUBLISH a b\nPING\nCLIENT REPLY ON\n";
    const answers = await converse(said);
    assert(answers.endsWith(":1\r\n>3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n+OK\r\n"), answers);
  });

  Deno.test("a client is found by its number, and told with the command that it has asked", async () => {
    assertMatch(await converse("CLIENT LIST ID 1\n"), /^\$\d+\r\nid=1 .* cmd=client\|list /);
  });

  Deno.test(`${JSON.stringify(said.slice(0, 60))} is answered, whole and a byte at a time`, async () => {
    const visible = (text: string) => text.replaceAll("\r\n", "|");
    assertEquals(visible(await converse(said)), answered);
    assertEquals(visible(await converse(FakeConnection.byteByByte(said))), answered);
  });
}

Deno.test("a value is any bytes, and comes back as they were", async () => {
  const value = String.fromCharCode(...Array.from({ length: 256 }, (_, at) => at));
  const answered = new Uint8Array(300);
  let length = 0;
  const connection = new FakeConnection([encodeCommands([["SET", "k", value], ["GET", "k"]])]);
  connection.write = (bytes) => {
    answered.set(bytes, length);
    length += bytes.length;
    return Promise.resolve();
  };
  await converse(connection);
  assertEquals(String.fromCharCode(...answered.subarray(0, length)), `+OK\r\n$256\r\n${value}\r\n`);
});

Deno.test("a connection that another one changes a watched key under runs nothing of its transaction", async () => {
  const server = serverWith();
  const other = new FakeConnection(["SET k 2\n"]);
  const pieces = ["SET k 1\nWATCH k\n", "MULTI\nSET k 3\nEXEC\nGET k\n"];
  const connection = new FakeConnection(pieces);
  const read = connection.read.bind(connection);
  let reads = 0;
  connection.read = async (buffer) => {
    if (++reads === 2) await kvSession(other, server, NEVER);
    return await read(buffer);
  };
  assertEquals(await converse(connection, server), "+OK\r\n+OK\r\n+OK\r\n+QUEUED\r\n*-1\r\n$1\r\n2\r\n");
});

/** Waits for so many milliseconds after the first piece. */
async function converseSlowly(first: string, pause: number, second: string): Promise<string> {
  const connection = new FakeConnection([first, second]);
  const read = connection.read.bind(connection);
  let reads = 0;
  connection.read = async (buffer) => {
    if (++reads === 2) await new Promise((resolve) => setTimeout(resolve, pause));
    return await read(buffer);
  };
  return (await converse(connection)).replaceAll("\r\n", "|");
}

Deno.test("a key whose time is over while it is watched has changed, whoever looks at it first, and one that was over before has not", async () => {
  const done = "MULTI\nSET other 1\nEXEC\n";
  const rows: [first: string, second: string, answered: string][] = [
    ["SET k v PX 20\nWATCH k\n", done, "+OK|+OK|+OK|+QUEUED|*-1|"],
    ["SET k v PX 20\nWATCH other k\n", done, "+OK|+OK|+OK|+QUEUED|*-1|"],
    ["SET k v PX 20\nWATCH k\n", `GET k\n${done}`, "+OK|+OK|$-1|+OK|+QUEUED|*-1|"],
    ["SET k v PX 20\nWATCH k\nMULTI\nSET other 1\n", "EXEC\n", "+OK|+OK|+OK|+QUEUED|*-1|"],
    ["SET k v PX 20\n", `WATCH k\n${done}`, "+OK|+OK|+OK|+QUEUED|*1|+OK|"],
    ["SET k v PX 20\nWATCH k\nUNWATCH\n", done, "+OK|+OK|+OK|+OK|+QUEUED|*1|+OK|"],
    ["SET k v PX 60000\nWATCH k\n", done, "+OK|+OK|+OK|+QUEUED|*1|+OK|"],
  ];
  for (const [first, second, answered] of rows) {
    assertEquals(await converseSlowly(first, 30, second), answered, first + second);
  }
});

Deno.test("no time passes in a transaction: a key is there for all of its commands, or for none", async () => {
  const reads = "GET k\n".repeat(2000);
  const answered = await converse(`SET k v PX 3\nMULTI\n${reads}EXEC\n`);
  const values =
    answered.slice(answered.indexOf("*2000")).split("\r\n").filter((line) => line === "v").length;
  assert(values === 0 || values === 2000, `${values} of 2000`);
});

Deno.test("with a password nothing is told before it, and guesses are counted", async () => {
  const server = serverWith({}, "open sesame");
  const said = 'GET k\nPING\nNOPE\nAUTH wrong\nAUTH "open sesame"\nPING\n';
  assertEquals(
    (await converse(said, server)).split("\r\n"),
    [
      "-NOAUTH Authentication required.",
      "-NOAUTH Authentication required.",
      "-NOAUTH Authentication required.",
      "-WRONGPASS invalid username-password pair or user is disabled.",
      "+OK",
      "+PONG",
      "",
    ],
  );
  const guesses = await converse("AUTH x\n".repeat(12), server);
  assertMatch(guesses, /-ERR too many wrong passwords, try again in \d+ seconds\r\n$/);
  assertEquals(await converse("1k|v", server), "0");
});

Deno.test("HELLO gives the password, the name and the version at once", async () => {
  const server = serverWith({}, "secret");
  const answered = await converse(
    "HELLO 3 SETNAME me\nHELLO 3 AUTH default secret SETNAME me\nCLIENT GETNAME\n",
    server,
  );
  assertMatch(answered, /^-NOAUTH HELLO must be called/);
  assertMatch(answered, /\r\n\$2\r\nme\r\n$/);
});

Deno.test("keys and values have their limits, and a transaction, too", async () => {
  const server = serverWith({ maxKey: 3, maxValue: 10 });
  const answered = await converse(
    encodeCommands([["SET", "four", "v"], ["SET", "k", "x".repeat(10)], ["APPEND", "k", "y"], [
      "MSET",
      "a",
      "1",
      "five5",
      "2",
    ]]),
    server,
  );
  assertEquals(answered.split("\r\n").slice(0, -1), [
    "-ERR a key may have 3 bytes",
    "+OK",
    "-ERR string exceeds maximum allowed size (proto-max-bulk-len)",
    "-ERR a key may have 3 bytes",
  ]);
  assertEquals(
    await converse(encodeCommands([["SET", "k", "x".repeat(11)]]), server),
    "-ERR Protocol error: invalid bulk length\r\n",
  );
  const long = await converse(`MULTI\n${"APPEND k y\n".repeat(3)}EXEC\n`, server);
  assertMatch(long, /-ERR the transaction is too long\r\n.*EXECABORT/s);
});

Deno.test("without room a command is refused in the words that clients know, and MSET sets all or nothing", async () => {
  const server = serverWith({ maxMemory: 250 });
  assertEquals(
    await converse("SET a 1\nMSET b 2 c 3 d 4\nEXISTS a b c d\nSET b 2\n", server),
    "+OK\r\n-OOM command not allowed when used memory > 'maxmemory'.\r\n:1\r\n+OK\r\n",
  );
});

Deno.test("an answer that nobody should keep ends the conversation that asked for it", async () => {
  const server = serverWith({ maxValue: 16 << 20 });
  server.keyspace.set("k", "x".repeat(16 << 20));
  const answered = await converse(encodeCommands([["MGET", ...Array(10).fill("k")], ["PING"]]), server);
  assertEquals(answered, "-ERR the answer is too long\r\n");
  const behind = await converse(encodeCommands([["PING"], ["MGET", ...Array(10).fill("k")]]), server);
  assertEquals(behind, "+PONG\r\n-ERR the answer is too long\r\n", "what was answered before is told");
});

Deno.test("what is published is heard by name and by pattern, and by the publisher, in RESP3 beside its answer", async () => {
  const answered = await converse("HELLO 3\nSUBSCRIBE news\nPSUBSCRIBE n*\nPUBLISH news hello\n");
  const heard = answered.slice(answered.indexOf(">3\r\n$9"));
  assertEquals(heard.split("\r\n").slice(0, -1), [
    ...[">3", "$9", "subscribe", "$4", "news", ":1", ">3", "$10", "psubscribe", "$2", "n*", ":2"],
    ...[">3", "$7", "message", "$4", "news", "$5", "hello"],
    ...[">4", "$8", "pmessage", "$2", "n*", "$4", "news", "$5", "hello", ":2"],
  ]);
});

Deno.test("a subscriber that does not read is cut off, and publishing waits for nobody", async () => {
  const server = serverWith();
  const deaf = new FakeConnection(["SUBSCRIBE news\n"]);
  let ends = () => {};
  const read = deaf.read.bind(deaf);
  deaf.read = async (buffer) =>
    await read(buffer) ?? await new Promise((resolve) => ends = () => resolve(null));
  let writes = 0;
  deaf.write = () => writes++ === 0 ? Promise.resolve() : new Promise(() => {});
  deaf.reset = () => ends();
  const session = kvSession(deaf, server, NEVER);
  await new Promise((resolve) => setTimeout(resolve));
  const message = "x".repeat(1 << 20);
  let told = 0;
  for (let turn = 0; turn < 20; turn++) told += server.channels.publish("news", message);
  await session;
  assert(told >= 8 && told <= 20, `${told} messages`);
  assertEquals([server.clients.size, server.unread, server.channels.subscribersOf("news")], [0, 0, 0]);
  server.close();
});

Deno.test("the book's protocol without line ends: a read is a request, as many as the client likes", async () => {
  const connection = new FakeConnection([
    "1key|value",
    "0key",
    "0none",
    "1keyvalue",
    "1key|value|",
    "1|v",
    "1k|",
    "2x",
    "0",
  ]);
  assertEquals(await converse(connection), "1value0" + "000000");
});

Deno.test("the book's protocol with lines: one line, one answer, the end", async () => {
  const server = serverWith();
  for (
    const [line, answer] of [["1k|v\n", "1\n"], ["0k\r\n", "v\n"], ["0none\n", "0\n"], ["1kv\n1a|b\n", "0\n"]]
  ) {
    assertEquals(await converse(line!, server), answer);
  }
  assertEquals(await converse("GET k\nGET a\n", server), "$1\r\nv\r\n$-1\r\n");
});

Deno.test("the book's protocol takes a request that is longer than a read whole, with and without a line end", async () => {
  const value = "v".repeat(100_000);
  const server = serverWith();
  assertEquals(await converse(new FakeConnection([`1a|${value}`]), server), "1");
  assertEquals(await converse(`1b|${value}\n`, server), "1\n");
  assertEquals(await converse(new FakeConnection(["0a"]), server), value);
  assertEquals(await converse("0b\n", server), `${value}\n`);
  // As long as the first read has room for
  assertEquals(await converse(new FakeConnection([`1c|${"w".repeat(1021)}`]), server), "1");
  assertEquals(await converse("STRLEN c\n", server), ":1021\r\n");
});

Deno.test("the book's protocol refuses what is too long, once, and keeps nothing of it", async () => {
  const server = serverWith({ maxValue: 2000 });
  const long = `1a|${"v".repeat(70_000)}`;
  assertEquals(await converse(`${long}\n`, server), "0\n");
  assertEquals(await converse(new FakeConnection([long]), server), "0");
  assertEquals(await converse("DBSIZE\n", server), ":0\r\n");
});

Deno.test("requests that never end take a bounded room, of all clients together", async () => {
  const server = serverWith();
  const sessions: Promise<void>[] = [];
  const answers: FakeConnection[] = [];
  let largest = 0;
  for (let each = 0; each < 20; each++) {
    const pieces = ["*2\r\n$3\r\nGET\r\n$16777216\r\n", ...Array(150).fill(new Uint8Array(65_536))];
    const connection = new FakeConnection(pieces);
    const read = connection.read.bind(connection);
    connection.read = async (buffer) => {
      largest = Math.max(largest, server.unfinished);
      return await read(buffer) ?? await new Promise<null>((resolve) => setTimeout(() => resolve(null), 50));
    };
    answers.push(connection);
    sessions.push(kvSession(connection, server, NEVER));
  }
  await Promise.all(sessions);
  server.close();
  assert(largest > 100 << 20 && largest <= (129 << 20) + 20 * 65_536, `${largest} bytes`);
  assert(answers.some(({ written }) => written.includes("the server is short of memory for requests")));
  assertEquals(server.unfinished, 0);
});

Deno.test("a long pipeline is answered in its order, a part at a time, quick commands and slow ones", async () => {
  const value = "v".repeat(100);
  const many = Array.from(
    { length: 3000 },
    (_, at) => `SET k${at} ${value}\nGET k${at}\nPING ${at}\nKEYS k1\n`,
  );
  const connection = new FakeConnection([many.join("")]);
  const answered = await converse(connection);
  const each = (at: number) =>
    `+OK\r\n$100\r\n${value}\r\n$${`${at}`.length}\r\n${at}\r\n` + (at > 0 ? "*1\r\n$2\r\nk1\r\n" : "*0\r\n");
  assertEquals(answered, many.map((_, at) => each(at)).join(""));
  assert(
    connection.writes.every((piece) => piece.length < 70_000),
    "no more is gathered than is sent at once",
  );
});
