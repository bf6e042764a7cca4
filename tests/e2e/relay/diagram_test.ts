import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../_kit/program/run.ts";
import { Relay, relay, socat } from "../../_kit/program/relay.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** A server that answers the first bytes of every connection with the same in capitals, and ends. */
function shouter(): Deno.TcpListener {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  (async () => {
    for await (const conn of listener) {
      const buffer = new Uint8Array(100);
      const count = await conn.read(buffer) ?? 0;
      const said = new TextDecoder().decode(buffer.subarray(0, count));
      await conn.write(new TextEncoder().encode(said.toUpperCase()));
      conn.close();
    }
  })();
  return listener;
}

/** The picture of one question and its answer through a relay. */
async function drawn(file: string): Promise<string> {
  using server = shouter();
  const ended = await relay(
    ["-t", "10", "--diagram", file, "-", `TCP:127.0.0.1:${server.addr.port}`],
    "hello\n",
  );
  assertEquals([ended.code, ended.stdout], [0, "HELLO\n"], ended.stderr);
  return Deno.readTextFileSync(file);
}

Deno.test("relay --diagram draws both peers with the relay between them, within 80 columns", async () => {
  using folder = new TempFolder();
  const text = await drawn(`${folder.path}/r.txt`);
  const [, , lanes, ...rows] = text.trimEnd().split("\n");
  assert(/^ +STDIO +relay +127\.0\.0\.1:\d+$/.test(lanes!), lanes);
  const said = [
    '├──"hello\\n" 6 bytes ──',
    "├╌╌EOF ╌",
    "├╌╌FIN ╌",
    '◀─"HELLO\\n" 6 bytes ─',
    "● close (right)",
  ];
  for (const each of said) assertStringIncludes(text, each);
  assertEquals([lanes!, ...rows].filter((line) => [...line].length > 80), []);
});

Deno.test("relay --diagram draws in SVG and in Mermaid, too", async () => {
  using folder = new TempFolder();
  assertStringIncludes(await drawn(`${folder.path}/r.svg`), "STDIO to relay: &quot;hello\\n&quot;");
  const mermaid = await drawn(`${folder.path}/r.mmd`);
  assertStringIncludes(mermaid, "p0->>p1: #34;hello#92;n#34; (6 bytes)");
  assertStringIncludes(mermaid, "p1--)p2: FIN");
});

peerTest("relay --diagram is drawn when a relay that listens is stopped", ["socat"], async () => {
  using folder = new TempFolder();
  using server = shouter();
  const file = `${folder.path}/r.txt`;
  const right = `TCP:127.0.0.1:${server.addr.port}`;
  await using listening = await Relay.start("--diagram", file, "TCP-LISTEN:0,bind=127.0.0.1,fork", right);
  for (const name of ["one", "two"]) {
    const ended = await socat(["-t", "10", "-", `TCP:127.0.0.1:${listening.port}`], `${name}\n`);
    assertEquals(ended.stdout, `${name.toUpperCase()}\n`);
  }
  assertEquals(await listening.server.stop(), 143);
  const text = Deno.readTextFileSync(file);
  for (const each of ['"one\\n"', '"TWO\\n"', "● listen 127.0.0.1:"]) assertStringIncludes(text, each);
});

Deno.test("relay --trace=json tells what lab diagram draws", async () => {
  using folder = new TempFolder();
  using server = shouter();
  const address = `127.0.0.1:${server.addr.port}`;
  const { stderr } = await relay(["-t", "10", "--trace=json", "-", `TCP:${address}`], "hi\n");
  const events = stderr.trim().split("\n").map((line) => JSON.parse(line));
  const right = events.filter(({ side, remote }) => side === "right" && remote === address);
  assertEquals(right.map(({ event }) => event).sort(), ["close", "connect", "end", "end", "read", "write"]);
  const { stdout } = await run(["lab", "diagram", folder.write("relay.jsonl", stderr)]);
  assert(/STDIO +relay +127\.0\.0\.1/.test(stdout), stdout);
});

Deno.test("relay --diagram says in one sentence what it cannot draw or write", async () => {
  const cases = [["x.png", "ends in .svg, .mmd or .txt"], [
    "/nonexistent/x.svg",
    "No such file or directory",
  ]];
  for (const [file, sentence] of cases) {
    const { code, stderr } = await relay(["--diagram", file!, "-", "PIPE"], "");
    assertEquals(code, 1);
    assertEquals(stderr.trim().split("\n").length, 1, stderr);
    assertStringIncludes(stderr, sentence!);
  }
});
