import { assertEquals, assertStringIncludes } from "@std/assert";
import { TextLineStream } from "@std/streams";
import { peerTest } from "../../_kit/peers/peer.ts";
import { rootTest } from "../../_kit/program/as_root.ts";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { Server } from "../../_kit/program/server.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Sockets that the system's own calls make, seen from outside: by the kernel's tables, and by programs. */

const LINUX = { ignore: Deno.build.os !== "linux" };

/** Asks the kernel, through Python, what a socket says of itself that a relay has connected. */
const LISTENER = `
import socket, sys
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen()
print(s.getsockname()[1], flush=True)
c, _ = s.accept()
data = c.recv(100, socket.MSG_WAITALL)
print(len(data), c.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG), flush=True)
c.sendall(data)
`;

peerTest(
  "options of setsockopt reach a socket that connects, by name and by number",
  ["python3"],
  async () => {
    await using peer = new Deno.Command("python3", { args: ["-c", LISTENER], stdout: "piped" }).spawn();
    const lines = peer.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
      .getReader();
    const port = Number((await lines.read()).value);
    const address = `TCP:127.0.0.1:${port},mss=600,setsockopt=6:4:i11,setsockopt-int=1:8:4096,ttl=9,linger=5`;
    const { stdout, code, stderr } = await relay(["-t", "5", "-", address], "x".repeat(100));
    assertEquals([stdout, code], ["x".repeat(100), 0], stderr);
    // 600 bytes less the timestamps of TCP.
    assertEquals((await lines.read()).value, "100 588");
    await lines.cancel();
  },
);

Deno.test({
  ...LINUX,
  name: "an option that the system refuses is named, with the reason, by whoever opens the socket",
  async fn() {
    // address, part of the message
    const cases: [string, string][] = [
      [
        "TCP:127.0.0.1:9,bindtodevice=no-such",
        'option "so-bindtodevice": setsockopt(5, 1, 25, …, 8): No such device',
      ],
      ["TCP-LISTEN:0,setsockopt-listen=6:9999:i1", 'option "setsockopt-listen": setsockopt(5, 6, 9999'],
      ["UDP:127.0.0.1:9,setsockopt=17:9999:i1", 'option "setsockopt": setsockopt(5, 17, 9999'],
      ["TCP:127.0.0.1:9,setsockopt=6:x:i1", "it takes level:option:value"],
      [
        "OPENSSL:127.0.0.1:9,bindtodevice=lo",
        'option "bindtodevice" is not supported with this address type',
      ],
      ["TCP:127.0.0.1:9,netns=no-such", 'setns("/run/netns/no-such", CLONE_NEWNET): '],
      ["OPEN:/dev/null,netns=x", 'option "netns" is not supported with this address type'],
    ];
    for (const [address, part] of cases) {
      const { stderr, code } = await relay([address, "-"], "");
      assertEquals(code, 1, address);
      assertStringIncludes(stderr, part);
    }
  },
});

Deno.test({
  ...LINUX,
  name: "a listener with options of its own serves many clients side by side",
  async fn() {
    await using server = await Relay.start("TCP-LISTEN:0,fork,sndbuf=20000,keepidle=30,if=lo", "PIPE");
    const text = "a line of text\n".repeat(20_000);
    const client = () =>
      relay(["-t", "10", "-", `TCP:127.0.0.1:${server.port},rcvbuf=8192,bind=127.0.0.1`], text);
    for (const { stdout } of await Promise.all([client(), client()])) assertEquals(stdout === text, true);
  },
});

rootTest("netns= has TCP, UDP and programs in another network, and nothing else", ["ip"], async () => {
  const name = `netlab-${Deno.pid}`;
  const ip = (...args: string[]) => runCommand("ip", args);
  if ((await ip("netns", "add", name)).code !== 0) return; // not in this container
  try {
    await ip("-n", name, "link", "set", "lo", "up");
    assertEquals(
      (await relay(["-u", `EXEC:ip -o link,netns=${name}`, "-"])).stdout.trim().split("\n").length,
      1,
    );
    await using inside = await Relay.start(
      `TCP-LISTEN:0,fork,netns=${name},bind=127.0.0.1`,
      "SYSTEM:echo inside",
    );
    using outside = Deno.listen({ port: inside.port, hostname: "127.0.0.1" });
    const serving = outside.accept().then(async (conn) => {
      await conn.write(new TextEncoder().encode("outside\n"));
      conn.close();
    });
    const heard = async (options: string) =>
      (await relay(["-u", `TCP:127.0.0.1:${inside.port}${options}`, "-"])).stdout;
    assertEquals(await heard(`,netns=${name}`), "inside\n");
    assertEquals(await heard(`,netns=${name},bind=127.0.0.1`), "inside\n");
    assertEquals(await heard(""), "outside\n");
    await serving;
    await using udp = await Relay.start(`UDP4-LISTEN:0,fork,netns=${name}`, "PIPE");
    const sent = ["-t", "5", "-T", "5", "-", `UDP4:127.0.0.1:${udp.port},netns=${name},readbytes=4`];
    assertEquals((await relay(sent, "udp\n")).stdout, "udp\n");
  } finally {
    await ip("netns", "delete", name);
  }
});

