import { assert, assertEquals, assertMatch } from "@std/assert";
import { encodeCommands } from "../../mod/services/kv/client/encode_commands.ts";
import { MOST_UNDER_WAY } from "../../mod/services/kv/bus/bounded_log.ts";
import { PATIENCE } from "../../mod/services/kv/bus/bucket.ts";
import { LEASE } from "../../mod/services/kv/bus/bucket_session.ts";
import { Server } from "../_kit/program/server.ts";
import { all, figures, heldBy, prove } from "./claims.ts";
import { exchange } from "./stranger.ts";

const serve = (...args: string[]) => Server.start(["kv", "serve", "0", "--host", "127.0.0.1", ...args]);

/** What is answered to these commands. */
const ask = async (server: Server, ...commands: string[][]) =>
  await exchange(server.port, new TextDecoder().decode(encodeCommands(commands)));

prove("security.md", "What is bounded", "kv", {
  "kv: memory for keys and values": async ({ says }) => {
    const [bytes] = figures(says[0]!);
    await using server = await serve();
    assertEquals(
      await ask(server, ["CONFIG", "GET", "maxmemory"]),
      `*2\r\n$9\r\nmaxmemory\r\n$9\r\n${bytes}\r\n`,
    );
    await using small = await serve("--max-memory", "1");
    const value = "x".repeat(400_000);
    assertMatch(
      await ask(small, ["SET", "a", value], ["SET", "b", value], ["SET", "c", value], [
        "EXISTS",
        "a",
        "b",
        "c",
      ]),
      /^\+OK\r\n\+OK\r\n-OOM .*\r\n:2\r\n$/,
    );
    await using evicting = await serve("--max-memory", "1", "--evict", "lru");
    assertEquals(
      await ask(evicting, ["SET", "a", value], ["SET", "b", value], ["GET", "none"], ["SET", "c", value], [
        "EXISTS",
        "a",
        "b",
        "c",
      ]),
      "+OK\r\n+OK\r\n$-1\r\n+OK\r\n:2\r\n",
    );
  },
  "kv: key, value, arguments of a request": async ({ says }) => {
    const [longest, largest] = says[0]!.split(", ").map((each) => figures(each)[0]!);
    await using server = await serve();
    assertMatch(
      await ask(server, ["SET", "k".repeat(longest!), "v"], ["SET", "k".repeat(longest! + 1), "v"]),
      new RegExp(`^\\+OK\r\n-ERR a key may have ${longest} bytes\r\n$`),
    );
    assertEquals(
      await exchange(server.port, `*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$${largest! + 1}\r\n`),
      "-ERR Protocol error: invalid bulk length\r\n",
    );
    assertEquals(
      await exchange(server.port, "*1048577\r\n"),
      "-ERR Protocol error: invalid multibulk length\r\n",
    );
  },
  "kv: transaction, watched keys, channels": async ({ says }) => {
    const [commands, keys, channels] = says[0]!.split(", ").map((each) => figures(each)[0]!);
    await using server = await serve();
    const queued = await exchange(server.port, `MULTI\n${"PING\n".repeat(commands! + 1)}EXEC\n`);
    assertEquals(queued.split("+QUEUED").length - 1, commands);
    assertMatch(queued, /-ERR the transaction is too long\r\n-EXECABORT .*\r\n$/);
    const many = (count: number) => Array.from({ length: count }, (_, at) => `k${at}`);
    assertMatch(await ask(server, ["WATCH", ...many(keys! + 1)]), /^-ERR a client may watch 10000 keys/);
    assertMatch(
      await ask(server, ["SUBSCRIBE", ...many(channels! + 1)]),
      /^-ERR a client may subscribe to 10000 /,
    );
  },
  "kv: what a subscriber may leave unread": heldBy([
    "tests/services/kv/session_test.ts",
    "a subscriber that does not read is cut off, and publishing waits for nobody",
  ]),
  "kv: unfinished requests of all, an answer": heldBy(
    [
      "tests/services/kv/session_test.ts",
      "an answer that nobody should keep ends the conversation that asked for it",
    ],
    [
      "tests/services/kv/session_test.ts",
      "requests that never end take a bounded room, of all clients together",
    ],
  ),
  "kv: wrong passwords from one network": heldBy([
    "tests/services/kv/session_test.ts",
    "with a password nothing is told before it, and guesses are counted",
  ]),
  "kv: what waits for a slow bus; a change that is under way; how old what is read may be": all(
    ({ says }) => assertEquals(figures(says[0]!), [MOST_UNDER_WAY, PATIENCE / 1000, LEASE / 1000]),
    heldBy(
      [
        "tests/services/kv/bus/bounded_log_test.ts",
        "what waits for a slow bus is bounded, of all clients together",
      ],
      [
        "tests/e2e/kv/bus_partition_test.ts",
        "that is cut off reads nothing older than three seconds, then nothing",
      ],
      ["tests/e2e/kv/bus_partition_test.ts", "and it answers after five seconds what nobody can know"],
    ),
  ),
  "kv: datagram, datagrams to one address": async ({ says }) => {
    const [longest] = figures(says[0]!);
    await using server = await serve("--udp", "0", "--udp-rate", "10");
    const port = Number(/:(\d+) /.exec(await server.line((line) => line.includes("udp")))![1]);
    const to = { transport: "udp", hostname: "127.0.0.1", port } as const;
    const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
    const say = (text: string) => socket.send(new TextEncoder().encode(text), to);
    await say(`a=${"x".repeat(longest! - 2)}`);
    await say(`b=${"x".repeat(longest! - 1)}`);
    for (let asked = 0; asked < 100; asked++) await say("version");
    // What is asked over TCP afterwards comes after all of that
    assertEquals(await ask(server, ["EXISTS", "a", "b"]), ":1\r\n");
    await socket.send(new TextEncoder().encode("over"), {
      ...(socket.addr as Deno.NetAddr),
      hostname: "127.0.0.1",
    });
    let answers = 0;
    while (new TextDecoder().decode((await socket.receive())[0]) !== "over") answers++;
    socket.close();
    assert(answers <= 10, `${answers} answers`);
  },
});
