import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { TextLineStream } from "@std/streams";
import { DatabaseSync } from "node:sqlite";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Commands of a stranger, with what the operator is told. */
const MEDDLING: readonly [command: string, sentence: string][] = [
  ["truncate -s 0 talk.db", "talk.db was changed by another program"],
  ["rm talk.db talk.db-wal", "talk.db was removed or replaced"],
  ["cp other talk.db", "talk.db was changed by another program"],
  ["mv other talk.db", "talk.db was removed or replaced"],
  ["rm talk.db-wal", "talk.db-wal was removed or replaced"],
];

peerTest("chat serve says nothing more once its history is not what it was", ["truncate"], async () => {
  for (const [command, sentence] of MEDDLING) {
    using temp = new TempFolder();
    temp.write("other", "not a database");
    await using server = await Server.start(
      ["chat", "serve", "0", "--host", "127.0.0.1", "--history", `${temp.path}/talk.db`, "--rate", "0"],
    );
    using ann = await Member.join(server.port, "ann");
    using bob = await Member.join(server.port, "bob");
    await ann.say("kept");
    await bob.until((line) => line.includes("kept"));
    const done = await runCommand("sh", ["-c", `sleep 0.02; ${command}`], { cwd: temp.path });
    assertEquals([done.code, done.stderr], [0, ""]);
    await ann.say("lost");
    assertStringIncludes(await ann.until((line) => line.includes("so it was not sent")), sentence);
    await server.line((line) => line.includes("messages are refused") && line.includes(sentence));
    await bob.say("/who");
    await bob.until((line) => line.startsWith("* Here: "));
    assert(!bob.lines.some((line) => line.includes("lost")), command);
    assertEquals(await server.stop(), 0);
  }
});

Deno.test("chat serve has in its file whatever somebody heard, and refuses a second server by name", async () => {
  using temp = new TempFolder();
  const file = `${temp.path}/talk.db`;
  const args = ["chat", "serve", "0", "--host", "127.0.0.1", "--history", file, "--rate", "0"];
  {
    await using server = await Server.start(args);
    using ann = await Member.join(server.port, "ann");
    using bob = await Member.join(server.port, "bob");
    for (let count = 0; count < 20; count++) await ann.say(`message ${count}`);
    await bob.until((line) => line.endsWith("message 19"));
    for (const name of [file, `${temp.path}/link`]) {
      if (name !== file) Deno.symlinkSync(file, name);
      const second = await run(args.with(args.indexOf(file), name));
      assertEquals(second.code, 1);
      assertStringIncludes(second.stderr, `Cannot open the history ${name}: another program is using it`);
    }
    await server.stop("SIGKILL");
  }
  using database = new DatabaseSync(file);
  const texts = database.prepare("SELECT text FROM messages ORDER BY number").all().map(({ text }) => text);
  assertEquals(texts, Array.from({ length: 20 }, (_, count) => `message ${count}`));
});

Deno.test("chat serve --topic begins with it, and keeps what somebody else said it was, over a kill and a restart", async () => {
  using temp = new TempFolder();
  const args = ["chat", "serve", "0", "--host", "127.0.0.1", "--topic", "accueil", "--history"];
  {
    await using server = await Server.start([...args, `${temp.path}/talk.db`]);
    using ann = await Member.join(server.port, "ann");
    await ann.until((line) => line === "* The topic is: accueil");
    await ann.say("/topic le TP 3");
    await ann.until((line) => line === "* ann set the topic: le TP 3");
    await server.stop("SIGKILL");
  }
  await using server = await Server.start([...args, `${temp.path}/talk.db`]);
  using bob = await Member.join(server.port, "bob");
  await bob.until((line) => line.endsWith("ann set the topic: le TP 3"));
  assertEquals(bob.lines[2], "* The topic is: le TP 3");
  const wrong = await run([...args.slice(0, -3), "--topic", "é".repeat(201)]);
  assertEquals(wrong.code, 2);
  assertStringIncludes(wrong.stderr, "--topic: A topic has at most 200 characters");
});

/** Somebody in the room. */
class Member implements Disposable {
  readonly lines: string[] = [];
  readonly #conn: Deno.Conn;
  readonly #heard: ReadableStreamDefaultReader<string>;

  private constructor(conn: Deno.Conn) {
    this.#conn = conn;
    this.#heard = conn.readable.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
      .getReader();
  }

  static async join(port: number, name: string): Promise<Member> {
    const member = new Member(await Deno.connect({ hostname: "127.0.0.1", port }));
    await member.say(name);
    await member.until((line) => line.startsWith("* "));
    return member;
  }

  async say(line: string): Promise<void> {
    await this.#conn.write(new TextEncoder().encode(`${line}\n`));
  }

  async until(wanted: (line: string) => boolean): Promise<string> {
    while (true) {
      const { value, done } = await this.#heard.read();
      assert(!done, `the room ended; heard: ${this.lines.join(" / ")}`);
      this.lines.push(value);
      if (wanted(value)) return value;
    }
  }

  [Symbol.dispose](): void {
    this.#heard.cancel().catch(() => {/* the room has ended */});
  }
}
