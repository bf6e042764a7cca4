import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { TextLineStream } from "@std/streams";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { Relay, relay, socat } from "../../_kit/program/relay.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { pause } from "../../_kit/until.ts";

Deno.test("relay echoes through a pipe, as relay and as socat", async () => {
  assertEquals((await relay(["-", "PIPE"], "hello\n")).stdout, "hello\n");
  assertEquals((await run(["socat", "-", "ECHO"], { stdin: "hello\n" })).stdout, "hello\n");
});

Deno.test("relay runs programs and gives back what they print", async () => {
  assertEquals((await relay(["-", "EXEC:tr a-z A-Z"], "abc")).stdout, "ABC");
  assertEquals((await relay(["-", "SYSTEM:cat; echo done >&2,stderr"], "abc\n")).stdout, "abc\ndone\n");
  assertEquals((await relay(["-", "SYSTEM:cat >&4 <&3,fdin=3,fdout=4"], "abc")).stdout, "abc");
});

Deno.test("relay opens an address with lockfile= only while nobody else has the lock", async () => {
  using folder = new TempFolder();
  const lock = `${folder.path}/lock`;
  const own = await relay(["-u", `SYSTEM:test -s ${lock} && echo held,lockfile=${lock}`, "STDOUT"]);
  assertEquals([own.code, own.stdout, folder.names()], [0, "held\n", []]);
  folder.write("lock", "4711");
  const refused = await relay(["-u", "SYSTEM:echo said", `STDOUT,lockfile=${lock}`]);
  assertEquals([refused.code, refused.stdout], [1, ""]);
  assertStringIncludes(refused.stderr, `E could not obtain lock "${lock}"`);
  const waiting = relay(["-u", "SYSTEM:echo said", `STDOUT,waitlock=${lock}`]);
  Deno.removeSync(lock);
  assertEquals((await waiting).stdout, "said\n");
});

Deno.test("relay promotes the failure of a program", async () => {
  const { code, stderr } = await relay(["-", "EXEC:false"], "");
  assertEquals(code, 1);
  assertMatch(stderr, /E waitpid\(\): child \d+ exited with status 1/);
});

Deno.test("relay reads and writes files with socat's options", async () => {
  using folder = new TempFolder();
  const file = folder.write("in", "0123456789");
  assertEquals((await relay(["-u", `OPEN:${file},seek=2,readbytes=3`, "-"])).stdout, "234");
  assertEquals((await relay(["-u", `OPEN:${file},o-nofollow,seek=7`, "-"])).stdout, "789");
  await relay(["-u", "-", `OPEN:${file},append`], "X");
  await relay(["-u", "-", `CREATE:${folder.path}/new,perm=0600`], "n\n");
  await relay(["-u", "-", `OPEN:${file}.2,creat,excl`], "e");
  await relay(["-u", "-,crnl", `${file}.2`], "f\r\n");
  assertEquals(Deno.readTextFileSync(file), "0123456789X");
  assertEquals(Deno.statSync(`${folder.path}/new`).mode! & 0o777, 0o600);
  assertEquals(Deno.readTextFileSync(`${file}.2`), "ef\n");
});

Deno.test("relay removes a FIFO at the end only when it made it, or is told to", async () => {
  using folder = new TempFolder();
  const path = `${folder.path}/fifo`;
  const rows = [
    { there: false, options: "", stays: false },
    { there: false, options: ",unlink-close=0", stays: true },
    { there: true, options: "", stays: true },
    { there: true, options: ",unlink-close", stays: false },
  ];
  for (const { there, options, stays } of rows) {
    if (there) await runCommand("mkfifo", [path]);
    const { code, stdout } = await relay(["-", `PIPE:${path}${options}`], "x\n");
    const row = `${there ? "there" : "made"}${options}`;
    assertEquals([row, code, stdout, folder.names().includes("fifo")], [row, 0, "x\n", stays]);
    if (stays) Deno.removeSync(path);
  }
});

/** What opens a FIFO for one way, which waits for its other end. */
const ONE_WAY: readonly (readonly [from: string, to: string])[] = [
  ["PIPE:%", "-"],
  ["OPEN:%", "-"],
  ["GOPEN:%", "-"],
  ["SYSTEM:echo said", "PIPE:%"],
  ["OPEN:%,o-sync", "-"],
  ["SYSTEM:echo said", "OPEN:%,o-noatime"],
];

