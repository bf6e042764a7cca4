/** A room with a password, for each kind of client. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { WebSocket } from "npm:ws@8.23.0";
import { NAME_PROMPT, PASSWORD_PROMPT } from "../../../mod/services/chat/format_line.ts";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { run } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { Terminal } from "../../_kit/program/terminal.ts";

/** Nothing else in these tests is called so. */
const SECRET = "sésame-4711";
const KNOWN = { NETLAB_CHAT_PASSWORD: SECRET };

function serve(...args: string[]): Promise<Server> {
  return Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--password", ...args], { env: KNOWN });
}

/** A line client that knows the password. */
async function inside(port: number, name: string): Promise<ChatPeer> {
  const peer = new ChatPeer("socat", ["-", `TCP:127.0.0.1:${port}`]);
  await peer.until(PASSWORD_PROMPT);
  peer.say(SECRET);
  return await ChatPeer.joined(peer, name);
}

peerTest(
  "chat serve --password lets nc in with it, and shows nobody else anything",
  ["nc", "socat"],
  async () => {
    await using server = await serve("--trace");
    await using roger = await inside(server.port, "Roger");
    roger.say("entre nous");
    await using nc = new ChatPeer("nc", ["127.0.0.1", String(server.port)]);
    await nc.until(PASSWORD_PROMPT);
    nc.say("sesame");
    await nc.until("* That is not the password");
    nc.say(SECRET);
    await nc.until(NAME_PROMPT);
    nc.say("Ginette");
    await nc.until(/\[Roger\] entre nous$/);
    assertEquals(nc.lines.slice(0, 6), [
      PASSWORD_PROMPT,
      "* That is not the password",
      PASSWORD_PROMPT,
      "* The door is open",
      NAME_PROMPT,
      "* Here with you: Roger",
    ]);
    await roger.until("* Ginette joined");
    await server.line((line) => / #2 read .* "Ginette\\n"$/.test(line));
    const trace = server.lines.join("\n");
    assert(!/sesame|4711/.test(trace), trace);
    assertMatch(trace, /#2 read .* 7 bytes not shown: a secret/);
  },
);

peerTest(
  "chat serve --password --plain asks for it, too, and then forwards bare lines",
  ["socat"],
  async () => {
    await using server = await serve("--plain");
    const bare = async () => {
      const peer = new ChatPeer("socat", ["-", `TCP:127.0.0.1:${server.port}`]);
      await peer.until(PASSWORD_PROMPT);
      return peer;
    };
    await using one = await bare();
    await using other = await bare();
    await using stranger = await bare();
    one.say(SECRET);
    other.say(SECRET);
    await Promise.all([one.until("* The door is open"), other.until("* The door is open")]);
    one.say("Salut");
    await other.until("Salut");
    const joined = run(["chat", "join", `127.0.0.1:${server.port}`], { stdin: "de join\n", env: KNOWN });
    await other.until("de join");
    assertEquals((await joined).code, 0);
    assertEquals(stranger.lines, [PASSWORD_PROMPT]);
  },
);

peerTest(
  "chat join takes the password from the environment, and says it to nobody else",
  ["socat"],
  async () => {
    await using server = await serve();
    await using roger = await inside(server.port, "Roger");
    const join = (env: Record<string, string>, ...args: string[]) =>
      run(["chat", "join", `127.0.0.1:${server.port}`, "--name", "Ginette", "--trace", ...args], {
        stdin: "Salut\n",
        env,
      });
    const known = await join(KNOWN);
    await roger.until("[Ginette] Salut");
    assertEquals(known.code, 0, known.stderr);
    assert(!`${known.stderr}${known.stdout}`.includes("4711"), known.stderr);
    const wrong = await join({ NETLAB_CHAT_PASSWORD: "sesame" });
    assertEquals(wrong.code, 1);
    assertMatch(wrong.stderr, /Cannot join: That is not the password$/m);
    const without = await join({});
    assertEquals(without.code, 1);
    assertMatch(without.stderr, /Cannot join: the room asks for a password; set NETLAB_CHAT_PASSWORD/);
    const [program, args] = netlab("chat", "join", `127.0.0.1:${server.port}`, "--name", "bot", "--bot");
    await using bot = new ChatPeer("env", [`NETLAB_CHAT_PASSWORD=${SECRET}`, program, ...args]);
    await bot.until('{"type":"welcome","you":"bot","others":["Roger"]');
    assert(bot.lines.every((line) => line.startsWith("{")), bot.lines.join("\n"));
  },
);

peerTest(
  "chat join asks for the password unseen, and comes back without asking again",
  ["tmux"],
  async () => {
    await using first = await serve();
    await using terminal = await Terminal.start(
      netlab("chat", "join", "127.0.0.1", String(first.port), "--name", "Ginette"),
    );
    await terminal.until((rows) => rows.at(-1) === "password>");
    await terminal.type("faux-4712");
    await terminal.press("Enter");
    await terminal.until((rows) => rows.includes("* That is not the password"));
    await terminal.type(SECRET);
    await terminal.press("Enter");
    await terminal.until((rows) => rows.at(-1) === "Ginette>");
    await terminal.press("Up");
    const rows = await terminal.until((rows) => rows.at(-1) === "Ginette>");
    assert(!/471/.test(rows.join("\n")), rows.join("\n"));
    const { port } = first;
    await first.stop("SIGKILL");
    await terminal.until((rows) => /^\(offline, retry in/.test(rows.at(-1)!));
    await using _second = await Server.start(
      ["chat", "serve", String(port), "--host", "127.0.0.1", "--password"],
      { env: KNOWN },
    );
    const after = await terminal.until((rows) => rows.at(-1) === "Ginette>");
    assertEquals(after.filter((row) => row.startsWith("What is the password")).length, 2, after.join("\n"));
  },
);

peerTest(
  "chat serve --bus: each server has a door of its own, and the room one topic",
  ["nats-server", "nc", "socat"],
  async () => {
    await using bus = await NatsServer.start();
    await using closed = await serve("--bus", bus.url, "--topic", "accueil");
    await using open = await Server.start([
      ...["chat", "serve", "0", "--host", "127.0.0.1", "--bus", bus.url, "--topic", "autre chose"],
    ]);
    await using roger = await inside(closed.port, "Roger");
    await roger.until("* The topic is: accueil");
    await using ginette = await ChatPeer.nc(open.port, "Ginette");
    await ginette.until("* The topic is: accueil");
    ginette.say("/topic le TP 3");
    await roger.until("* Ginette set the topic: le TP 3");
    await using third = await Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--bus", bus.url]);
    await using marcel = await ChatPeer.nc(third.port, "Marcel");
    await marcel.until("* The topic is: le TP 3");
  },
);

Deno.test("a program comes in at /room with the password, which no trace shows", async () => {
  await using server = await serve("--web=0", "--trace");
  const ready = await server.line((line) => / \(web\)/.test(line));
  const socket = new WebSocket(`ws://127.0.0.1:${/:(\d+) \(web\)/.exec(ready)![1]}/room`);
  const heard: { type: string; asks?: string }[] = [];
  const welcome = new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", reject);
    socket.on("message", (data: Uint8Array) => {
      for (const text of new TextDecoder().decode(data).split("\n").filter((line) => line.startsWith("{"))) {
        const line = JSON.parse(text);
        heard.push(line);
        if (line.asks === "password") socket.send(`/pass ${SECRET}`);
        if (line.asks === "name") socket.send("/json Ginette");
        if (line.type === "welcome") resolve(line);
      }
    });
  });
  socket.on("open", () => socket.send("/json Ginette"));
  await welcome;
  assertEquals(heard.map(({ type, asks }) => asks ?? type), ["password", "opened", "name", "welcome"]);
  socket.terminate();
  // Masked or not, what a browser sends before the door opens is not in the trace
  await server.line((line) => / read .* bytes not shown: a secret$/.test(line));
});

Deno.test("chat serve --password takes none from the command line, and none that cannot be typed", async () => {
  const cases: [string[], Record<string, string>, RegExp][] = [
    [["--password=sesame"], {}, /takes no password on the command line.*NETLAB_CHAT_PASSWORD/],
    [["--password", "sesame"], {}, /takes no password on the command line.*NETLAB_CHAT_PASSWORD/],
    [["--password"], {}, /--password needs NETLAB_CHAT_PASSWORD in the environment/],
    [["--password"], { NETLAB_CHAT_PASSWORD: " " }, /NETLAB_CHAT_PASSWORD cannot be used: it is empty/],
    [["--password"], { NETLAB_CHAT_PASSWORD: "a\nb" }, /cannot be used: it has to be one line/],
  ];
  const ends = await Promise.all(cases.map(([args, env]) => run(["chat", "serve", "0", ...args], { env })));
  for (const [at, { code, stderr }] of ends.entries()) {
    assertEquals(code, 2, stderr);
    assertMatch(stderr, cases[at]![2]);
    assert(!stderr.includes("sesame"), stderr);
  }
});
