import { assert, assertEquals, assertMatch } from "@std/assert";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

const serve = (...args: string[]) => Server.start(["chat", "serve", "0", "--host", "127.0.0.1", ...args]);
const bare = (port: number) => new ChatPeer("socat", ["-", `TCP:127.0.0.1:${port}`]);

peerTest(
  "chat serve lets nc, socat and ncat talk as the sheets show (E16, E17)",
  ["nc", "socat", "ncat"],
  async () => {
    await using server = await serve();
    await using ginette = await ChatPeer.nc(server.port, "Ginette");
    await using roger = await ChatPeer.socat(server.port, "Roger");
    await using marcel = await ChatPeer.ncat(server.port, "Marcel");
    ginette.say("Salut été 😀");
    await Promise.all([roger.until("[Ginette] Salut été 😀"), marcel.until("[Ginette] Salut été 😀")]);
    ginette.say("/all Salut tout le monde !");
    ginette.say("/me applaudit");
    await Promise.all([ginette, roger, marcel].map((peer) => peer.until("* Ginette applaudit")));
    ginette.say("/bye");
    await ginette.until("À bientôt Ginette !");
    await roger.until("* Ginette left");
    assertEquals(ginette.lines.filter((line) => line.startsWith("[")), ["[Ginette] Salut tout le monde !"]);
  },
);

peerTest("chat serve keeps the membership rules of Budget Chat", ["socat"], async () => {
  await using server = await serve();
  await using watchman = await ChatPeer.socat(server.port, "watchman");
  await using stranger = bare(server.port);
  await stranger.until("What is your name?");
  await using alice = await ChatPeer.socat(server.port, "alice");
  alice.say("x".repeat(1000));
  await watchman.until("[alice] xxx");
  await stranger.close();
  await stranger.ended();
  await alice.close();
  await watchman.until("* alice left");
  assertEquals(alice.lines.slice(1), ["* Here with you: watchman"]);
  assertEquals(stranger.lines.length, 1);
  assertEquals(watchman.lines.slice(1), [
    "* Nobody else is here yet",
    "* alice joined",
    `[alice] ${"x".repeat(1000)}`,
    "* alice left",
  ]);
});

peerTest("chat serve --plain forwards bare lines to the others (E16)", ["socat"], async () => {
  await using server = await serve("--plain", "--expect", "2");
  await using one = bare(server.port);
  await using two = bare(server.port);
  one.say("Salut été 😀");
  await two.until("Salut été 😀");
  two.say("/me is not a command here");
  await one.until("/me is not a command here");
  assertEquals([one.lines.length, two.lines.length], [1, 1]);
});

