import { DatabaseSync } from "node:sqlite";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Relay } from "../../_kit/program/relay.ts";
import { run } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { Terminal } from "../../_kit/program/terminal.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const serve = (port: number, ...args: string[]) =>
  Server.start(["chat", "serve", String(port), "--host", "127.0.0.1", ...args]);
const join = (port: number, ...args: string[]) => netlab("chat", "join", "127.0.0.1", String(port), ...args);

const shows = (wanted: string | RegExp) => (rows: string[]) =>
  rows.some((row) => typeof wanted === "string" ? row === wanted : wanted.test(row));
/** Shown as said: above the input line. */
const said = (line: string) => (rows: string[]) => shows(line)(rows.slice(0, -1));
const inputLine = (wanted: string | RegExp) => (rows: string[]) => shows(wanted)(rows.slice(-1));

/** Types a line and enters it. */
async function say(terminal: Terminal, line: string): Promise<void> {
  await terminal.type(line);
  await terminal.press("Enter");
}

peerTest("chat join shows a line as said when a frozen server goes on, and what it waits for", [
  "tmux",
  "socat",
], async () => {
  await using server = await serve(0);
  await using roger = await ChatPeer.socat(server.port, "Roger");
  await using ginette = await Terminal.start(join(server.port, "--name", "Ginette"));
  await ginette.until(inputLine("Ginette>"));
  server.child.kill("SIGSTOP");
  await say(ginette, "are you there?");
  const waiting = await ginette.until(shows("… are you there?"));
  assert(!said("Ginette> are you there?")(waiting), waiting.join("\n"));
  await ginette.type("kept");
  await ginette.until(inputLine(/^\(no answer for \d+ s\) kept$/));
  await ginette.press("Enter");
  await ginette.until(shows("The server does not answer: your line is kept here"));
  server.child.kill("SIGCONT");
  await ginette.until((rows) => said("Ginette> are you there?")(rows) && inputLine("Ginette> kept")(rows));
  await roger.until("[Ginette] are you there?");
});

for (const kind of ["a history", "no memory"] as const) {
  peerTest(
    `chat join brings back what a server with ${kind} had not got when it was killed`,
    ["tmux", "socat"],
    async () => {
      using temp = new TempFolder();
      const options = kind === "a history" ? ["--history", `${temp.path}/talk.db`] : [];
      const first = await serve(0, ...options);
      await using ginette = await Terminal.start(join(first.port, "--name", "Ginette"));
      await ginette.until(inputLine("Ginette>"));
      await say(ginette, "heard");
      await ginette.until(said("Ginette> heard"));
      first.child.kill("SIGSTOP");
      await say(ginette, "unheard");
      await ginette.until(shows("… unheard"));
      await first.stop("SIGKILL");
      await ginette.until(inputLine(/offline/));
      await using second = await serve(first.port, ...options);
      const rows = await ginette.until(inputLine("Ginette> unheard"));
      assert(!said("Ginette> unheard")(rows), rows.join("\n"));
      assert(
        shows(
          kind === "a history"
            ? "Your last line was not said: it is back in the input"
            : "Your last line may have been said or not: it is back in the input",
        )(rows),
        rows.join("\n"),
      );
      await ginette.press("Enter");
      await using roger = await ChatPeer.socat(second.port, "Roger");
      await roger.until(/\[Ginette\] unheard$/);
      assertEquals(roger.lines.filter((line) => / heard$/.test(line)).length, kind === "a history" ? 1 : 0);
    },
  );
}

peerTest(
  "chat join has everything that was said while its connection was cut",
  ["tmux", "socat"],
  async () => {
    await using server = await serve(0, "--rate", "0");
    const way = (port: number) =>
      Relay.start(`TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr`, `TCP:127.0.0.1:${server.port}`);
    const first = await way(0);
    await using ginette = await Terminal.start(join(first.port, "--name", "Ginette"), 80, 60);
    await ginette.until(inputLine("Ginette>"));
    await using roger = await ChatPeer.socat(server.port, "Roger");
    roger.say("before");
    await ginette.until(shows("[Roger] before"));
    await first.server.stop("SIGKILL");
    await ginette.until(inputLine(/offline/));
    for (let i = 1; i <= 40; i++) roger.say(`meanwhile ${i}`);
    await using _second = await way(first.port);
    const rows = await ginette.until((rows) => shows(/meanwhile 40$/)(rows) && inputLine("Ginette>")(rows));
    const heard = rows.flatMap((row) => /\[Roger\] (?:before|meanwhile (\d+))$/.exec(row)?.[1] ?? []).map(
      Number,
    );
    assertEquals(heard, Array.from({ length: 40 }, (_, i) => i + 1));
    assertEquals(rows.filter((row) => row.includes("before")).length, 1);
    assert(!roger.lines.includes("* Ginette left") || roger.lines.includes("* Ginette joined"));
  },
);

