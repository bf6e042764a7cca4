import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

/** A server that says one thing to everybody who connects, then hangs up. */
class Parrot implements Disposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly port = this.#listener.addr.port;
  readonly heard: string[] = [];

  constructor(readonly words: string) {
    this.#talk();
  }

  async #talk(): Promise<void> {
    for await (const client of this.#listener) {
      const buffer = new Uint8Array(1000);
      const length = await client.read(buffer);
      this.heard.push(new TextDecoder().decode(buffer.subarray(0, length ?? 0)));
      await client.write(new TextEncoder().encode(this.words)).catch(() => {});
      client.close();
    }
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }
}

Deno.test("files get saves under the temporary folder by default, whole or not at all", async () => {
  using temp = new TempFolder();
  using parrot = new Parrot("OK\n5\nhello");
  const env = { TMPDIR: temp.path };
  const done = await run(["files", "get", "127.0.0.1", `${parrot.port}`, "sub/a.txt"], { env });
  assertEquals([done.code, done.stdout], [0, ""]);
  assertMatch(done.stderr, /sub\/a\.txt: saved as .*a\.txt \(5 B in [\d.]+ s, .*\/s\)/);
  assertEquals(parrot.heard, ["sub/a.txt\n"]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/a.txt`), "hello");
  const again = await run(["files", "get", `127.0.0.1:${parrot.port}`, "a.txt"], { env });
  assertEquals(again.code, 1);
  assertStringIncludes(again.stderr, "is there already (--force replaces it)");
  assertEquals((await run(["files", "get", `127.0.0.1:${parrot.port}`, "a.txt", "-f"], { env })).code, 0);
  assertEquals(temp.names(), ["a.txt"]);
});

Deno.test("files get writes nothing outside of its folder, whatever the name is", async () => {
  using temp = new TempFolder();
  Deno.mkdirSync(`${temp.path}/in`);
  using parrot = new Parrot("OK\n4\nevil");
  const env = { TMPDIR: `${temp.path}/in` };
  for (const name of ["../up.txt", `${temp.path}/abs.txt`, "..\\back.txt"]) {
    assertEquals((await run(["files", "get", "127.0.0.1", `${parrot.port}`, name], { env })).code, 0);
  }
  assertEquals(temp.names(), ["in"]);
  const dots = await run(["files", "get", "127.0.0.1", `${parrot.port}`, ".."], { env });
  assertEquals(dots.code, 2);
});

Deno.test("files get -o - hands the bytes to the next program", async () => {
  using parrot = new Parrot("OK\n5\nhello");
  const { code, stdout } = await run(["files", "get", `127.0.0.1:${parrot.port}`, "a.txt", "-o", "-"]);
  assertEquals([code, stdout], [0, "hello"]);
});

Deno.test("files get fetches several files and names those that failed", async () => {
  using temp = new TempFolder();
  const source = new TempFolder();
  using _source = source;
  source.write("a.txt", "a");
  source.write("b.txt", "b");
  await using server = await Server.start(["files", "serve", "0", "--no-http", "--dir", source.path]);
  const { code, stderr } = await run([
    "files",
    "get",
    `127.0.0.1:${server.port}`,
    "a.txt",
    "no",
    "b.txt",
    "-o",
    temp.path,
  ]);
  assertEquals([code, temp.names()], [1, ["a.txt", "b.txt"]]);
  assertStringIncludes(stderr, "netlab files get: no: the server refused: no such file");
});

Deno.test("files get says each failure in one sentence and leaves nothing behind", async () => {
  using temp = new TempFolder();
  const rows: [string, string][] = [
    ["KO\nnot today\n", "the server refused: not today"],
    ["KO\n\x1b[31mred\n", "the server refused: \\x1b[31mred"],
    ["OK\n10\nshort", "the connection ended early, after 5 of 10 bytes"],
    ["HTTP/1.0 400\r\n\r\n", "not that of a file server"],
    ["", "the server closed the connection without an answer"],
  ];
  for (const [words, sentence] of rows) {
    using parrot = new Parrot(words);
    const { code, stderr } = await run(["files", "get", `127.0.0.1:${parrot.port}`, "x", "-o", temp.path]);
    assertEquals([code, temp.names()], [1, []]);
    assertStringIncludes(stderr, sentence);
    assertEquals(stderr.trim().split("\n").length, 1);
  }
  const refused = await run(["files", "get", "127.0.0.1", "1", "x", "-o", temp.path]);
  assertEquals(refused.code, 1);
  assertStringIncludes(
    refused.stderr,
    "Cannot connect to 127.0.0.1:1: connection refused (is the server running?)",
  );
});

Deno.test("files get ends with 130 on Ctrl-C in the middle, and leaves nothing behind", async () => {
  using temp = new TempFolder();
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [command, args] = netlab("files", "get", `127.0.0.1:${listener.addr.port}`, "x", "-o", temp.path);
  const child = new Deno.Command(command, { args, stderr: "null" }).spawn();
  using client = await listener.accept();
  await client.write(new TextEncoder().encode("OK\n1000000\nfirst bytes"));
  await until(() => temp.names().length !== 0);
  child.kill("SIGINT");
  assertEquals([(await child.status).code, temp.names()], [130, []]);
});

Deno.test("files get --timeout gives up on a silent server", async () => {
  using temp = new TempFolder();
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const args = ["files", "get", `127.0.0.1:${listener.addr.port}`, "x", "-o", temp.path, "--timeout", "0.2"];
  const { code, stderr } = await run(args);
  assertEquals(code, 1);
  assertStringIncludes(stderr, "nothing moved for 0.2 seconds");
});

peerTest("files get says that standard output was closed", ["sh"], async () => {
  using temp = new TempFolder();
  temp.write("big", new Uint8Array(5_000_000));
  await using server = await Server.start(["files", "serve", "0", "--no-http", "--dir", temp.path]);
  const [command, args] = netlab("files", "get", `127.0.0.1:${server.port}`, "big", "-o", "-");
  const script = '("$@"; echo "code $?" >&2) | head -c 10 >/dev/null';
  const shell = new Deno.Command("sh", { args: ["-c", script, "sh", command, ...args], env: PLAIN });
  const { stderr } = await shell.output();
  const said = new TextDecoder().decode(stderr);
  assertStringIncludes(said, "standard output was closed by its reader");
  assertStringIncludes(said, "code 1");
});

peerTest("files get says that the disk is full and leaves nothing behind", ["unshare", "mount"], async () => {
  using source = new TempFolder();
  source.write("big", new Uint8Array(3_000_000));
  await using server = await Server.start(["files", "serve", "0", "--no-http", "--dir", source.path]);
  using temp = new TempFolder();
  const [command, args] = netlab("files", "get", `127.0.0.1:${server.port}`, "big", "-o", temp.path);
  const script = 'mount -t tmpfs -o size=1m none "$0" || exit 77; "$@"; code=$?; ls -A "$0"; exit $code';
  const unshare = new Deno.Command("unshare", {
    args: ["-m", "sh", "-c", script, temp.path, command, ...args],
    env: PLAIN,
  });
  const { code, stdout, stderr } = await unshare.output();
  const said = new TextDecoder().decode(stderr);
  if (code === 77 || said.includes("unshare failed")) {
    return console.log("(not allowed to mount a small disk here)");
  }
  assertEquals([code, new TextDecoder().decode(stdout)], [1, ""]);
  assertStringIncludes(said, "the disk is full");
});