Deno.test("a relay that waits for the other end of a FIFO ends with a signal, or serves who comes", async () => {
  using folder = new TempFolder();
  await Promise.all(ONE_WAY.map(async ([from, to], index) => {
    const path = `${folder.path}/fifo${index}`;
    await runCommand("mkfifo", [path]);
    const addresses = [from, to].map((each) => each.replace("%", path));
    await using waiting = Server.spawn(["relay", "-d", "-d", "-u", ...addresses]);
    await waiting.line((line) => line.includes(`opening named pipe "${path}"`));
    assertEquals([from, to, await waiting.stop("SIGTERM")], [from, to, 143]);
    const serving = relay(["-u", ...addresses]);
    const peer = to === "-"
      ? await runCommand("sh", ["-c", `echo said >${path}`])
      : await runCommand("cat", [path]);
    const { code, stdout } = await serving;
    assertEquals([from, to, code, peer.code, stdout + peer.stdout], [from, to, 0, 0, "said\n"]);
  }));
});

Deno.test("relay says of a UNIX name that is taken what socat says", async () => {
  using folder = new TempFolder();
  const path = folder.write("s", "");
  for (const type of ["UNIX-LISTEN", "UNIX-RECVFROM", "UNIX-RECV"]) {
    const { code, stderr } = await relay(["-u", `${type}:${path}`, "-"]);
    assertEquals([type, code], [type, 1]);
    assertStringIncludes(stderr, ` E "${path}" exists\n`);
  }
});

Deno.test("relay passes the signals that sighup, sigint and sigquit name on to the program", async () => {
  const script = "trap 'echo got; exit' HUP INT QUIT; echo ready; while :; do sleep 0.05; done";
  const rows = (["SIGHUP", "SIGINT", "SIGQUIT"] as const).flatMap((signal) =>
    ["", ",pty,setsid,echo=0"].map((more) => ({ signal, more }))
  );
  await Promise.all(rows.map(async ({ signal, more }) => {
    const [program, args] = netlab("relay", "-", `SYSTEM:"${script}",${signal.toLowerCase()}${more}`);
    const child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "null" })
      .spawn();
    const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    const said: string[] = [];
    for await (const line of lines) {
      said.push(line.trimEnd());
      if (said.length === 1) child.kill(signal);
    }
    await child.stdin.close().catch(() => {/* it has gone */});
    const { code } = await child.status;
    assertEquals([signal, more, said.join(" "), code], [signal, more, "ready got", 0]);
  }));
});

Deno.test("relay leaves a UNIX name to the program that has made it anew", async () => {
  using folder = new TempFolder();
  const path = `${folder.path}/s`;
  for (const type of ["UNIX-LISTEN", "UNIX-RECV", "UNIX-RECVFROM"]) {
    await using first = Server.spawn(["relay", "-d", "-d", "-u", `${type}:${path}`, "-"]);
    await first.line((line) => /listening on|receiving on|starting data transfer/.test(line));
    Deno.removeSync(path);
    const second = Deno.listen({ transport: "unix", path });
    await first.stop("SIGTERM");
    assertEquals([type, folder.names().includes("s")], [type, true]);
    second.close();
  }
  await using own = Server.spawn(["relay", "-d", "-d", "-u", `UNIX-LISTEN:${path}`, "-"]);
  await own.line((line) => line.includes("listening on"));
  await own.stop("SIGTERM");
  assertEquals(folder.names().includes("s"), false);
});

Deno.test("relay leaves a UNIX name alone that was made anew while it served its one client", async () => {
  using folder = new TempFolder();
  const path = `${folder.path}/s`;
  await using first = Server.spawn(["relay", "-d", "-d", "-t", "0", `UNIX-LISTEN:${path}`, "PIPE"]);
  await first.line((line) => line.includes("listening on"));
  const client = await Deno.connect({ transport: "unix", path });
  await first.line((line) => line.includes("starting data transfer loop"));
  if (folder.names().includes("s")) Deno.removeSync(path);
  using _second = Deno.listen({ transport: "unix", path });
  client.close();
  assertEquals((await first.child.status).code, 0);
  assertEquals(folder.names().includes("s"), true);
});

Deno.test("relay follows a growing file with ignoreeof", async () => {
  using folder = new TempFolder();
  const file = folder.write("log", "one\n");
  const [program, args] = netlab("relay", "-u", "-T", "2.5", `OPEN:${file},ignoreeof`, "-");
  await using following = new ChatPeer(program, args);
  await following.until("one");
  Deno.writeTextFileSync(file, "two\n", { append: true });
  await following.ended();
  assertEquals(following.lines, ["one", "two"]);
});

Deno.test("relay joins two one-way halves with !!", async () => {
  using folder = new TempFolder();
  const [from, to] = [folder.write("from", "text"), folder.write("to", "")];
  await relay([`OPEN:${from},rdonly!!OPEN:${to}`, "PIPE"]);
  assertEquals(Deno.readTextFileSync(to), "text");
});

