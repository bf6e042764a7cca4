import { assertEquals, assertMatch } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { python } from "../../_kit/program/python.ts";

/** Sheet 004 §2.1: one message, one answer, no line end anywhere. */
const MINIMAL = `
import socket, sys
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.settimeout(5)
client.connect(("localhost", int(sys.argv[1])))
client.send("Bonjour serveur !".encode())
print(repr(client.recv(1024).decode()), client.recv(1024))
`;

/** Sheet 004 §2.2: messages come back unchanged until "fin". */
const MIRROR = `
import socket, sys
for turn in range(2):
    client = socket.create_connection(("localhost", int(sys.argv[1])), timeout=30)
    for message in ["été", "🦆 à l'eau", "trois"]:
        client.send(message.encode())
        print(client.recv(1024).decode())
    client.send("fin".encode())
    print(client.recv(1024))
`;

/** Sheet 000 §2.1: lines there, the same lines in capitals back. */
const LINES = `
import socket, sys
client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=30)
file = client.makefile("rw", encoding="utf-8", newline="\\n")
for line in ["bonjour", "été", "", "ß"]:
    file.write(line + "\\n"); file.flush()
    print(repr(file.readline()))
`;

const C_CLIENT = `
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
int main(int argc, char **argv) {
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) };
  inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(s, (struct sockaddr *)&to, sizeof to)) { perror("connect"); return 1; }
  const char *said = "hello from c\\n";
  write(s, said, strlen(said));
  shutdown(s, SHUT_WR);
  char heard[100];
  for (ssize_t n; (n = read(s, heard, sizeof heard)) > 0;) fwrite(heard, 1, n, stdout);
  return 0;
}
`;

peerTest("echo serve answers the sheet's line client", ["python3"], async () => {
  await using server = await Server.start(["echo", "serve", "0"]);
  assertEquals(await python(LINES, server.port), "'BONJOUR\\n'\n'ÉTÉ\\n'\n'\\n'\n'SS\\n'\n");
});

peerTest(
  "echo serve --reply --once has one exchange with one bare client, and ends",
  ["python3"],
  async () => {
    await using server = await Server.start(["echo", "serve", "0", "--reply", "Bonjour client !", "--once"]);
    assertEquals(await python(MINIMAL, server.port), "'Bonjour client !' b''\n");
    assertEquals((await server.child.status).code, 0);
  },
);

for (const mode of ["iterative", "process", "thread", "pool", "symmetric"]) {
  peerTest(`echo serve --once --mode ${mode} ends after one client`, ["python3"], async () => {
    await using server = await Server.start(["echo", "serve", "0", "--once", "--mode", mode]);
    assertEquals((await python(LINES, server.port)).length > 0, true);
    assertEquals((await server.child.status).code, 0);
  });
}

peerTest("echo serve mirrors bare messages until fin, then takes the next client", ["python3"], async () => {
  const options = ["--transform", "none", "--end", "fin", "--framing", "chunk", "--mode", "iterative"];
  await using server = await Server.start(["echo", "serve", "0", ...options]);
  const turn = "été\n🦆 à l'eau\ntrois\nb''\n";
  assertEquals(await python(MIRROR, server.port), turn + turn);
});

peerTest("echo serve answers a C client that half-closes", ["gcc"], async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/client.c`, C_CLIENT);
  await runCommand("gcc", ["-o", `${folder}/client`, `${folder}/client.c`]);
  await using server = await Server.start(["echo", "serve", "0", "--mode", "thread"]);
  const { stdout } = await runCommand(`${folder}/client`, [String(server.port)]);
  await Deno.remove(folder, { recursive: true });
  assertEquals(stdout, "HELLO FROM C\n");
});

peerTest("echo serve welcomes socat and ncat", ["socat", "ncat"], async () => {
  await using server = await Server.start(["echo", "serve", "0", "--welcome", "Bienvenue"]);
  const address = `TCP:127.0.0.1:${server.port}`;
  const socat = await runCommand("socat", ["-t5", "-", address], { stdin: "été\r\n" });
  assertEquals(socat.stdout, "Bienvenue\nÉTÉ\n");
  const ncat = await runCommand("ncat", ["127.0.0.1", String(server.port)], { stdin: "été" });
  assertEquals(ncat.stdout, "Bienvenue\nÉTÉ\n");
});

peerTest("echo serve refuses a line that never ends", ["ncat"], async () => {
  await using server = await Server.start(["echo", "serve", "0", "--limit", "1000"]);
  const stdin = "x".repeat(100_000);
  const { stdout } = await runCommand("ncat", ["127.0.0.1", String(server.port)], { stdin });
  assertEquals(stdout, "Line too long: more than 1000 bytes without a line end\n");
});

Deno.test("echo connect shows the answer to every line of a pipe, and ends with 0", async () => {
  await using server = await Server.start(["echo", "serve", "0", "--welcome", "Bienvenue"]);
  const lines = Array.from({ length: 5000 }, (_, at) => `ligne ${at}\n`).join("");
  const { code, stdout, stderr } = await run(["echo", "connect", `localhost:${server.port}`], {
    stdin: lines,
  });
  assertEquals([code, stdout, stderr], [0, `Bienvenue\n${lines.toUpperCase()}`, ""]);
});

Deno.test("echo connect --framing chunk waits for each answer", async () => {
  const options = ["--framing", "chunk", "--transform", "none", "--end", "fin"];
  await using server = await Server.start(["echo", "serve", "0", ...options, "--trace=json"]);
  const args = ["echo", "connect", "127.0.0.1", String(server.port), "--framing", "chunk"];
  const { code, stdout } = await run(args, { stdin: "un\ndeux\nfin\n" });
  assertEquals([code, stdout], [0, "undeux"]);
  await server.line((line) => line.includes('"close"'));
  const reads = server.lines.filter((line) => line.includes('"read"')).map((line) => JSON.parse(line).data);
  assertEquals(reads, ["un", "deux", "fin"]);
});

Deno.test("echo connect says that the server ended first", async () => {
  await using server = await Server.start(["echo", "serve", "0", "--end", "fin"]);
  const stdin = "a\nfin\nb\nc\n";
  const { code, stdout, stderr } = await run(["echo", "connect", "127.0.0.1", String(server.port)], {
    stdin,
  });
  assertEquals([code, stdout], [1, "A\n"]);
  assertMatch(stderr, /the server ended before it had answered everything/);
});

peerTest("echo connect tells a server that broke off from one that said goodbye", ["python3"], async () => {
  const rude = `
import socket, struct
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
client, _ = server.accept()
client.recv(1)
client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
client.close()
`;
  const child = new Deno.Command("python3", { args: ["-c", rude], stdout: "piped" }).spawn();
  const reader = child.stdout.getReader();
  const port = new TextDecoder().decode((await reader.read()).value).trim();
  const { code, stderr } = await run(["echo", "connect", "127.0.0.1", port], { stdin: "a\n" });
  await Promise.all([reader.cancel(), child.status]);
  assertEquals([code, stderr], [1, "netlab: the server broke the connection off\n"]);
});
