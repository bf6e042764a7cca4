import { assert, assertEquals, assertMatch } from "@std/assert";
import { deadline } from "@std/async";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { run } from "../../_kit/program/run.ts";
import { Terminal } from "../../_kit/program/terminal.ts";

/** A netlab that waits for the other side, and its port. */
async function listening(...args: string[]): Promise<{ talk: ChatPeer; port: number }> {
  const [program, first] = netlab("chat", "talk", "--listen", "0", "--host", "127.0.0.1", ...args);
  const talk = new ChatPeer(program, first, true);
  const line = await talk.until(/listening on .*\(talk\)$/);
  return { talk, port: Number(/:(\d+) /.exec(line)![1]) };
}

/** The exit code of a program that ends by itself. */
const code = async (peer: ChatPeer) => (await deadline(peer.child.status, 30_000)).code;

peerTest("chat talk lets both sides speak at any time (E15)", ["nc"], async () => {
  const { talk, port } = await listening();
  await using _talk = talk;
  await using nc = new ChatPeer("nc", ["127.0.0.1", String(port)]);
  nc.say("un");
  nc.say("deux \x1b[2J");
  await talk.until("deux ␛[2J");
  talk.say("à moi");
  await nc.until("à moi");
  nc.say("fin");
  assertEquals(await code(talk), 0);
});