Deno.test("relay says one E line, points at the mistake, and ends with 1", async () => {
  // addresses, what stderr has
  const cases: [string[], string][] = [
    [["TCP-LITSEN:80", "-"], "did you mean TCP-LISTEN?"],
    [["-", "TCP:localhost"], "wrong number of parameters (1 instead of 2)"],
    [["-", "TCP:127.0.0.1:1"], "Connection refused"],
    [["-", "TCP:127.0.0.1:99999"], "out of range"],
    [["TCP-LISTEN:0", "TCP:127.0.0.1: 80"], "no blank after a colon"],
    [["TCP-LISTEN:0,", "fork", "PIPE"], "write TCP-LISTEN:0,fork, without the blank"],
    [["TCP-LISTEN:0,range=10.0.0.0/33", "-"], "at most 32 bits"],
    [["-", "FD:99"], "Bad file descriptor"],
    [["-lf", "/nonexistent/log", "-", "PIPE"], 'option -lf "/nonexistent/log": No such file'],
    [["-", "OPEN:/nonexistent/file"], "No such file or directory"],
    [["-", "UNIX-CONNECT:/nonexistent"], "No such file or directory"],
    [["-", "EXEC:'cat"], "this quote is never closed"],
    [["-", "TUN"], "not supported by this runtime"],
    [["-", "PIPE,retri=1"], "did you mean retry?"],
    [["-"], "exactly 2 addresses required (there are 1)"],
  ];
  for (const [args, part] of cases) {
    const { code, stderr } = await relay(args, "");
    assertEquals(code, 1, args.join(" "));
    assertStringIncludes(stderr, part);
    assertEquals(stderr.match(/ socat\[\d+\] E /g)?.length, 1, stderr);
  }
});

Deno.test("relay leaves a name alone that it could not take", async () => {
  using folder = new TempFolder();
  const file = folder.write("precious", "data");
  const { code, stderr } = await relay([`UNIX-LISTEN:${file}`, "-"], "");
  assertEquals([code, Deno.readTextFileSync(file)], [1, "data"]);
  assertStringIncludes(stderr, "unlink-early");
});

Deno.test("relay removes its socket when it is told to stop, and says so with its exit status", async () => {
  using folder = new TempFolder();
  for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130], ["SIGHUP", 129]] as const) {
    await using server = await Relay.start(`UNIX-LISTEN:${folder.path}/s,fork`, "PIPE");
    assertEquals(folder.names(), ["s"]);
    assertEquals(await server.server.stop(signal), code);
    assertEquals(folder.names(), []);
  }
});

Deno.test("relay tells a program who is at the other end", async () => {
  await using server = await Relay.start(
    "TCP-LISTEN:0,reuseaddr",
    "SYSTEM:echo $SOCAT_PEERADDR $SOCAT_SOCKPORT",
  );
  const conn = await Deno.connect({ port: server.port });
  const answer = await new Response(conn.readable).text();
  assertEquals(answer, `127.0.0.1 ${server.port}\n`);
});