peerTest(
  "chat serve --expect 3 --plain begins with the third client and loses nothing",
  ["socat"],
  async () => {
    await using server = await serve("--plain", "--expect", "3", "--trace");
    await using one = bare(server.port);
    await using two = bare(server.port);
    one.say("un");
    two.say("deux");
    await server.line((line) => line.includes(" #2 accept "));
    await using three = bare(server.port);
    await Promise.all([three.until("un"), three.until("deux"), one.until("deux"), two.until("un")]);
    await server.line((line) => / #\d+ write /.test(line)); // told after the bytes have left
    const third = server.lines.findIndex((line) => line.includes(" #3 accept "));
    const first = server.lines.findIndex((line) => / #\d+ write /.test(line));
    assert(third !== -1 && third < first, server.lines.join("\n"));
  },
);

peerTest("chat serve shows everybody the same lines in the same order (E18)", ["socat"], async () => {
  await using server = await serve("--rate", "0");
  const peers = await Promise.all(["a", "b", "c", "d"].map((name) => ChatPeer.socat(server.port, name)));
  for (const peer of peers) for (let i = 0; i < 200; i++) peer.say(`/all ${i}`);
  await Promise.all(peers.flatMap((peer) => ["a", "b", "c", "d"].map((name) => peer.until(`[${name}] 199`))));
  const [first, ...others] = peers.map((peer) => peer.lines.filter((line) => line.startsWith("[")));
  assertEquals(first!.length, 800);
  for (const other of others) assertEquals(other, first);
  for (const peer of peers) await peer[Symbol.asyncDispose]();
});

peerTest("chat serve refuses long lines, survives floods and shows no escapes", ["socat"], async () => {
  await using server = await serve();
  await using ginette = await ChatPeer.socat(server.port, "Ginette");
  await using roger = await ChatPeer.socat(server.port, "Roger");
  ginette.say("x".repeat(5000));
  await ginette.until("* Your line was refused");
  ginette.say("\x1b]0;title\x07\x1b[2J");
  await roger.until("[Ginette] ␛]0;title␇␛[2J");
  ginette.send("y".repeat(3 << 20));
  await ginette.until(/^\* A line has an end/);
  await roger.until("* Ginette left");
  assert(!roger.lines.some((line) => /xxx|yyy/.test(line)));
});

peerTest("chat serve lets a paste of fifty lines through, then says what it does", ["socat"], async () => {
  await using server = await serve();
  await using ginette = await ChatPeer.socat(server.port, "Ginette");
  await using roger = await ChatPeer.socat(server.port, "Roger");
  ginette.send(Array.from({ length: 50 }, (_, i) => `paste ${i}\n`).join(""));
  await roger.until("[Ginette] paste 49");
  assert(!ginette.lines.some((line) => line.includes("Slow down")));
  ginette.send(Array.from({ length: 40 }, (_, i) => `more ${i}\n`).join(""));
  await ginette.until("* Slow down: ");
  await roger.until("[Ginette] more 39");
});

peerTest(
  "chat serve tells who did not read how much was missed, and lets nobody else wait",
  ["socat"],
  async () => {
    await using server = await serve("--rate", "0");
    await using ginette = await ChatPeer.socat(server.port, "Ginette");
    await using roger = await ChatPeer.socat(server.port, "Roger");
    using sleeper = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await sleeper.write(new TextEncoder().encode("Sleeper\n"));
    await roger.until("* Sleeper joined");
    // In portions that roger's queue takes whole, so that however slow his end is, only the sleeper misses
    // any.
    for (let i = 0; i < 10_000; i += 250) {
      for (let j = i; j < i + 250; j++) ginette.say(`${j} ${"z".repeat(1000)}`);
      await roger.until(`[Ginette] ${i + 249} `);
    }
    assertEquals(roger.lines.filter((line) => line.startsWith("[Ginette]")).length, 10_000);
    let text = "";
    for await (const piece of sleeper.readable.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (/^\* You missed \d+ lines\n/m.test(text.slice(-100_000))) break;
    }
    const lines = text.split("\n").filter((line) => line.startsWith("[Ginette]"));
    const missed = Number(/^\* You missed (\d+) lines$/m.exec(text)![1]);
    assertEquals(lines.length + missed, 10_000);
  },
);

peerTest("chat serve --history loses nothing that was read when it is killed", ["socat"], async () => {
  using folder = new TempFolder();
  const file = `${folder.path}/talk.db`;
  let seen: string[];
  {
    await using server = await serve("--history", file);
    await using ginette = await ChatPeer.socat(server.port, "Ginette");
    await using roger = await ChatPeer.socat(server.port, "Roger");
    for (let i = 0; i < 40; i++) ginette.say(`line ${i}`);
    await roger.until("[Ginette] line 20");
    await server.stop("SIGKILL");
    seen = roger.lines.filter((line) => line.startsWith("["));
  }
  await using server = await serve("--history", file);
  await using marcel = await ChatPeer.socat(server.port, "Marcel");
  marcel.say("/history 100");
  marcel.say("/all done");
  await marcel.until("[Marcel] done");
  const kept = marcel.lines.map((line) => line.replace(/^\* \(history .*?\) /, ""));
  for (const line of seen) assert(kept.includes(line), line);
});

peerTest("chat serve --console watches, speaks and shows people out", ["socat"], async () => {
  const [program, args] = netlab("chat", "serve", "0", "--host", "127.0.0.1", "--console");
  await using console = new ChatPeer(program, args, true);
  const port = Number(/:(\d+) /.exec(await console.until(/listening on/))![1]);
  await using ginette = await ChatPeer.socat(port, "Ginette");
  await using roger = await ChatPeer.socat(port, "Roger");
  ginette.say("bonjour");
  await console.until("[Ginette] bonjour");
  console.say("order, order");
  await roger.until("[console] order, order");
  roger.say("/kick Ginette");
  await roger.until("* Unknown command /kick");
  console.say("/kick ginette");
  await ginette.until("* Ginette was shown out by console");
  await ginette.ended();
  await roger.until("* Ginette was shown out by console");
  assertEquals(roger.lines.filter((line) => line.includes("Ginette left")), []);
});

Deno.test("chat serve offers no workers, and says why when some are asked for", async () => {
  for (const [option, value] of [["--mode", "process"], ["--workers", "2"], ["--queue", "9"]] as const) {
    const ended = await run(["chat", "serve", "0", option, value]);
    assertEquals([ended.code, ended.stderr.split("\n")[0]], [
      2,
      `netlab chat serve: ${option} is not for this service: its clients share one memory, and each worker would have its own`,
    ]);
  }
  const { stdout } = await run(["chat", "serve", "--help"]);
  assertEquals(stdout.match(/--(mode|workers|queue)/g), null);
});

Deno.test("chat serve ends its sessions politely when it is told to stop", async () => {
  await using server = await serve();
  using socket = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const heard: string[] = [];
  const reading = (async () => {
    for await (const text of socket.readable.pipeThrough(new TextDecoderStream())) heard.push(text);
    return heard;
  })();
  await until(() => heard.join("").includes("What is your name?"));
  assertEquals(await server.stop("SIGTERM"), 0);
  assertMatch((await reading).join(""), /What is your name\?.*\n\* The server is closing\n$/s);
});

Deno.test("chat serve --web ends with a sentence when one of its two ports is taken", async () => {
  await using server = await serve();
  const taken = String(server.port);
  for (const ports of [[taken, "--web=0"], ["0", `--web=${taken}`]]) {
    const ended = await run(["chat", "serve", ...ports, "--host", "127.0.0.1"]);
    assertMatch(ended.stderr, new RegExp(`^netlab: Cannot listen on port ${taken}: `, "m"));
    assertEquals(ended.code, 1);
  }
});