peerTest("chat talk --turns sends nothing out of turn (E14)", ["socat"], async () => {
  const { talk, port } = await listening("--turns", "--trace");
  await using _talk = talk;
  await using client = new ChatPeer("socat", ["-", `TCP:127.0.0.1:${port}`]);
  talk.say("too early");
  await talk.until("their turn");
  client.say("first");
  await client.until("too early");
  talk.say("fin");
  await client.until("fin");
  assertEquals(await code(talk), 0);
  const order = talk.lines.flatMap((line) => / #1 (read|write) /.exec(line)?.[1] ?? []);
  assertEquals(order.slice(0, 2), ["read", "write"]);
});

Deno.test("chat talk --turns alternates between two netlabs, whatever is piped in", async () => {
  const { talk, port } = await listening("--turns");
  talk.send("s1\ns2\nfin\n");
  const client = await run(["chat", "talk", `127.0.0.1:${port}`, "--turns"], { stdin: "c1\nc2\nc3\n" });
  assertEquals([client.code, client.stdout], [0, "s1\ns2\n"]);
  assertEquals(await code(talk), 0);
  await talk.ended();
  assertEquals(talk.lines.filter((line) => /^[cs]\d/.test(line)), ["c1", "c2", "c3"]);
  await talk[Symbol.asyncDispose]();
});

peerTest("chat talk --turns says so when both sides began", ["socat"], async () => {
  await using peer = new ChatPeer("socat", ["-d", "-d", "-", "TCP-LISTEN:0,bind=127.0.0.1"], true);
  const port = Number(/listening on .*:(\d+)$/.exec(await peer.until(/listening on/))![1]);
  const [program, args] = netlab("chat", "talk", "127.0.0.1", String(port), "--turns");
  await using talk = new ChatPeer(program, args, true);
  peer.say("me first");
  await talk.until("me first");
  await talk.until("The other side spoke during your turn: both of you began");
  talk.say("no, me");
  await peer.until("no, me");
});

peerTest("chat talk --turns says so when both sides wait", ["socat"], async () => {
  const { talk, port } = await listening("--turns");
  await using _talk = talk;
  await using _peer = new ChatPeer("socat", ["-", `TCP:127.0.0.1:${port}`]);
  await talk.until("Still nothing: the other side is expected to begin");
});

peerTest(
  "chat talk --turns keeps a line that is entered out of turn in the input line",
  ["tmux", "socat"],
  async () => {
    await using peer = new ChatPeer("socat", ["-d", "-d", "-", "TCP-LISTEN:0,bind=127.0.0.1"], true);
    const port = Number(/listening on .*:(\d+)$/.exec(await peer.until(/listening on/))![1]);
    await using terminal = await Terminal.start(netlab("chat", "talk", "127.0.0.1", String(port), "--turns"));
    await terminal.until((rows) => rows.at(-1) === "your turn>");
    await terminal.type("un");
    await terminal.press("Enter");
    await peer.until("un");
    await terminal.type("deux");
    await terminal.press("Enter");
    await terminal.until((rows) =>
      rows.some((row) => row.startsWith("It is the other side's turn")) && rows.at(-1) === "their turn… deux"
    );
    peer.say("à toi");
    await terminal.until((rows) => rows.at(-1) === "your turn> deux");
    await terminal.press("Enter");
    await peer.until("deux");
  },
);

Deno.test("chat talk talks to the sheet's client, which sends no line ends, with --framing chunk", async () => {
  const { talk, port } = await listening("--turns", "--framing", "chunk");
  talk.send("oui\nfin\n");
  using client = await Deno.connect({ hostname: "127.0.0.1", port });
  const read = async () => {
    const buffer = new Uint8Array(1024);
    return new TextDecoder().decode(buffer.subarray(0, await client.read(buffer) ?? 0));
  };
  await client.write(new TextEncoder().encode("Ça va ?"));
  assertEquals(await read(), "oui");
  await client.write(new TextEncoder().encode("bien"));
  assertEquals(await read(), "fin");
  assertEquals(await code(talk), 0);
  await talk.ended();
  assert(talk.lines.includes("Ça va ?"));
  await talk[Symbol.asyncDispose]();
});

/** The sheet's programs for a talk by turns, which send no line ends and read whatever `recv` returns. */
const SHEET_SERVER = `
import socket
serveur = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
serveur.bind(("127.0.0.1", 0))
serveur.listen(1)
print("port", serveur.getsockname()[1])
conn, addr = serveur.accept()
while True:
    message = conn.recv(1024).decode()
    print("Client dit:", message)
    if message == "fin": break
    reponse = input("Répondre > ")
    conn.send(reponse.encode())
    if reponse == "fin": break
conn.close()`;
const SHEET_CLIENT = `
import socket, sys
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", int(sys.argv[1])))
while True:
    message = input("Vous > ")
    client.send(message.encode())
    if message == "fin": break
    reponse = client.recv(1024).decode()
    print("Serveur dit:", reponse)
    if reponse == "fin": break
client.close()`;
const python = (...args: string[]) => new ChatPeer("python3", ["-u", "-X", "utf8", "-c", ...args], true);
const CHUNKS = ["--turns", "--framing", "chunk"];

peerTest("chat talk --framing chunk is a client of the sheet's server (E14)", ["python3"], async () => {
  await using peer = python(SHEET_SERVER);
  const port = (await peer.until("port ")).slice(5);
  const [program, args] = netlab("chat", "talk", "127.0.0.1", port, ...CHUNKS);
  await using talk = new ChatPeer(program, args, true);
  for (
    const [said, answer] of [["Ça va ?", "Oui 😀"], ["é".repeat(400), "à".repeat(500)], ["1", "2"]] as const
  ) {
    talk.say(said);
    await peer.until(new RegExp(`Client dit: ${said.replace("?", "\\?")}$`));
    peer.say(answer);
    await talk.until(answer);
  }
  talk.say("");
  await talk.until("An empty message was not sent");
  talk.say("fin");
  await peer.until(/Client dit: fin$/);
  assertEquals([await code(talk), await code(peer)], [0, 0]);
});

peerTest("chat talk --framing chunk is a server of the sheet's client (E14)", ["python3"], async () => {
  const { talk, port } = await listening(...CHUNKS);
  await using _talk = talk;
  await using peer = python(SHEET_CLIENT, String(port));
  for (let turn = 1; turn <= 5; turn++) {
    peer.say(`message ${turn} é`);
    await talk.until(`message ${turn} é`);
    talk.say(`réponse ${turn}`);
    await peer.until(new RegExp(`Serveur dit: réponse ${turn}$`));
  }
  peer.say("à toi");
  talk.say("fin");
  await peer.until(/Serveur dit: fin$/);
  assertEquals([await code(talk), await code(peer)], [0, 0]);
});

for (const turns of [[], ["--turns"]]) {
  peerTest(
    `chat talk ${turns} shows a last line without its end, and still says what a pipe has to say`,
    ["nc"],
    async () => {
      const { talk, port } = await listening(...turns);
      await using _talk = talk;
      talk.send("un\ndeux\ntrois");
      const half = talk.close();
      await using nc = new ChatPeer("nc", ["-N", "127.0.0.1", String(port)]);
      nc.send("premier\r\nsans fin");
      await nc.close();
      await nc.ended();
      await half;
      assertEquals(await code(talk), 0);
      await talk.ended();
      assertEquals(nc.lines, ["un", "deux", "trois"]);
      assertEquals(talk.lines.filter((line) => /premier|sans fin/.test(line)), ["premier", "sans fin"]);
    },
  );
}

/** Breaks off in the middle of a line, with RST, when it is told to. */
const RESETS = `
import socket, struct, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
s.sendall("un\\nà moit".encode())
input()
s.close()`;

peerTest("chat talk shows what came before the other side broke off, and says so", ["python3"], async () => {
  const { talk, port } = await listening();
  await using _talk = talk;
  await using peer = python(RESETS, String(port));
  await talk.until("un");
  peer.say("");
  await talk.until("à moit");
  await talk.until("The other side has broken the talk off");
  assertEquals(await code(talk), 0);
});

peerTest("chat talk --turns keeps pasted lines apart, each for its turn", ["tmux", "socat"], async () => {
  await using peer = new ChatPeer("socat", ["-d", "-d", "-", "TCP-LISTEN:0,bind=127.0.0.1"], true);
  const port = Number(/listening on .*:(\d+)$/.exec(await peer.until(/listening on/))![1]);
  await using terminal = await Terminal.start(netlab("chat", "talk", "127.0.0.1", String(port), "--turns"));
  await terminal.until((rows) => rows.at(-1) === "your turn>");
  await terminal.paste("un\ndeux\ntrois\nqua");
  await peer.until("un");
  await terminal.until((rows) => rows.at(-1) === "their turn (2 waiting)… qua");
  peer.say("A");
  await peer.until("deux");
  await terminal.until((rows) => rows.includes("sent: deux"));
  await terminal.type("tre");
  await terminal.press("Enter");
  await terminal.until((rows) => rows.at(-1) === "their turn (2 waiting)…");
  for (const [answer, said] of [["B", "trois"], ["C", "quatre"]] as const) {
    peer.say(answer);
    await peer.until(said);
  }
  await terminal.paste("cinq\nsix\n");
  await terminal.until((rows) => rows.at(-1) === "their turn (2 waiting)…");
  await terminal.press("C-d");
  await terminal.until((rows) => rows.includes("2 lines were not sent"));
  await peer.ended();
  assertEquals(peer.lines.filter((line) => /^[a-z]+$/.test(line)), ["un", "deux", "trois", "quatre"]);
});

Deno.test("chat talk wants one side to wait and one to connect", async () => {
  const ended = await run(["chat", "talk"]);
  assertMatch(ended.stderr, /HOST PORT is missing \(or --listen PORT/);
  assertEquals(ended.code, 2);
});