peerTest("chat join keeps the text of a line that is too long", ["tmux"], async () => {
  await using server = await serve(0);
  await using ginette = await Terminal.start(join(server.port, "--name", "Ginette"));
  await ginette.until(inputLine("Ginette>"));
  for (let i = 0; i < 5; i++) await ginette.type("x".repeat(1000));
  await ginette.type("end");
  await ginette.press("Enter");
  await ginette.until(shows(/Your line was refused: it is longer than 4096 bytes/));
  await ginette.until(inputLine(/xend$/));
});

Deno.test("chat join says 16 000 lines of a pipe before it leaves", async () => {
  await using server = await serve(0, "--rate", "0");
  await using reader = new ChatPeer(...join(server.port, "--name", "reader", "--bot"));
  await reader.until(/"welcome"/);
  const lines = Array.from({ length: 16_000 }, (_, i) => `line ${i}`);
  const ended = await run(["chat", "join", `127.0.0.1:${server.port}`, "--name", "Ginette"], {
    stdin: `${lines.join("\n")}\n`,
  });
  assertEquals([ended.code, ended.stderr], [0, ""]);
  await reader.until(/"left"/);
  const heard = reader.lines.map((line) => JSON.parse(line)).filter(({ type }) => type === "message");
  assertEquals(heard.map(({ text }) => text), lines);
});

Deno.test("chat join tells how many lines of a pipe were not acknowledged", async () => {
  using temp = new TempFolder();
  const file = `${temp.path}/talk.db`;
  const server = await serve(0, "--history", file, "--rate", "200");
  const [program, args] = join(server.port, "--name", "Ginette");
  const child = new Deno.Command(program, { args, stdin: "piped", stdout: "null", stderr: "piped" }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(Array.from({ length: 3000 }, (_, i) => `line ${i}\n`).join("")));
  await input.close();
  await using reader = new ChatPeer(...join(server.port, "--name", "reader", "--bot"));
  await reader.until(/"line \d{3,}"/); // it may have come after any of the first
  await server.stop("SIGKILL");
  const { code, stderr } = await child.output();
  const [, missing, all] = /^(\d+) of your (\d+) lines were not acknowledged by the room$/m.exec(
    new TextDecoder().decode(stderr),
  ) ?? [];
  assertEquals([code, all], [1, "3000"]);
  const database = new DatabaseSync(file);
  const stored = Number(database.prepare("SELECT count(*) AS count FROM messages").get()!.count);
  database.close();
  // What was acknowledged is on the disk; what is on the disk may not have been acknowledged any more
  assert(stored >= 3000 - Number(missing) && Number(missing) > 0, `${missing} missing, ${stored} stored`);
});

Deno.test("chat join tells from a pipe that a command was not obeyed", async () => {
  await using server = await serve(0);
  const ended = await run(["chat", "join", `127.0.0.1:${server.port}`, "--name", "Ginette"], {
    stdin: "un\n\n/hlep\n",
  });
  assertEquals(ended.code, 1);
  assertMatch(ended.stdout, /^\* Unknown command \/hlep/m);
  assertMatch(ended.stderr, /1 of your 3 lines was not acknowledged by the room/);
});

/** A server as a student writes one: it forwards lines, after that first line. */
const FORWARDER = `
import socket, sys, threading
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
clients = []
def serve(client):
    client.sendall(sys.argv[1].encode() + b"\\n")
    for line in client.makefile("rb"):
        for other in clients:
            if other is not client: other.sendall(line)
    client.close()
while True:
    client, _ = server.accept()
    clients.append(client)
    threading.Thread(target=serve, args=(client,), daemon=True).start()
`;

for (
  const [kind, greeting] of [["greets", "Hello!"], [
    "asks as a room does",
    "What is your name? (1 to 20 visible characters, no spaces)",
  ]]
) {
  peerTest(
    `chat join is a plain line client of a server that ${kind}`,
    ["python3", "tmux", "socat"],
    async () => {
      await using server = new ChatPeer("python3", ["-c", FORWARDER, greeting!]);
      const port = Number(await server.until(/^\d+$/));
      await using stranger = new ChatPeer("socat", ["-", `TCP:127.0.0.1:${port}`]);
      await stranger.until(greeting!);
      await using ginette = await Terminal.start(join(port, "--name", "Ginette"));
      if (kind === "greets") await ginette.until(shows("Hello!"));
      else await stranger.until(/^\/json Ginette session=/); // it was asked for a name, and took it for a line
      stranger.say('{"kind":"welcome"}');
      await ginette.until(shows("This server confirms no lines: yours are shown when they have been sent"));
      await ginette.until(shows('{"kind":"welcome"}'));
      await ginette.until(inputLine("Ginette>"));
      await say(ginette, "Bonjour");
      await ginette.until(said("Ginette> Bonjour"));
      await stranger.until("Bonjour");
      stranger.say("* Ginette was shown out by console");
      stranger.say("still there?");
      await ginette.until(shows("still there?"));
    },
  );
}