/** Runs a program with a listening socket as its descriptor 3, as a service manager does. */
const ACTIVATE = `
import os, socket, sys
s = socket.socket(socket.AF_UNIX) if sys.argv[1] != "tcp" else socket.socket()
s.bind(("127.0.0.1", 0) if sys.argv[1] == "tcp" else sys.argv[1]); s.listen()
os.dup2(s.fileno(), 3); os.set_inheritable(3, True)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execvp(sys.argv[2], sys.argv[2:])
`;

async function activated(where: string, ...args: string[]): Promise<Server> {
  const [program, first] = netlab();
  const server = Server.spawn([...first, "relay", "-d2", ...args], {
    program: ["python3", "-c", ACTIVATE, where, program],
  });
  await server.line((line) => line.includes("listening on "));
  return server;
}

peerTest(
  "ACCEPT-FD takes over a listening socket of a service manager, of TCP and of UNIX",
  ["python3"],
  async () => {
    {
      await using server = await activated("tcp", "ACCEPT-FD:3,fork", "PIPE");
      const port = /:(\d+)$/.exec(server.lines.find((line) => line.includes("listening on "))!)![1];
      for (const text of ["one\n", "two\n"]) {
        assertEquals((await relay(["-t", "5", "-", `TCP:127.0.0.1:${port}`], text)).stdout, text);
      }
    }
    using folder = new TempFolder();
    await using server = await activated(`${folder.path}/s`, "ACCEPT:3", "PIPE");
    assertEquals((await relay(["-t", "5", "-", `UNIX:${folder.path}/s`], "unix\n")).stdout, "unix\n");
    assertEquals((await server.child.status).code, 0);
  },
);

Deno.test({
  ...LINUX,
  name:
    "ACCEPT-FD of anything but a listening socket is refused, and so is a VSOCK machine that does not answer",
  async fn() {
    for (const address of ["ACCEPT-FD:0", "ACCEPT-FD:99", "ACCEPT:x"]) {
      const { stderr, code } = await relay([address, "-"], "");
      assertEquals(code, 1);
      assertStringIncludes(stderr, "it is no socket that listens");
    }
    const { stderr, code } = await relay(["VSOCK-CONNECT:1:5000,connect-timeout=0.5", "-"], "");
    assertEquals(code, 1);
    assertStringIncludes(stderr, "E connect(5, AF=40 cid:1 port:5000, 16): ");
  },
});

Deno.test("SOCKETPAIR gives back message by message what PIPE gives back as a stream", async () => {
  const { stdout } = await relay(["-b", "4", "-t", "5", "-", "SOCKETPAIR"], "12345678");
  assertEquals(stdout, "12345678");
});

Deno.test("res-nsaddr asks that server alone for the address of a host", async () => {
  const server = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  await using target = await Relay.start("TCP-LISTEN:0,bind=127.0.0.1", "SYSTEM:echo found");
  const asked: string[] = [];
  const answering = (async () => {
    for await (const [question, from] of server) {
      asked.push(new TextDecoder().decode(question.subarray(13, 17)));
      await server.send(answerOf(question), from);
    }
  })();
  const ns = (server.addr as Deno.NetAddr).port;
  const { stdout, stderr } = await relay(
    ["-u", `TCP4:host.netlab.test:${target.port},res-nsaddr=127.0.0.1:${ns}`, "-"],
  );
  assertEquals(stdout, "found\n", stderr);
  server.close();
  await answering;
  assertEquals(asked.at(-1), "host");
  const wrong = await relay(["TCP:x:1,res-nsaddr=not an address", "-"], "");
  assertStringIncludes(wrong.stderr, "it takes the address of a server");
});

const A = 1;

/** The answer 127.0.0.1 to a question (RFC 1035, section 4.1); without additional records. */
function answerOf(question: Uint8Array): Uint8Array {
  const end = question.indexOf(0, 12) + 5;
  const header = [...question.subarray(0, 2), 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0];
  return Uint8Array.from([
    ...header,
    ...question.subarray(12, end),
    ...[0xc0, 12, 0, A, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1],
  ]);
}
