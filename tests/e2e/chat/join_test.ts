import { assert, assertEquals, assertMatch } from "@std/assert";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { until } from "../../_kit/until.ts";
import { NAME_PROMPT } from "../../../mod/services/chat/format_line.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { Terminal } from "../../_kit/program/terminal.ts";

const serve = (port = 0) => Server.start(["chat", "serve", String(port), "--host", "127.0.0.1"]);
const join = (port: number, ...args: string[]) => netlab("chat", "join", "127.0.0.1", String(port), ...args);

/** The last row, where the input line is. */
const inputLine = (text: string) => (rows: string[]) => rows.at(-1) === text;
const shows = (text: string) => (rows: string[]) => rows.includes(text);

peerTest("chat join keeps the line being typed whole while others speak", ["tmux", "socat"], async () => {
  await using server = await serve();
  await using roger = await ChatPeer.socat(server.port, "Roger");
  await using ginette = await Terminal.start(join(server.port, "--name", "Ginette"));
  await roger.until("* Ginette joined");
  await ginette.type("Bonjour à t");
  await ginette.until(inputLine("Ginette> Bonjour à t"));
  for (let i = 0; i < 5; i++) roger.say(`line ${i}`);
  await ginette.until((rows) => shows("[Roger] line 4")(rows) && inputLine("Ginette> Bonjour à t")(rows));
  await ginette.type("ous");
  await ginette.press("Enter");
  await roger.until("[Ginette] Bonjour à tous");
  await ginette.press("Up");
  await ginette.until(inputLine("Ginette> Bonjour à tous"));
  await ginette.resize(20);
  await ginette.until((rows) => rows.at(-1)!.length < 20 && rows.at(-1)!.endsWith("tous"));
  await ginette.press("C-u");
  await ginette.type("/bye");
  await ginette.press("Enter");
  await ginette.until(shows("À bientôt Ginette !"));
});

peerTest(
  "chat join shows that the server is gone, keeps the line, and comes back",
  ["tmux", "socat"],
  async () => {
    const first = await serve();
    await using ginette = await Terminal.start(join(first.port, "--name", "Ginette"));
    await ginette.until(inputLine("Ginette>"));
    await ginette.type("kept");
    await first.stop("SIGKILL");
    await ginette.until((rows) => /^\(offline, retry in \d+ s\) kept$/.test(rows.at(-1)!));
    await ginette.press("Enter");
    await ginette.until(shows("Not connected: your line is kept here"));
    await using second = await serve(first.port);
    await using roger = await ChatPeer.socat(second.port, "Roger");
    await roger.until(/Ginette/);
    await ginette.until(inputLine("Ginette> kept"));
    await ginette.press("Enter");
    await roger.until("[Ginette] kept");
  },
);

peerTest("chat join ends with 130 on Ctrl-C and leaves the terminal as it was", ["tmux"], async () => {
  await using server = await serve();
  const [program, args] = join(server.port, "--name", "Ginette");
  const script = '"$@"; echo "code $?"; stty -a | grep -o "[-]*icanon"';
  await using ginette = await Terminal.start(["sh", ["-c", script, "sh", program, ...args]]);
  await ginette.until(inputLine("Ginette>"));
  await ginette.press("C-c");
  await ginette.until((rows) => shows("code 130")(rows) && shows("icanon")(rows));
});

peerTest("chat join that is stopped by a signal does not say that the server left", ["tmux"], async () => {
  using temp = new TempFolder();
  await using server = await serve();
  const [program, args] = join(server.port, "--name", "Ginette");
  const script = `sh -c 'echo $$ > "$0"; exec "$@"' "$0" "$@"; echo "code $?"`;
  await using ginette = await Terminal.start(["sh", ["-c", script, `${temp.path}/pid`, program, ...args]]);
  await ginette.until(inputLine("Ginette>"));
  Deno.kill(Number(Deno.readTextFileSync(`${temp.path}/pid`)), "SIGINT");
  const rows = await ginette.until(shows("code 130"));
  assert(!rows.some((row) => row.includes("closed")), rows.join("\n"));
});

peerTest(
  "chat join draws nothing on a terminal that obeys no escape sequences",
  ["tmux", "socat"],
  async () => {
    await using server = await serve();
    await using roger = await ChatPeer.socat(server.port, "Roger");
    const [program, args] = join(server.port, "--name", "Ginette");
    await using ginette = await Terminal.start(["env", ["TERM=dumb", program, ...args]]);
    await ginette.until(shows("* Here with you: Roger"));
    await ginette.type("Bonjour");
    await ginette.until(inputLine("Bonjour")); // the terminal's own echo
    await ginette.press("Enter");
    await roger.until("[Ginette] Bonjour");
  },
);

Deno.test("chat join with a pipe says what it is given and leaves", async () => {
  await using server = await serve();
  const ended = await run(["chat", "join", `127.0.0.1:${server.port}`, "--name", "Ginette"], {
    stdin: "un\n/all deux\n",
  });
  assertEquals([ended.code, ended.stdout], [0, "* Nobody else is here yet\n[Ginette] deux\n"]);
});