Deno.test("relay prints help with every address and version with every feature", async () => {
  const help = await relay(["-hhh"]);
  assertEquals(help.code, 0);
  for (const part of ["tcp4-listen", "udp6-recvfrom", " -r ", "ipv6-v6only", "--record"]) {
    assertStringIncludes(help.stdout, part);
  }
  assertMatch((await relay(["-V"])).stdout, /#define WITH_OPENSSL 1$/m);
});

peerTest("relay keeps a lock file while it runs and refuses a second one", ["socat"], async () => {
  using folder = new TempFolder();
  await using _first = await Relay.start("-L", `${folder.path}/lock`, "TCP-LISTEN:0", "PIPE");
  const second = await relay(["-L", `${folder.path}/lock`, "-", "PIPE"], "");
  assertEquals(second.code, 1);
  assertStringIncludes(second.stderr, "could not obtain lock");
  assertEquals((await socat(["-L", `${folder.path}/lock`, "-", "PIPE"], "")).code, 1);
});

Deno.test("relay dumps what passes", async () => {
  using folder = new TempFolder();
  const { stderr } = await relay([
    "-v",
    "-x",
    "-r",
    `${folder.path}/r`,
    "-R",
    `${folder.path}/l`,
    "-",
    "PIPE",
  ], "ab\n");
  assertMatch(stderr, /^> .*length=3 from=0 to=2\n 61 62 0a {41}ab\.\n--\n< /m);
  assertEquals([Deno.readTextFileSync(`${folder.path}/r`), Deno.readTextFileSync(`${folder.path}/l`)], [
    "ab\n",
    "ab\n",
  ]);
});

peerTest("relay listens where a browser's WebSocket connects", [], async () => {
  await using server = await Relay.start("WS-LISTEN:0:/chat,reuseaddr,fork", "PIPE");
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/chat`);
  const answer = await new Promise((resolve) => {
    socket.onopen = () => socket.send("text é");
    socket.onmessage = ({ data }) => resolve(data);
  });
  assertEquals(answer, "text é");
  await new Promise((resolve) => (socket.onclose = resolve, socket.close()));
  const ours = await relay(["-t", "1", "-", `WS:127.0.0.1:${server.port}:/chat`], "bytes");
  assertEquals(ours.stdout, "bytes");
});

Deno.test("relay welcomes a browser's WebSocket while others dawdle over their handshake", async () => {
  await using server = await Relay.start("WS-LISTEN:0,reuseaddr,fork", "PIPE");
  const dawdlers = await Promise.all(
    Array.from({ length: 20 }, () => Deno.connect({ hostname: "127.0.0.1", port: server.port })),
  );
  for (const each of dawdlers) await each.write(new TextEncoder().encode("GET / HT"));
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/`);
  const answered = Promise.withResolvers<unknown>();
  socket.onopen = () => socket.send("ahead of them");
  socket.onmessage = ({ data }) => answered.resolve(data);
  // None of those who came before it has been sent away by then.
  const late = setTimeout(answered.resolve, 9000, "nothing");
  assertEquals(await answered.promise, "ahead of them");
  clearTimeout(late);
  await new Promise((resolve) => (socket.onclose = resolve, socket.close()));
  for (const each of dawdlers) each.close();
});

peerTest("relay lets curl reach a web server through a UNIX socket", ["curl"], async () => {
  using folder = new TempFolder();
  await using web = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response("from behind"),
  );
  await using bridge = await Relay.start(
    `UNIX-LISTEN:${folder.path}/s,fork`,
    `TCP:127.0.0.1:${web.addr.port}`,
  );
  assertEquals(bridge.port, 0);
  const got = await runCommand("curl", ["-s", "--unix-socket", `${folder.path}/s`, "http://x/"]);
  assertEquals(got.stdout, "from behind");
});

Deno.test("relay gives a UNIX stream client the name of bind=, or refuses it where the runtime cannot", async () => {
  using folder = new TempFolder();
  const [path, own] = [`${folder.path}/s`, `${folder.path}/own`];
  using listener = Deno.listen({ transport: "unix", path });
  const can = await takesOverDescriptors();
  for (const type of ["UNIX-CONNECT:", "UNIX-CLIENT:", ""]) {
    const ending = relay(["-t", "10", "-", `${type}${path},bind=${own},unlink-close=1`], "x");
    if (can) {
      const came = await Promise.race([listener.accept(), ending]);
      if (!("read" in came)) throw new Error(came.stderr);
      using conn = came;
      assertEquals((conn.remoteAddr as Deno.UnixAddr).path, own);
      await conn.read(new Uint8Array(1));
      await conn.write(new TextEncoder().encode("named"));
    }
    const { code, stdout, stderr } = await ending;
    if (can) assertEquals([code, stdout], [0, "named"], stderr);
    else assertStringIncludes(stderr, "cannot take a name of its own");
    assertEquals(folder.names(), ["s"], "its own name is removed, and not the server's");
  }
});

Deno.test("relay sends to a UNIX datagram socket without a name of its own", {
  ignore: Deno.build.os === "windows",
}, async () => {
  using folder = new TempFolder();
  const path = `${folder.path}/s`;
  const server = Deno.listenDatagram({ transport: "unixpacket", path });
  for (const address of [`UNIX-SENDTO:${path}`, `UNIX-CLIENT:${path}`, path]) {
    const ended = await relay(["-u", "-", address], "letter");
    assertEquals(ended.code, 0, ended.stderr);
    assertEquals(new TextDecoder().decode((await server.receive())[0]), "letter");
  }
  server.close();
});

peerTest("relay's UNIX-CLIENT keeps bind= for a datagram server", ["socat"], async () => {
  using folder = new TempFolder();
  const [path, own] = [`${folder.path}/s`, `${folder.path}/own`];
  const serving = socat(["-T", "5", `UNIX-RECVFROM:${path}`, "PIPE"]);
  await exists(path);
  assertEquals((await relay(["-T", "2", "-", `UNIX-CLIENT:${path},bind=${own}`], "x\n")).stdout, "x\n");
  await serving;
});

