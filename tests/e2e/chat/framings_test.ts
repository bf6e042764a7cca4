import { assertEquals } from "@std/assert";
import { netlab } from "../../_kit/program/netlab.ts";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";

/** Lines of standard input go out as messages, messages that come are shown as lines; the lengths are struct's. */
const PYTHON = `
import socket, struct, sys, threading
framing, port = sys.argv[1], int(sys.argv[2])
code = {"u8": "!B", "u16": "!H", "u32": "!I"}.get(framing)
client = socket.create_connection(("127.0.0.1", port))
file = client.makefile("rb")
def message():
    if code is None:
        data = b""
        while not data.endswith(b"\\0"):
            byte = file.read(1)
            if byte == b"": return None
            data += byte
        return data[:-1]
    head = file.read(struct.calcsize(code))
    return file.read(struct.unpack(code, head)[0]) if head else None
def listen():
    while (data := message()) is not None:
        print(data.decode(), flush=True)
threading.Thread(target=listen, daemon=True).start()
for line in sys.stdin:
    data = line.rstrip("\\n").encode()
    marked = data + b"\\0" if code is None else struct.pack(code, len(data)) + data
    for at in range(0, len(marked), 3): client.sendall(marked[at:at + 3])
client.shutdown(socket.SHUT_WR)
`;

for (const framing of ["u8", "u16", "u32", "nul"]) {
  peerTest(`chat serve --framing ${framing} lets Python's struct talk`, ["python3"], async () => {
    await using server = await Server.start([
      "chat",
      "serve",
      "0",
      "--host",
      "127.0.0.1",
      "--framing",
      framing,
    ]);
    const python = (name: string) => {
      const peer = new ChatPeer("python3", ["-u", "-c", PYTHON, framing, `${server.port}`]);
      return ChatPeer.joined(peer, name);
    };
    await using ginette = await python("Ginette");
    await using roger = await python("Roger");
    ginette.say("Salut été 😀");
    await roger.until("[Ginette] Salut été 😀");
    const long = "é".repeat(200);
    roger.say(framing === "u8" ? long.slice(0, 120) : long);
    await ginette.until(`[Roger] ${framing === "u8" ? long.slice(0, 120) : long}`);
    if (framing === "u8") return; // its lengths are too short for the protocol for programs, which join speaks
    const [program, args] = netlab(
      "chat",
      "join",
      `127.0.0.1:${server.port}`,
      "-n",
      "Anna",
      "--framing",
      framing,
    );
    await using anna = new ChatPeer(program, args, true);
    await ginette.until("* Anna joined");
    anna.say("Me voilà");
    await ginette.until("[Anna] Me voilà");
    ginette.say("Bienvenue");
    await anna.until("[Ginette] Bienvenue");
  });
}

peerTest("chat talk --framing u16 talks to Python's struct by turns", ["python3"], async () => {
  const words = ["chat", "talk", "--listen", "0", "--host", "127.0.0.1", "--framing", "u16", "--turns"];
  const [program, args] = netlab(...words);
  await using netlabs = new ChatPeer(program, args, true);
  await netlabs.until(/listening on /);
  const port = /:(\d+) \(talk\)/.exec(netlabs.lines.join("\n"))![1]!;
  await using other = new ChatPeer("python3", ["-u", "-c", PYTHON, "u16", port]);
  other.say("Bonjour");
  await netlabs.until(/Bonjour/);
  netlabs.say("Salut été");
  await other.until("Salut été");
  assertEquals(other.lines.at(-1), "Salut été");
});