peerTest("chat join --bot gives JSON lines and nothing of the past", ["socat"], async () => {
  await using server = await serve();
  await using roger = await ChatPeer.socat(server.port, "Roger");
  roger.say("past");
  const [program, args] = join(server.port, "--name", "bot", "--bot");
  await using bot = new ChatPeer(program, args);
  await roger.until("* bot joined");
  roger.say('now "quoted"');
  const line = JSON.parse(await bot.until(/"type":"message"/));
  assertEquals([line.from, line.text], ["Roger", 'now "quoted"']);
  bot.say("beep");
  await roger.until("[bot] beep");
  assert(!bot.lines.some((each) => each.includes("past")));
});

Deno.test("chat join says why it could not", async () => {
  const bad = await run(["chat", "join", "127.0.0.1", "1", "--name", "a b"]);
  assertMatch(bad.stderr, /--name "a b": A name is made of visible characters, without spaces/);
  assertEquals(bad.code, 2);
  const nobody = await run(["chat", "join", "127.0.0.1", "1", "--name", "a"]);
  assertMatch(nobody.stderr, /^netlab: Cannot connect to 127\.0\.0\.1:1: connection refused/);
  assertEquals(nobody.code, 1);
});

peerTest("chat join says that its name is taken", ["socat"], async () => {
  await using server = await serve();
  await using _ginette = await ChatPeer.socat(server.port, "Ginette");
  const ended = await run(["chat", "join", `127.0.0.1:${server.port}`, "--name", "ginette"], {
    stdin: "hello\n",
  });
  assertEquals([ended.code, ended.stderr], [1, "netlab: Cannot join: The name ginette is taken\n"]);
});

peerTest(
  "chat join takes its own name back from the connection that it has lost",
  ["tmux", "socat"],
  async () => {
    await using server = await serve();
    await using roger = await ChatPeer.socat(server.port, "Roger");
    await using way = new OneSidedWay(server.port);
    await using ginette = await Terminal.start(join(way.port, "--name", "Ginette"));
    await ginette.until(inputLine("Ginette>"));
    way.breakFirst();
    await ginette.until((rows) => /^\(offline/.test(rows.at(-1)!));
    const rows = await ginette.until(inputLine("Ginette>"));
    assert(!rows.some((row) => row.includes("taken")), rows.join("\n"));
    await ginette.type("me again");
    await ginette.press("Enter");
    await roger.until("[Ginette] me again");
    assert(!roger.lines.includes("* Ginette left"), roger.lines.join("\n"));
  },
);

peerTest(
  "chat join that comes back asks for its name until it is free, and says so once",
  ["tmux", "socat"],
  async () => {
    const first = await serve();
    await using ginette = await Terminal.start(join(first.port, "--name", "Ginette"), 120);
    await ginette.until(inputLine("Ginette>"));
    await first.stop("SIGKILL");
    await using second = await serve(first.port);
    const held = (row: string) => row.startsWith("The name Ginette is held by another connection");
    {
      await using _other = await ChatPeer.socat(second.port, "Ginette");
      await ginette.until((rows) => rows.some(held));
    }
    const rows = await ginette.until(inputLine("Ginette>"));
    assertEquals(rows.filter(held).length, 1, rows.join("\n"));
    assert(!rows.some((row) => row.includes("is taken")), rows.join("\n"));
  },
);

peerTest("chat join is steered by nobody in a room that forwards bare lines", ["socat"], async () => {
  await using server = await Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--plain"]);
  await using stranger = new ChatPeer("socat", ["-", `TCP:127.0.0.1:${server.port}`]);
  await using ginette = new ChatPeer(...join(server.port, "--name", "Ginette"));
  stranger.say("first");
  await retried(() => ginette.lines.includes("first"), () => stranger.say("first"));
  const signs = [
    NAME_PROMPT,
    "* The name Ginette is taken",
    NAME_PROMPT,
    '{"type":"prompt","text":"What is your name?"}',
    "* Here with you: nobody",
    "* Ginette was shown out by console",
  ];
  for (const sign of signs) stranger.say(sign);
  stranger.say("last");
  await ginette.until("last");
  ginette.say("I heard it all");
  await stranger.until("I heard it all");
  assertEquals(ginette.lines.filter((line) => line !== "first"), [...signs, "last"]);
  assertEquals(stranger.lines, ["I heard it all"]);
});

/** Does something again and again until a condition holds: nobody hears what is said before it is in. */
async function retried(condition: () => boolean, again: () => void): Promise<void> {
  const timer = setInterval(again, 200);
  try {
    await until(condition);
  } finally {
    clearInterval(timer);
  }
}

/** A way to a server on which the client's side of a connection can break while the server's goes on. */
class OneSidedWay implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #clients: Deno.Conn[] = [];
  readonly #servers: Deno.Conn[] = [];
  readonly #all: Promise<unknown>[] = [];

  constructor(port: number) {
    this.#all.push(this.#accept(port));
  }

  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  /** The client of the first connection hears that it is over. */
  breakFirst(): void {
    this.#clients[0]!.close();
  }

  async #accept(port: number): Promise<void> {
    for await (const client of this.#listener) {
      const server = await Deno.connect({ hostname: "127.0.0.1", port });
      this.#clients.push(client);
      this.#servers.push(server);
      this.#all.push(this.#pass(client, server), this.#pass(server, client));
    }
  }

  async #pass(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(4096);
    try {
      for (let length = await from.read(buffer); length !== null; length = await from.read(buffer)) {
        await to.write(buffer.subarray(0, length));
      }
    } catch {
      // One of them is gone, and the other does not hear of it
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const each of [...this.#clients.slice(1), ...this.#servers]) each.close();
    await Promise.all(this.#all);
  }
}
