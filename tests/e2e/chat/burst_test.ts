import { assertEquals } from "@std/assert";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Comes in as a name, if there are names, says so many lines of so many letters in one write, and then reads on. */
const SPEAKER = `
import socket, sys
port, name, count, size = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
s = socket.create_connection(("127.0.0.1", port))
lines = "".join(chr(97 + i % 26) * size + "\\n" for i in range(count)) + "fin\\n"
s.sendall(((name + "\\n") * (name != "") + lines).encode())
while s.recv(65536): pass
`;

/** Reads with a small buffer, at most so many bytes each millisecond. */
const SLOW_READER = `
import socket, sys, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, int(sys.argv[2]))
s.connect(("127.0.0.1", int(sys.argv[1])))
s.sendall(sys.stdin.readline().encode())
while True:
    piece = s.recv(int(sys.argv[2]))
    if not piece: break
    sys.stdout.buffer.write(piece)
    sys.stdout.flush()
    time.sleep(0.001)
`;

const LINES = 16_000;

for (
  const [how, ...options] of [["in memory"], ["bare", "--plain", "--expect", "4"], [
    "with a history",
    "--history",
  ]]
) {
  peerTest(
    `chat serve lets everybody who reads hear all of ${LINES} lines that came in one write, ${how}`,
    ["nc", "socat", "python3"],
    async () => {
      using folder = new TempFolder();
      const more = options[0] === "--history" ? [...options, `${folder.path}/talk.db`] : options;
      await using server = await Server.start([
        ...["chat", "serve", "0", "--host", "127.0.0.1", "--rate", "0", "--replay", "0"],
        ...more,
      ]);
      const named = options[0] !== "--plain";
      await using nc = new ChatPeer("nc", ["127.0.0.1", String(server.port)]);
      await using socat = new ChatPeer("socat", ["-", `TCP:127.0.0.1:${server.port}`]);
      await using slow = new ChatPeer("python3", ["-c", SLOW_READER, String(server.port), "2048"]);
      const readers = [nc, socat, slow];
      for (const [i, reader] of readers.entries()) {
        reader.say(`r${i}`);
        if (named) await reader.until(/^\* (Here with you|Nobody else)/);
      }
      const speaker = ["-c", SPEAKER, String(server.port), named ? "Ginette" : "", `${LINES}`, "1"];
      await using _ginette = new ChatPeer("python3", speaker);
      const wanted = Array.from({ length: LINES }, (_, i) => {
        const letter = String.fromCharCode(97 + i % 26);
        return named ? `[Ginette] ${letter}` : letter;
      });
      for (const reader of readers) {
        await reader.until(named ? "[Ginette] fin" : "fin");
        assertEquals(reader.lines.filter((line) => line.startsWith("* You missed")), []);
        assertEquals(reader.lines.filter((line) => /^(\[Ginette\] )?.$/.test(line)), wanted);
      }
    },
  );
}

peerTest(
  "chat serve lets a burst of megabytes wait for those who read it more slowly",
  ["socat", "python3"],
  async () => {
    await using server = await Server.start([
      ...["chat", "serve", "0", "--host", "127.0.0.1", "--rate", "0", "--replay", "0"],
    ]);
    const port = String(server.port);
    await using socat = await ChatPeer.socat(server.port, "Roger");
    await using slow = new ChatPeer("python3", ["-c", SLOW_READER, port, "65536"]);
    slow.say("Lucette");
    await socat.until("* Lucette joined");
    await using _ginette = new ChatPeer("python3", ["-c", SPEAKER, port, "Ginette", "4000", "4000"]);
    for (const reader of [socat, slow]) {
      await reader.until("[Ginette] fin");
      assertEquals(reader.lines.filter((line) => line.startsWith("* You missed")), []);
      assertEquals(reader.lines.filter((line) => line.startsWith("[Ginette]")).length, 4001);
    }
  },
);