/**
 * Whether the program under test can take over what the system has made: its runtime could not before Deno
 * 2.9.
 */
async function takesOverDescriptors(): Promise<boolean> {
  const [, minor] = /on Deno 2\.(\d+)/.exec((await relay(["-V"])).stdout) ?? [];
  return Deno.build.os === "linux" && Number(minor) >= 9;
}

peerTest("relay speaks on a socket that it inherits", ["python3"], async () => {
  if (!await takesOverDescriptors()) return;
  const [command, args] = netlab("relay", "-t", "10", "PIPE");
  const program = `
import json, os, socket, subprocess, sys
ours, theirs = socket.socketpair()
fd = theirs.fileno()
child = subprocess.Popen(sys.argv[1:] + ["FD:%d" % fd], pass_fds=[fd])
theirs.close()
ours.sendall(b"inherited")
ours.shutdown(socket.SHUT_WR)
print(ours.makefile("rb").read(), child.wait())
`;
  const { stdout, stderr } = await runCommand("python3", ["-c", program, command, ...args]);
  assertEquals(stdout, "b'inherited' 0\n", stderr);
});

Deno.test("relay tells the program at an abstract UNIX socket its name", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const name = `netlab-${crypto.randomUUID()}`;
  await using _server = await Relay.start(
    `ABSTRACT-LISTEN:${name},fork`,
    'SYSTEM:printf %s "$SOCAT_SOCKADDR"',
  );
  assertEquals((await relay(["-t", "10", "-", `ABSTRACT:${name}`], "")).stdout, `\\0${name}`);
});

Deno.test("relay gets the answer to a datagram that it sent from an abstract UNIX name", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  if (!await takesOverDescriptors()) return; // an older runtime has no abstract datagram sockets either
  const name = `netlab-${crypto.randomUUID()}`;
  const socket = Deno.listenDatagram({ transport: "unixpacket", path: `\0${name}` });
  const asking = relay(["-t", "30", "-", `ABSTRACT-SENDTO:${name},bind=${name}-2,readbytes=6`], "letter");
  const [bytes, from] = await socket.receive();
  assertEquals([new TextDecoder().decode(bytes), (from as Deno.UnixAddr).path], ["letter", `\0${name}-2`]);
  await socket.send(new TextEncoder().encode("answer"), from);
  const { code, stdout, stderr } = await asking;
  socket.close();
  assertEquals([code, stdout], [0, "answer"], stderr);
});

Deno.test("relay leaves IPv4 to others with ipv6-v6only", { ignore: Deno.build.os !== "linux" }, async () => {
  await using server = await Relay.start("TCP6-LISTEN:0,ipv6-v6only=1,fork", "PIPE");
  const answer = await relay(["-t", "10", "-", `TCP6:[::1]:${server.port}`], "six");
  assertEquals([answer.code, answer.stdout], [0, "six"], answer.stderr);
  if (await takesOverDescriptors()) assertEquals(await isIpv4Free(server.port), true);
});

/** Somebody else may have the port on IPv4: then another relay, on another port, tells. */
async function isIpv4Free(port: number, attempts = 5): Promise<boolean> {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch {
    if (attempts === 0) return false;
    await using other = await Relay.start("TCP6-LISTEN:0,ipv6-v6only=1,fork", "PIPE");
    return await isIpv4Free(other.port, attempts - 1);
  }
}

Deno.test("relay listens on IPv6 when nobody else is let in", async () => {
  await using server = await Relay.start("TCP-LISTEN:0,range=[::1]/128,fork", "PIPE");
  const answer = await relay(["-t", "10", "-", `TCP6:[::1]:${server.port}`], "six");
  assertEquals([answer.code, answer.stdout], [0, "six"], answer.stderr);
});

Deno.test("relay on UDP says nothing wrong when it is told to stop", async () => {
  await using server = await Relay.start("-u", "UDP-LISTEN:0,bind=127.0.0.1", "SYSTEM:cat >/dev/null");
  const port = Number(/:(\d+)$/.exec(server.server.lines.find((each) => each.includes("listening on"))!)![1]);
  const sender = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  await sender.send(new Uint8Array([65]), { transport: "udp", hostname: "127.0.0.1", port });
  sender.close();
  await server.server.line((each) => each.includes("starting data transfer loop"));
  assertEquals(await server.server.stop(), 143);
  assertEquals(server.server.lines.filter((each) => / E /.test(each)), []);
});

async function exists(path: string): Promise<void> {
  while (!await Deno.stat(path).then(() => true, () => false)) {
    await pause(20);
  }
}
