import { assertEquals, assertMatch } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { python } from "../../_kit/program/python.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** A length in front, as Python's struct packs it, or a zero byte behind; sent byte by byte, all at once, or as it is. */
const PYTHON = `
import socket, struct, sys
framing, port = sys.argv[1], int(sys.argv[2])
code = {"u8": "!B", "u16": "!H", "u32": "!I"}.get(framing)
client = socket.create_connection(("127.0.0.1", port), timeout=30)
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
file = client.makefile("rb")
def mark(data):
    return data + b"\\0" if code is None else struct.pack(code, len(data)) + data
def read():
    if code is None:
        data = b""
        while not data.endswith(b"\\0"): data += file.read(1)
        return data[:-1]
    (length,) = struct.unpack(code, file.read(struct.calcsize(code)))
    return file.read(length)
longest = {"u8": 255, "u16": 65535, "u32": 65536, "nul": 65536}[framing]
said = ["été".encode(), b"", b"deux\\nlignes", b"\\xff\\xfe\\x01", b"x" * longest]
for byte in mark(said[0]): client.sendall(bytes([byte]))
client.sendall(b"".join(map(mark, said[1:])))
print([read() for _ in said] == ["ÉTÉ".encode(), b"", b"DEUX\\nLIGNES", b"\\xff\\xfe\\x01", b"X" * longest])
client.shutdown(socket.SHUT_WR)
print(file.read())
`;

for (
  const [framing, mode] of [["u8", "thread"], ["u16", "pool"], ["u32", "events"], ["nul", "process"]] as const
) {
  peerTest(
    `echo serve --framing ${framing} --mode ${mode} answers Python's struct`,
    ["python3"],
    async () => {
      await using server = await Server.start(["echo", "serve", "0", "--framing", framing, "--mode", mode]);
      assertEquals(await python(PYTHON, framing, server.port), "True\nb''\n");
    },
  );
}

/** `htons` in front of each message, and a datagram; in C. */
const C_CLIENT = `
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
static void all(int s, void *into, size_t n) {
  for (char *p = into; n > 0;) { ssize_t got = read(s, p, n); if (got <= 0) exit(1); p += got; n -= got; }
}
int main(int argc, char **argv) {
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) };
  inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(s, (struct sockaddr *)&to, sizeof to)) { perror("connect"); return 1; }
  for (int i = 2; i < argc; i++) {
    uint16_t length = htons(strlen(argv[i]));
    write(s, &length, 2); write(s, argv[i], strlen(argv[i]));
  }
  for (int i = 2; i < argc; i++) {
    uint16_t length; all(s, &length, 2);
    char heard[70000] = ""; all(s, heard, ntohs(length)); puts(heard);
  }
  int u = socket(AF_INET, SOCK_DGRAM, 0);
  char heard[100] = "";
  sendto(u, "datagram", 8, 0, (struct sockaddr *)&to, sizeof to);
  recv(u, heard, sizeof heard, 0); puts(heard);
  return 0;
}
`;

peerTest(
  "echo serve --udp --framing u16 answers a C program over TCP and UDP on one port",
  ["gcc"],
  async () => {
    using folder = new TempFolder();
    const source = `${folder.path}/client.c`;
    await Deno.writeTextFile(source, C_CLIENT);
    await runCommand("gcc", ["-o", `${folder.path}/client`, source]);
    using free = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const { port } = free.addr as Deno.NetAddr;
    free.close();
    await using server = await Server.start(["echo", "serve", `${port}`, "--udp", "--framing", "u16"]);
    await server.line((line) => line.endsWith("(udp)"));
    assertEquals(server.ports, [port, port]);
    const { stdout } = await runCommand(`${folder.path}/client`, [`${port}`, "one", "", "three words here"]);
    assertEquals(stdout, "ONE\n\nTHREE WORDS HERE\nDATAGRAM\n");
  },
);

peerTest("echo serve --udp answers socat, nc and Python, counts and traces, and stops", [
  "socat",
  "nc",
  "python3",
], async () => {
  const args = ["echo", "serve", "0", "--udp=0", "--trace", "--stats", "0.2"];
  await using server = await Server.start(args);
  await server.line((line) => line.endsWith("(udp)"));
  const udp = `${server.ports[1]}`;
  const socat = await runCommand("socat", ["-t", "2", "-", `UDP:127.0.0.1:${udp}`], { stdin: "été" });
  assertEquals(socat.stdout, "ÉTÉ");
  const nc = await runCommand("nc", ["-u", "-W", "1", "127.0.0.1", udp], { stdin: "deux\n" });
  assertEquals(nc.stdout, "DEUX\n");
  const asked = `
import socket, sys
asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asker.settimeout(30)
for data in [b"", bytes(range(256)), b"x" * 65507]:
    asker.sendto(data, ("127.0.0.1", int(sys.argv[1])))
    answer, sender = asker.recvfrom(70000)
    print(len(answer), answer == data.upper(), sender[1] == int(sys.argv[1]))
`;
  assertEquals(await python(asked, udp), "0 True True\n256 True True\n65507 True True\n");
  await server.line((line) => line.includes('bytes "deux\\n"'));
  await server.line((line) => /^netlab echo: stats: udp: 5 received, 5 answered, /.test(line));
  assertEquals(await server.stop(), 0);
});

Deno.test("echo connect speaks each framing, and datagrams, to echo serve", async () => {
  for (const framing of ["u8", "nul"]) {
    await using server = await Server.start(["echo", "serve", "0", "--framing", framing, "--end", "fin"]);
    const asked = await run(["echo", "connect", `localhost:${server.port}`, "--framing", framing], {
      stdin: "bonjour\n\nété\nfin\n",
    });
    assertEquals([asked.stdout, asked.code], ["BONJOUR\n\nÉTÉ\n", 0]);
  }
  await using server = await Server.start(["echo", "serve", "0", "--udp", "0", "--transform", "none"]);
  await server.line((line) => line.endsWith("(udp)"));
  const to = `localhost:${server.ports[1]}`;
  const asked = await run(["echo", "connect", to, "--udp"], { stdin: "bonjour\n\nété\n" });
  assertEquals([asked.stdout, asked.stderr, asked.code], ["bonjour\n\nété\n", "", 0]);
  const large = await run(["echo", "connect", to, "--udp"], { stdin: `${"x".repeat(65_508)}\n` });
  assertMatch(large.stderr, /A datagram holds at most 65507 bytes, and this line has 65508/);
  assertEquals(large.code, 1);
});

Deno.test("echo refuses what a framing cannot say", async () => {
  const welcome = await run(["echo", "serve", "0", "--framing", "u8", "--welcome", "x".repeat(256)]);
  assertMatch(welcome.stderr, /--welcome cannot be said with --framing u8: Message too long: 256 bytes/);
  const framed = await run(["echo", "connect", "localhost", "1", "--udp", "--framing", "u8"]);
  assertMatch(framed.stderr, /--framing is for TCP, and not for --udp/);
  assertEquals([welcome.code, framed.code], [2, 2]);
});
