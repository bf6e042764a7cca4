import { assert, assertEquals, assertMatch } from "@std/assert";
import { delay } from "@std/async";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { workersOf } from "../../_kit/program/workers_of.ts";
import { python } from "../../_kit/program/python.ts";
import { isAlive } from "../../_kit/program/proc.ts";
import { until } from "../../_kit/until.ts";

const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"] as const;

/** Several clients at once, each of them with several exchanges. */
const CROWD = `
import socket, sys, threading
def client(number):
    with socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=30) as s:
        f = s.makefile("rw", encoding="utf-8", newline="\\n")
        for turn in range(3):
            f.write(f"client {number} été {turn}\\n"); f.flush()
            assert f.readline() == f"CLIENT {number} ÉTÉ {turn}\\n"
threads = [threading.Thread(target=client, args=(n,)) for n in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print("all served")
`;

/** A terminal: Ctrl-C goes to every process of the foreground group. */
const TERMINAL = `
import os, pty, re, socket, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
heard = b""
def wait_for(pattern):
    global heard
    while not re.search(pattern, heard): heard += os.read(terminal, 4096)
    return re.search(pattern, heard)
port = int(wait_for(rb"listening on \\S*:(\\d+) ").group(1))
client = socket.create_connection(("127.0.0.1", port), timeout=30).makefile("rw")
def ask(text):
    client.write(text + "\\n"); client.flush()
    return client.readline().strip()
print(ask("before"))
os.write(terminal, b"\\x03")
wait_for(b"may finish")
print(ask("after"))
client.close()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

peerTest("Ctrl-C in a terminal lets the children finish", ["python3"], async () => {
  const [command, args] = netlab("echo", "serve", "0", "--mode", "process");
  assertEquals(await python(TERMINAL, command, ...args), "BEFORE\nAFTER\n0\n");
});

for (const mode of MODES) {
  peerTest(`echo serve --mode ${mode} serves a crowd and stops when asked`, ["python3"], async () => {
    await using server = await Server.start(["echo", "serve", "0", "--mode", mode, ...workersOf(mode, 2)]);
    assertEquals(await python(CROWD, server.port), "all served\n");
    assertEquals(await server.stop("SIGINT"), 0);
  });

  peerTest(`echo serve --mode ${mode} lets a session finish after SIGTERM`, ["python3"], async () => {
    await using server = await Server.start(["echo", "serve", "0", "--mode", mode]);
    const client = await Deno.connect({ port: server.port });
    assertEquals(await ask(client, "before"), "BEFORE\n");
    server.ask("SIGTERM");
    await server.line((line) => line.includes("stopping: 1 open connection may finish"));
    assertEquals(await ask(client, "after"), "AFTER\n");
    client.close();
    assertEquals((await server.child.status).code, 0);
  });

  Deno.test(`echo serve --mode ${mode} cuts what is left after --grace`, async () => {
    await using server = await Server.start(["echo", "serve", "0", "--mode", mode, "--grace", "0.1"]);
    using client = await Deno.connect({ port: server.port });
    assertEquals(await ask(client, "before"), "BEFORE\n");
    assertEquals(await server.stop(), 0);
    assertEquals(
      await client.read(new Uint8Array(10)).catch((error: Error) => error.name),
      "ConnectionReset",
    );
  });

  Deno.test(`echo serve --mode ${mode} gives a client that sends a byte at a time its answer`, async () => {
    await using server = await Server.start(["echo", "serve", "0", "--mode", mode]);
    using client = await Deno.connect({ port: server.port });
    client.setNoDelay(true);
    for (const byte of new TextEncoder().encode("été 🦆\n")) {
      await client.write(Uint8Array.of(byte));
      await delay(20);
    }
    assertEquals(await hear(client), "ÉTÉ 🦆\n");
  });
}

Deno.test("kill -9 of one child ends one client and no other", async () => {
  await using server = await Server.start(["echo", "serve", "0", "--mode", "process", "--trace"]);
  using first = await Deno.connect({ port: server.port });
  assertEquals(await ask(first, "one"), "ONE\n");
  using second = await Deno.connect({ port: server.port });
  assertEquals(await ask(second, "two"), "TWO\n");
  const started = await server.line((line) => /#1 start +child \d+ started/.test(line));
  Deno.kill(Number(/child (\d+)/.exec(started)![1]), "SIGKILL");
  assertEquals(await first.read(new Uint8Array(10)), null);
  assertEquals(await ask(second, "still here"), "STILL HERE\n");
  const said = await server.line((line) => line.includes("connection 1 failed"));
  assertMatch(said, /^netlab echo: connection 1 failed: child \d+ was killed by SIGKILL$/);
});

Deno.test("a server that is killed leaves no child behind", async () => {
  await using server = await Server.start(["echo", "serve", "0", "--mode", "process", "--trace"]);
  using client = await Deno.connect({ port: server.port });
  assertEquals(await ask(client, "one"), "ONE\n");
  const started = await server.line((line) => /child \d+ started/.test(line));
  const child = Number(/child (\d+)/.exec(started)![1]);
  await server.stop("SIGKILL");
  await until(() => !isAlive(child));
});

Deno.test("a client that never reads holds up nobody in a pool of two", async () => {
  await using server = await Server.start(["echo", "serve", "0", "--mode", "pool", "--workers", "2"]);
  using deaf = await Deno.connect({ port: server.port });
  const flooding = flood(deaf);
  using client = await Deno.connect({ port: server.port });
  assertEquals(await ask(client, "hello"), "HELLO\n");
  deaf.close();
  await flooding;
});

Deno.test("a pool whose workers and queue are full leaves further clients in the backlog", async () => {
  const args = ["--mode", "pool", "--workers", "1", "--queue", "1", "--trace"];
  await using server = await Server.start(["echo", "serve", "0", ...args]);
  const clients = await Promise.all([1, 2, 3].map(() => Deno.connect({ port: server.port })));
  await server.line((line) => line.includes("#2 queued "));
  for (const client of clients) {
    assertEquals(await ask(client, "turn"), "TURN\n");
    client.close();
  }
  await server.line((line) => line.includes(" #3 accept "));
  const [left, next] = ["#1 close", "#3 accept"].map((what) =>
    server.lines.findIndex((line) => line.includes(` ${what} `))
  );
  assert(left !== -1 && left! < next!, server.lines.join("\n"));
});

Deno.test("a symmetric server lends a client that came to a busy worker to one that is free", async () => {
  const args = ["--mode", "symmetric", "--workers", "3", "--trace"];
  await using server = await Server.start(["echo", "serve", "0", ...args]);
  // The kernel lays three clients before three different workers in two rounds of nine: ten rounds are enough
  // to see a loan.
  for (let round = 0; round < 10; round++) {
    const clients = await Promise.all([1, 2, 3].map(() => Deno.connect({ port: server.port })));
    for (const client of clients) assertEquals(await ask(client, "été"), "ÉTÉ\n");
    for (const client of clients) client.close();
  }
  await server.line((line) => /handed +to worker [123]/.test(line));
  assertEquals(await server.stop(), 0);
  assert(!server.lines.some((line) => line.includes("failed")), server.lines.join("\n"));
});

Deno.test("--stats tells what the server is doing, and each worker", async () => {
  const args = ["--mode", "pool", "--workers", "2", "--stats", "0.1"];
  await using server = await Server.start(["echo", "serve", "0", ...args]);
  using client = await Deno.connect({ port: server.port });
  assertEquals(await ask(client, "hello"), "HELLO\n");
  await server.line((line) =>
    /stats: 1 active, 0 queued, 0 served, 0 refused, 6 B in, 6 B out; worker 1: 1 active/.test(line)
  );
  client.close();
  await server.line((line) =>
    /stats: 0 active, 0 queued, 1 served, .*worker 1: 0 active, 1 served/.test(line)
  );
});

Deno.test("events serves one client while thousands are silent", async () => {
  const count = Math.min(10_000, await openFilesAllowed() / 2 - 500);
  await using server = await Server.start(["echo", "serve", "0"]);
  const silent: Deno.TcpConn[] = [];
  while (silent.length < count) {
    const batch = Math.min(200, count - silent.length);
    silent.push(
      ...await Promise.all(Array.from({ length: batch }, () => Deno.connect({ port: server.port }))),
    );
  }
  using client = await Deno.connect({ port: server.port });
  assertEquals(await ask(client, "hello"), "HELLO\n");
  assertEquals(await ask(silent[0]!, "first"), "FIRST\n");
  assertEquals(await ask(silent.at(-1)!, "last"), "LAST\n");
  for (const each of silent) each.close();
});

async function ask(client: Deno.TcpConn, line: string): Promise<string> {
  await client.write(new TextEncoder().encode(`${line}\n`));
  return await hear(client);
}

async function hear(client: Deno.TcpConn): Promise<string> {
  const buffer = new Uint8Array(1024);
  let text = "";
  while (!text.endsWith("\n")) {
    const length = await client.read(buffer);
    if (length === null) break;
    text += new TextDecoder().decode(buffer.subarray(0, length));
  }
  return text;
}

async function flood(client: Deno.TcpConn): Promise<void> {
  const lines = new TextEncoder().encode("x".repeat(99) + "\n".repeat(10_000));
  try {
    while (true) await client.write(lines);
  } catch {
    // Closed at the end of the test.
  }
}

async function openFilesAllowed(): Promise<number> {
  const limits = await Deno.readTextFile("/proc/self/limits").catch(() => "");
  return Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? 4096);
}
