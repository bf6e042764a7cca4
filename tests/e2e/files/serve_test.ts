import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runBytes, runCommand } from "../../_kit/program/run.ts";
import { delay } from "@std/async";
import { readAll } from "../../_kit/net/read_all.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";
import { readUntil } from "../../_kit/read_until.ts";

/** A folder with a small text, a name with an accent, and something large and incompressible. */
function shelf(): TempFolder & { big: Uint8Array } {
  const temp = new TempFolder();
  temp.write("a.txt", "hello\n");
  temp.write("été.txt", "summer\n");
  const big = new Uint8Array(5_000_000);
  for (let at = 0; at < big.length; at += 50_000) crypto.getRandomValues(big.subarray(at, at + 50_000));
  temp.write("big", big);
  return Object.assign(temp, { big });
}

/** The folder served raw, on a free port. */
function serving(temp: TempFolder, ...more: string[]): Promise<Server> {
  return Server.start(["files", "serve", "0", "--no-http", "--dir", temp.path, ...more]);
}

const head = (size: number) => new TextEncoder().encode(`OK\n${size}\n`);

function assertAnswer(stdout: Uint8Array, content: Uint8Array): void {
  const start = head(content.length);
  assertEquals(stdout.subarray(0, start.length), start);
  assert(sameBytes(stdout.subarray(start.length), content), "the bytes differ from the file's");
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

peerTest("files serve hands files to nc, over both families", ["nc"], async () => {
  using temp = shelf();
  await using server = await serving(temp);
  for (const host of ["127.0.0.1", "::1"]) {
    const { stdout } = await runBytes("nc", ["-N", host, `${server.port}`], { stdin: "big\n" });
    assertAnswer(stdout, temp.big);
  }
  const accent = await runCommand("nc", ["-N", "127.0.0.1", `${server.port}`], { stdin: "été.txt" });
  assertEquals(accent.stdout, "OK\n7\nsummer\n");
  assertEquals(await server.stop(), 0);
});

peerTest("files serve hands files to socat and ncat, which half-close", ["socat", "ncat"], async () => {
  using temp = shelf();
  await using server = await serving(temp);
  const bySocat = await runBytes("socat", ["-t5", "-", `TCP:127.0.0.1:${server.port}`], { stdin: "big\r\n" });
  assertAnswer(bySocat.stdout, temp.big);
  const byNcat = await runBytes("ncat", ["127.0.0.1", `${server.port}`], { stdin: "a.txt\n" });
  assertEquals(new TextDecoder().decode(byNcat.stdout), "OK\n6\nhello\n");
});

/** The sheets' client: a bare name without a line end, then it waits for the answer. */
const BARE_CLIENT = `
import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=30)
s.send(sys.argv[2].encode())
while True:
    data = s.recv(1024)
    if not data: break
    sys.stdout.buffer.write(data)
`;

peerTest(
  "files serve --framing chunk answers a Python client that sends a bare name",
  ["python3"],
  async () => {
    using temp = shelf();
    await using server = await serving(temp, "--framing", "chunk");
    const { stdout } = await runCommand("python3", ["-c", BARE_CLIENT, `${server.port}`, "a.txt"]);
    assertEquals(stdout, "OK\n6\nhello\n");
  },
);

/** Reads a little, sleeps, sends TERM to the server in the middle, then reads the rest. */
const SLOW_CLIENT = `
import os, signal, socket, sys, time
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=30)
s.sendall(b"big\\n")
got = len(s.recv(1000))
os.kill(int(sys.argv[2]), signal.SIGTERM)
time.sleep(0.3)
while True:
    data = s.recv(65536)
    if not data: break
    got += len(data)
print(got)
`;

peerTest("files serve lets a download finish when it is told to stop", ["python3"], async () => {
  using temp = shelf();
  await using server = await serving(temp);
  const args = ["-c", SLOW_CLIENT, `${server.port}`, `${server.child.pid}`];
  const { stdout } = await runCommand("python3", args);
  assertEquals(Number(stdout), 5_000_000 + "OK\n5000000\n".length);
  assertEquals((await server.child.status).code, 0);
});

Deno.test("files serve breaks off after --grace, and still ends with 0", async () => {
  using temp = shelf();
  await using server = await serving(temp, "--grace", "0.2", "--trace");
  using _silent = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await server.line((line) => line.includes("#1 accept"));
  assertEquals(await server.stop(), 0);
  assert(server.lines.some((line) => line.includes("stopping: 1 open connection may finish")));
});

/** Cuts the file to a tenth while the client holds the download up, then says how it ended. */
const SHRINK_CLIENT = `
import os, socket, sys, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
s.settimeout(30)
s.connect(("127.0.0.1", int(sys.argv[1])))
s.sendall(b"huge\\n")
got = len(s.recv(1000))
time.sleep(0.3)
os.truncate(sys.argv[2], 1000)
try:
    while True:
        data = s.recv(65536)
        if not data: print("end", got); break
        got += len(data)
except ConnectionResetError:
    print("reset", got)
`;

peerTest("files serve resets when the file becomes shorter, and never pads", ["python3"], async () => {
  using temp = shelf();
  temp.write("huge", new Uint8Array(60_000_000));
  await using server = await serving(temp);
  const { stdout } = await runCommand("python3", [
    "-c",
    SHRINK_CLIENT,
    `${server.port}`,
    `${temp.path}/huge`,
  ]);
  assertMatch(stdout, Deno.build.os === "linux" ? /^reset \d+/ : /^(reset|end) \d+/);
  assert(Number(stdout.split(" ")[1]) < 60_000_000);
  await server.line((line) => line.includes("became shorter while it was sent"));
});

peerTest("files serve survives running out of file descriptors", ["sh", "nc"], async () => {
  using temp = shelf();
  const [command, args] = netlab("files", "serve", "0", "--no-http", "--dir", temp.path);
  const child = new Deno.Command("sh", {
    args: ["-c", 'ulimit -n 64; exec "$@"', "sh", command, ...args],
    env: PLAIN,
    stderr: "piped",
  }).spawn();
  const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  const said = await readUntil(reader, /listening on \S*:\d+ /);
  const port = Number(/listening on \S*:(\d+) /.exec(said)![1]);
  const crowd = await Promise.all(
    Array.from({ length: 100 }, () => Deno.connect({ hostname: "127.0.0.1", port })),
  );
  await readUntil(reader, "cannot accept a client for the moment", said);
  crowd.forEach((each) => each.close());
  const { stdout } = await runCommand("nc", ["-N", "127.0.0.1", `${port}`], { stdin: "a.txt\n" });
  assertEquals(stdout, "OK\n6\nhello\n");
  child.kill("SIGTERM");
  assertEquals((await child.status).code, 0);
  await reader.cancel();
});

Deno.test("files serve ends at once at the second Ctrl-C", async () => {
  using temp = shelf();
  await using server = await serving(temp, "--grace", "60", "--trace");
  using _client = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await server.line((line) => line.includes("#1 accept"));
  server.child.kill("SIGINT");
  await server.line((line) => line.includes("stopping: "));
  await delay(NEXT_PRESS);
  assertEquals(await server.stop("SIGINT"), 130);
});

testOn(
  POSIX,
  "Windows' console says it once",
  "files serve takes a Ctrl-C that a launcher passes on for the one that it is",
  async () => {
    using temp = shelf();
    await using server = await serving(temp, "--grace", "60", "--trace");
    using client = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await server.line((line) => line.includes("#1 accept"));
    await runCommand("sh", [
      "-c",
      `kill -INT ${server.child.pid}; sleep 0.005; kill -INT ${server.child.pid}`,
    ]);
    await server.line((line) => line.includes("stopping: "));
    await client.write(new TextEncoder().encode("a.txt\n"));
    await client.closeWrite();
    assertEquals((await readAll(client)).slice(0, 3), "OK\n");
    assertEquals((await server.child.status).code, 0);
  },
);

/** Between two presses of Ctrl-C, milliseconds: what comes sooner is the first one, passed on. */
const NEXT_PRESS = 100;

Deno.test("files serve --max-conns leaves further clients in the backlog until one has left", async () => {
  using temp = shelf();
  await using server = await serving(temp, "--max-conns", "1", "--trace");
  const first = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  using second = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await second.write(new TextEncoder().encode("a.txt\n"));
  await server.line((line) => line.includes(" #1 accept "));
  first.close();
  assert(await second.read(new Uint8Array(100)));
  await server.line((line) => line.includes(" #2 accept "));
  const order = server.lines.flatMap((line) => / (#1 close|#2 accept) /.exec(line)?.[1] ?? []);
  assertEquals(order.slice(0, 2), ["#1 close", "#2 accept"]);
});

Deno.test("files serve --idle-timeout frees the place of a client that says nothing", async () => {
  using temp = shelf();
  const args = [
    "files",
    "serve",
    "0",
    "--no-http",
    "--dir",
    temp.path,
    "--mode",
    "iterative",
    "--idle-timeout",
    "0.2",
  ];
  await using server = await Server.start(args);
  using silent = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  using next = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await next.write(new TextEncoder().encode("a.txt\n"));
  assert(await next.read(new Uint8Array(100)));
  assertEquals(await silent.read(new Uint8Array(1)), null);
});

Deno.test("files serve --trace=json tells each primitive with both addresses", async () => {
  using temp = shelf();
  await using server = await serving(temp, "--trace=json", "--quiet");
  using client = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await client.write(new TextEncoder().encode("a.txt\n"));
  await client.read(new Uint8Array(100));
  client.close();
  await server.line((line) => line.includes('"close"'));
  await server.stop();
  const events = server.lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  const names = events.map((each) => each.event);
  assertEquals(names.slice(0, 4), ["listen", "accept", "read", "write"]);
  assertEquals(events[2].bytes, 6);
  assertEquals(events[2].remote, `127.0.0.1:${(client.localAddr as Deno.NetAddr).port}`);
});

Deno.test("files serve goes on when nobody reads its log any more", async () => {
  using temp = shelf();
  await using server = await serving(temp);
  await server.deafen();
  for (let i = 0; i < 3; i++) {
    using client = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await client.write(new TextEncoder().encode("a.txt\n"));
    assert(await client.read(new Uint8Array(100)));
  }
});

Deno.test("files serve on a taken port says who may be there and what to do", async () => {
  using holder = Deno.listen({ port: 0 });
  const { code, stderr } = await run(["files", "serve", `${holder.addr.port}`]);
  assertEquals(code, 1);
  assertStringIncludes(stderr, `Cannot listen on port ${holder.addr.port}: it is taken by `);
  assertStringIncludes(stderr, "choose another port, or 0 for any free one");
});
