import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { encodeCommands } from "../../../mod/services/kv/client/encode_commands.ts";
import { KV_DEFAULTS } from "../../../mod/services/kv/kv_options.ts";
import { KvServer } from "../../../mod/services/kv/kv_server.ts";
import { kvSession } from "../../../mod/services/kv/kv_session.ts";
import { SqliteJournal } from "../../../mod/services/kv/store/sqlite_journal.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

/** What is answered to these commands, line by line, by a server with this file. */
async function ask(server: KvServer, ...commands: string[][]): Promise<string[]> {
  const connection = new FakeConnection([encodeCommands(commands)]);
  await kvSession(connection, server, new AbortController().signal);
  server.close();
  return connection.written.split("\r\n").slice(0, -1);
}

async function open(
  path: string,
  told: string[] = [],
): Promise<{ server: KvServer; journal: SqliteJournal }> {
  const journal = new SqliteJournal(path, (sentence) => told.push(String(sentence)));
  await journal.open();
  return { server: new KvServer(KV_DEFAULTS, undefined, journal), journal };
}

Deno.test("what was answered is there after a restart: values of any bytes, times to live, deletions", async () => {
  using temp = new TempFolder();
  const path = `${temp.path}/keys.db`;
  const bytes = String.fromCharCode(...Array.from({ length: 128 }, (_, at) => at));
  {
    const { server, journal } = await open(path);
    using _ = journal;
    await ask(server, ["SET", "gone", "1"], ["FLUSHALL"], ["SET", bytes, bytes], [
      "SET",
      "a",
      "1",
      "PX",
      "1",
    ]);
    await ask(server, ["SET", "b", "2", "EX", "100"], ["INCR", "n"], ["INCR", "n"], ["SET", "d", "x"], [
      "DEL",
      "d",
    ]);
  }
  const { server, journal } = await open(path);
  using _ = journal;
  assertEquals(
    await ask(server, ["GET", bytes], ["EXISTS", "a", "gone", "d"], ["TTL", "b"], ["GET", "n"]),
    [...`$128\r\n${bytes}`.split("\r\n"), ":0", ":100", "$1", "2"],
  );
});

testOn(
  POSIX,
  "Windows lets nobody move an open file",
  "what the file does not take is undone and refused; what was there before stays",
  async () => {
    using temp = new TempFolder();
    const path = `${temp.path}/keys.db`;
    const told: string[] = [];
    const { server, journal } = await open(path, told);
    using _ = journal;
    await ask(server, ["SET", "a", "1"], ["SET", "t", "1", "EX", "100"]);
    Deno.renameSync(path, `${path}.away`);
    const refused = await ask(
      server,
      ["SET", "a", "2"],
      ["PING"],
      ["SET", "b", "3"],
      ["FLUSHALL"],
      ["SET", "c", "4"],
      ["GET", "a"],
    );
    const undone = `-MISCONF the store does not take it, so it is undone: ${path} was removed or replaced`;
    assertEquals(refused, [undone, "+PONG", undone, undone, undone, undone]);
    assertEquals(await ask(server, ["MGET", "a", "b", "c"], ["TTL", "t"]), [
      "*3",
      "$1",
      "1",
      "$-1",
      "$-1",
      ":100",
    ]);
    const book = new FakeConnection(["1a|9", "0a"]);
    await kvSession(book, server, new AbortController().signal);
    assertEquals(book.written, "01", "the book's answer to what is undone is 0");
    Deno.renameSync(`${path}.away`, path);
    assertEquals(await ask(server, ["SET", "a", "5"], ["GET", "a"]), ["+OK", "$1", "5"]);
    assertEquals(told.length, 2);
    assertMatch(told[0]!, /^changes are refused, for they cannot be kept: /);
    assertEquals(told[1], "changes are kept again");
  },
);

Deno.test("a file that another program has open is refused by name", async () => {
  using temp = new TempFolder();
  const path = `${temp.path}/keys.db`;
  const { journal } = await open(path);
  using _ = journal;
  await assertRejects(() => open(path), Error, `Cannot open the store ${path}: another program is using it`);
});

Deno.test("a file that is no store is refused, and left as it is", async () => {
  using temp = new TempFolder();
  const path = temp.write("keys.db", "a letter to my aunt, of more than a hundred characters, ".repeat(20));
  await assertRejects(() => open(path), Error, `Cannot open the store ${path}: `);
  assertEquals(Deno.readTextFileSync(path).startsWith("a letter"), true);
});

Deno.test("changes of all clients in one turn are one commit, and each answer waits for it", async () => {
  using temp = new TempFolder();
  const { server, journal } = await open(`${temp.path}/keys.db`);
  using _ = journal;
  const answers: string[] = [];
  const clients = Array.from({ length: 20 }, (_, at) => {
    const connection = new FakeConnection([encodeCommands([["SET", `k${at}`, "1"]])]);
    const write = connection.write.bind(connection);
    connection.write = (bytes) => {
      answers.push(journal.isDirty ? "before it is kept" : "kept");
      return write(bytes);
    };
    return kvSession(connection, server, new AbortController().signal);
  });
  await Promise.all(clients);
  server.close();
  assertEquals(answers, Array(20).fill("kept"));
});
