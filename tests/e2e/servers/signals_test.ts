import { assert, assertEquals } from "@std/assert";
import { descendants, isAlive } from "../../_kit/program/proc.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { Terminal } from "../../_kit/program/terminal.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { pause, until } from "../../_kit/until.ts";
import { readUntil } from "../../_kit/read_until.ts";
const STOPS = [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const;

/** What ends any program that does not listen for it, and means nothing to ours. */
const STRAY: readonly Deno.Signal[] = [
  "SIGUSR1",
  "SIGUSR2",
  "SIGALRM",
  "SIGVTALRM",
  "SIGPROF",
  "SIGIO",
  "SIGPWR",
  "SIGSTKFLT",
  "SIGXFSZ",
  "SIGPIPE",
  "SIGURG",
  "SIGWINCH",
  "SIGCHLD",
  "SIGCONT",
];

const SLEEPER = "EXEC:sleep 1000";
const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"];

/** Every command that listens, with what its end means: a server that was stopped did what it should. */
function servers(folder: string): [args: string[], clean: boolean][] {
  const file = `${folder}/served/file`;
  const local = ["--host", "127.0.0.1"];
  return [
    ...MODES.map((mode): [string[], boolean] => [["echo", "serve", "0", "--mode", mode, ...local], true]),
    [["files", "serve", "0", "--dir", `${folder}/served`, "--http-port", "0", "--upload", ...local], true],
    [["files", "share", file, "--port", "0", "--no-qr", ...local], false],
    [["chat", "serve", "0", "--history", `${folder}/talk.db`, ...local], true],
    [["chat", "talk", "--listen", "0", ...local], false],
    [["prime", "serve", "0", ...local], true],
    [["calc", "serve", "0", ...local], true],
    [["lab", "serve", "0", ...local], true],
    [["relay", "-d", "-d", "TCP-LISTEN:0,bind=127.0.0.1,fork", "PIPE"], false],
    [["relay", "-d", "-d", "TCP-LISTEN:0,bind=127.0.0.1,fork", "EXEC:cat"], false],
  ];
}

/** Every command that connects, asking a server that never answers. */
function clients(port: number, folder: string): string[][] {
  const at = `127.0.0.1:${port}`;
  return [
    ["echo", "connect", at],
    ["files", "get", at, "file", "-o", folder],
    ["files", "get", `http://${at}/file`, "-o", folder],
    ["files", "put", `${folder}/served/file`, `http://${at}/`],
    ["chat", "join", at],
    ["chat", "talk", at],
    ["prime", "ask", at, "17"],
    ["calc", "ask", at, "1+1"],
    ["relay", "-", `TCP:${at}`],
    ["relay", `TCP:${at}`, SLEEPER],
    ["check", "echo", "--connect", at, "--timeout", "60"],
  ];
}

for (const [signal, code] of STOPS) {
  Deno.test(`${signal} stops every server, cleanly and with all its children`, async () => {
    using folder = new TempFolder();
    folder.write("served/file", "content");
    await allOf(servers(folder.path), async ([args, clean]) => {
      await using server = await Server.start(args);
      const guest = await guestOf(server, args);
      const family = descendants(server.child.pid);
      server.ask(signal);
      guest?.close();
      assertEquals((await server.child.status).code, clean ? 0 : code);
      await until(() => !family.some(isAlive));
    });
    assertEquals(names(`${folder.path}/served`), ["file"]);
  });

  Deno.test(`${signal} ends every client that waits for an answer with ${code}`, async () => {
    using folder = new TempFolder();
    folder.write("served/file", "content");
    await allOf(clients(0, folder.path).map((_, index) => index), async (index) => {
      using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const [command, args] = netlab(...clients(silent.addr.port, folder.path)[index]!);
      const child = new Deno.Command(command, {
        args,
        env: { ...PLAIN },
        stdin: "piped",
        stdout: "null",
        stderr: "null",
      }).spawn();
      using _ = await silent.accept();
      if (args.includes(SLEEPER)) await until(() => descendants(child.pid).length > 0);
      const family = descendants(child.pid);
      child.kill(signal);
      assertEquals((await child.status).code, code);
      await child.stdin.close().catch(() => {/* nobody reads it any more */});
      await until(() => !family.some(isAlive));
    });
    assertEquals(names(folder.path), ["served"]);
  });

  peerTest(`${signal} leaves nothing of an upload that outlasts the grace period`, ["curl"], async () => {
    using folder = new TempFolder();
    using from = new TempFolder();
    const big = from.write("big", noise(300_000));
    const args = ["files", "serve", "0", "--host", "127.0.0.1", "--http-port", "0", "--dir", folder.path];
    await using server = await Server.start([...args, "--upload", "--grace", "0.2"]);
    const url = await webAddress(server);
    const curl = runCommand("curl", ["-sS", "-m", "4", "--limit-rate", "10k", "-T", big, `${url}/`]);
    await until(() => names(folder.path).length > 0);
    assertEquals(await server.stop(signal), 0);
    await curl;
    assertEquals(names(folder.path), []);
  });
}

peerTest("no stray signal ends a server or its child, or opens a debugger", ["ss"], async () => {
  using folder = new TempFolder();
  folder.write("served/file", "content");
  await allOf(servers(folder.path), async ([args, clean]) => {
    await using server = await Server.start(args);
    const { pid } = server.child;
    // The runtime begins to listen for SIGUSR1 half a second after its start
    await pause(700);
    using guest = await guestOf(server, args);
    const children = args.includes("process") ? descendants(pid) : [];
    for (const each of [pid, ...children]) {
      // A child may still be loading what listens for them
      await until(() => listensFor(each, 1));
      for (const signal of STRAY) Deno.kill(each, signal);
    }
    assertEquals(children.map(isAlive), children.map(() => true));
    assertEquals((await listeningPorts(pid)).filter((port) => port === "127.0.0.1:9229"), []);
    assertEquals(server.lines.filter((line) => line.includes("ebugger")), []);
    guest?.close();
    assertEquals(await server.stop(), clean ? 0 : 143);
  });
});

Deno.test("a second SIGHUP changes nothing, a second SIGTERM ends at once", async () => {
  await using server = await Server.start(["echo", "serve", "0", "--host", "127.0.0.1", "--grace", "600"]);
  using guest = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const say = async (text: string) => {
    await guest.write(new TextEncoder().encode(text));
    return await read(guest, text.length);
  };
  assertEquals(await say("one\n"), "ONE\n");
  server.ask("SIGHUP");
  await until(() => refused(server.port));
  server.ask("SIGHUP");
  assertEquals(await say("two\n"), "TWO\n");
  assertEquals(await server.stop("SIGTERM"), 143);
});

peerTest("what nohup starts outlives SIGHUP; what setsid starts does not", ["nohup", "setsid"], async () => {
  for (const [starter, code] of [["nohup", 0], ["setsid", 0]] as const) {
    const [command, args] = netlab("echo", "serve", "0", "--host", "127.0.0.1", "--grace", "600");
    const words = [command, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    const child = new Deno.Command("sh", {
      args: ["-c", `exec ${starter} ${words}`],
      env: { ...PLAIN },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const said = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
    const text = await readUntil(said, /listening on .*:\d+ \(/);
    using guest = await Deno.connect({ hostname: "127.0.0.1", port: Number(/:(\d+) \(/.exec(text)![1]) });
    child.kill("SIGHUP");
    if (starter === "nohup") {
      await guest.write(new TextEncoder().encode("still here\n"));
      assertEquals(await read(guest, 11), "STILL HERE\n");
      assert(!await refused((guest.remoteAddr as Deno.NetAddr).port));
      child.kill("SIGTERM");
    }
    guest.close();
    assertEquals((await child.status).code, code);
    await said.cancel();
  }
});

Deno.test({
  name: "no variable of the environment makes a compiled program open a debugger, another port or a file",
  // From source the runtime's own command line reads them: whoever starts it says so
  ignore: Deno.env.get("NETLAB_BIN") === undefined,
  fn: async () => {
    using folder = new TempFolder();
    folder.write(
      "loaded.cjs",
      `require("node:fs").writeFileSync(${JSON.stringify(`${folder.path}/ran`)}, "")`,
    );
    const env = {
      NODE_OPTIONS: `--inspect --require ${folder.path}/loaded.cjs`,
      NODE_V8_COVERAGE: `${folder.path}/coverage`,
      DENO_SERVE_ADDRESS: "tcp:127.0.0.1:1",
      NODE_DEBUG: "net",
      DENO_INSPECT: "1",
    };
    await using server = await Server.start(["echo", "serve", "0", "--host", "127.0.0.1"], { env });
    assertEquals(await listeningPorts(server.child.pid), [`127.0.0.1:${server.port}`]);
    assertEquals(await server.stop(), 0);
    assertEquals(names(folder.path), ["loaded.cjs"]);
  },
});

peerTest("a terminal that closes ends the server in it", ["tmux"], async () => {
  const terminal = await Terminal.start(netlab("echo", "serve", "0", "--host", "127.0.0.1"));
  const rows = await terminal.until((rows) => rows.join("").includes("listening on "));
  const port = Number(/:(\d+) \(/.exec(rows.join(""))![1]);
  assert(!await refused(port));
  await terminal[Symbol.asyncDispose]();
  await until(() => refused(port));
});

/** A client, where its presence starts a child, and the child. */
async function guestOf(server: Server, args: readonly string[]): Promise<Deno.TcpConn | undefined> {
  if (!args.includes("process") && !args.includes("EXEC:cat")) return undefined;
  const port = /:(\d+)( \(|$)/.exec(server.lines.find((line) => line.includes("listening on "))!)![1];
  const guest = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  await guest.write(new TextEncoder().encode("hello\n"));
  assertEquals((await read(guest, 6)).toLowerCase(), "hello\n");
  return guest;
}

/** Tries all of them, several at a time; what fails is told with its case. */
async function allOf<Case>(cases: Case[], attempt: (each: Case) => Promise<void>): Promise<void> {
  const waiting = cases.map((each, index) => ({ each, index }));
  const wrong: string[] = [];
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await attempt(next.each).catch((error) =>
        wrong.push(`${JSON.stringify(next!.each)}: ${error.message}`)
      );
    }
  }));
  assertEquals(wrong, []);
}

async function read(conn: Deno.Conn, length: number): Promise<string> {
  const bytes = new Uint8Array(length);
  for (let got = 0; got < length;) {
    const count = await conn.read(bytes.subarray(got));
    if (count === null) break;
    got += count;
  }
  return new TextDecoder().decode(bytes);
}

async function refused(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return false;
  } catch {
    return true;
  }
}

/** Whether a process has a listener for the signal of that number. */
function listensFor(pid: number, signal: number): boolean {
  const caught = /^SigCgt:\s+([0-9a-f]+)/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`))![1];
  return (BigInt(`0x${caught}`) & (1n << BigInt(signal - 1))) !== 0n;
}

async function listeningPorts(pid: number): Promise<string[]> {
  const { stdout } = await runCommand("ss", ["-Hltnp"]);
  return stdout.split("\n").filter((line) => line.includes(`pid=${pid},`)).map((line) =>
    line.trim().split(/\s+/)[3]!
  ).sort();
}

function names(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}
