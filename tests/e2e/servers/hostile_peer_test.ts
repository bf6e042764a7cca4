/* Every client against servers that mean harm: echo, chat, calc, prime and files. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { HostileServer } from "../../_kit/net/hostile_server.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run } from "../../_kit/program/run.ts";
import { Terminal } from "../../_kit/program/terminal.ts";

const FILE = fromFileUrl(import.meta.url);

const CLIENTS: Readonly<Record<string, (port: string) => string[]>> = {
  "echo connect": (port) => ["echo", "connect", "127.0.0.1", port],
  "echo connect by chunks": (port) => ["echo", "connect", "127.0.0.1", port, "--framing", "chunk"],
  "chat join": (port) => ["chat", "join", "127.0.0.1", port, "--name", "ann"],
  "chat join as a bot": (port) => ["chat", "join", "127.0.0.1", port, "--name", "ann", "--bot"],
  "chat talk": (port) => ["chat", "talk", "127.0.0.1", port],
  "calc ask": (port) => ["calc", "ask", "127.0.0.1", port, "1+1"],
  "calc ask by chunks": (port) => ["calc", "ask", "127.0.0.1", port, "1+1", "--framing", "chunk"],
  "files get": (port) => ["files", "get", "127.0.0.1", port, "f", "-o", "-"],
  "files get URL": (port) => ["files", "get", `http://127.0.0.1:${port}/f`, "-o", "-"],
  "files put": (port) => ["files", "put", FILE, `http://127.0.0.1:${port}/`],
  "prime ask": (port) => ["prime", "ask", "127.0.0.1", port, "7"],
};

for (const [name, typed] of Object.entries(CLIENTS)) {
  Deno.test(`${name} --timeout gives up on a server that never answers`, async () => {
    using server = new HostileServer((victim) => victim.silence());
    const { code, stderr } = await run([...typed(String(server.port)), "--timeout", "0.5"], {
      stdin: "hello\n",
      timeout: 20_000,
    });
    assertStringIncludes(stderr, "nothing moved for 0.5 seconds");
    assertEquals(code, 1);
  });

  Deno.test(`${name} leaves a server that never answers with 130 at Ctrl-C`, async () => {
    const come = Promise.withResolvers<void>();
    using server = new HostileServer((victim) => {
      come.resolve();
      return victim.silence();
    });
    const [command, args] = netlab(...typed(String(server.port)));
    const child = new Deno.Command(command, {
      args,
      stdin: "piped",
      stdout: "null",
      stderr: "null",
      env: PLAIN,
    })
      .spawn();
    await come.promise;
    child.kill("SIGINT");
    assertEquals((await child.status).code, 130);
    await child.stdin.close().catch(() => {});
  });
}

Deno.test("no client takes a line without an end into its memory", async () => {
  for (
    const [name, said] of [["echo connect", /too long/], ["calc ask", /too long/], [
      "prime ask",
      /too long/,
    ]] as const
  ) {
    using server = new HostileServer((victim) => victim.flood("x"));
    const { code, stderr } = await run(CLIENTS[name]!(String(server.port)), {
      stdin: "a\n",
      timeout: 30_000,
    });
    assertEquals([code, said.test(stderr)], [1, true], stderr);
  }
});

peerTest("what a server says steers no terminal, even when the input is a pipe", ["tmux"], async () => {
  const evil = "\x1b[2J\x1b]0;owned\x07\x1b[31mred";
  const rows: [string, string][] = [
    ["echo connect", "echo hello |"],
    ["echo connect by chunks", "echo hello |"],
    ["calc ask", ""],
    ["prime ask", ""],
    ["chat join", "{ echo hello; sleep 5; } |"],
    ["chat talk", "{ echo hello; sleep 5; } |"],
  ];
  for (const [name, from] of rows) {
    using server = new HostileServer(async (victim) => {
      if (!name.startsWith("chat")) await victim.until(name.endsWith("chunks") ? "o" : "\n");
      await victim.say(`${evil}\r\n`);
      await victim.silence();
    });
    const [command, args] = netlab(...CLIENTS[name]!(String(server.port)));
    const script = `${from} "$0" "$@"; sleep 30`;
    await using terminal = await Terminal.start(["env", [
      "LC_ALL=C.UTF-8",
      "sh",
      "-c",
      script,
      command,
      ...args,
    ]], 120);
    const screen = await terminal.until((shown) => shown.some((row) => row.includes("red")));
    const row = screen.find((row) => row.includes("red"))!;
    assert(/(\\x1b|␛)\[31mred/.test(row), `${name}: ${row}`);
  }
});
