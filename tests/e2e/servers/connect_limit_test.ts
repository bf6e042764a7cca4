/* Limits before there is a connection: a name that is not found, a queue that is full. */

import { assertEquals, assertMatch } from "@std/assert";
import { netlab } from "../../_kit/program/netlab.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** A server that listens and never accepts, its queue full: the kernel drops whoever knocks. */
const FULL = `
import socket, sys, time
server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(0)
held = []
for _ in range(8):
    client = socket.socket(); client.setblocking(False); client.connect_ex(server.getsockname()); held.append(client)
time.sleep(0.2)
print(server.getsockname()[1], flush=True)
sys.stdin.read()
`;

peerTest("every client gives up a server that does not answer its knock", ["python3"], async () => {
  await using server = new Deno.Command("python3", { args: ["-c", FULL], stdin: "piped", stdout: "piped" })
    .spawn();
  const reader = server.stdout.getReader();
  const port = new TextDecoder().decode((await reader.read()).value).trim();
  const silent = ["--timeout", "0.5"];
  const rows: [string[], RegExp][] = [
    [
      ["files", "get", `http://127.0.0.1:${port}/f`, "--connect-timeout", "0.5"],
      /no connection within 0\.5 seconds$/,
    ],
    [["files", "get", `https://127.0.0.1:${port}/f`, ...silent], /no connection within 0\.5 seconds$/],
    [["files", "get", `http://127.0.0.1:${port}/f`, "--max-time", "0.5"], /it took longer than 0\.5 seconds/],
    [
      ["files", "put", "deno.json", `http://127.0.0.1:${port}/`, ...silent],
      /no connection within 0\.5 seconds$/,
    ],
    [["files", "get", "127.0.0.1", port, "f", "--connect-timeout", "0.5"], /no answer within 0\.5 seconds$/],
    [["files", "get", "127.0.0.1", port, "f", "--max-time", "0.5"], /it took longer than 0\.5 seconds/],
    [["echo", "connect", "127.0.0.1", port, ...silent], /no answer within 0\.5 seconds$/],
    [["chat", "join", "127.0.0.1", port, ...silent], /no answer within 0\.5 seconds$/],
    [["chat", "talk", "127.0.0.1", port, ...silent], /no answer within 0\.5 seconds$/],
    [["calc", "ask", "127.0.0.1", port, "1", ...silent], /no answer within 0\.5 seconds$/],
    [["prime", "ask", "127.0.0.1", port, "7", ...silent], /no answer within 0\.5 seconds$/],
  ];
  using temp = new TempFolder();
  await Promise.all(rows.map(async ([args, said]) => {
    const { code, stderr } = await run(args, { timeout: 20_000, env: { TMPDIR: temp.path } });
    assertMatch(stderr.trim(), said, args.join(" "));
    assertEquals(code, 1);
  }));
  assertEquals(temp.names(), []);
  reader.releaseLock();
  await server.stdout.cancel();
  await server.stdin.close();
});

/**
 * A resolver that takes questions and never answers, and programs that ask it: how each ended, and whether
 * before the resolver's own limit.
 */
const DUMB = `
import socket, subprocess, sys, time
dumb = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); dumb.bind(("127.0.0.1", 53))
program = sys.argv[2:]
for line in sys.argv[1].splitlines():
    started = time.monotonic()
    done = subprocess.run(program + line.split(), capture_output=True, text=True, stdin=subprocess.DEVNULL)
    print(done.returncode, time.monotonic() - started < 20, done.stderr.strip().splitlines()[-1])
`;

peerTest(
  "clients wait no longer for a name than they were told",
  ["unshare", "mount", "python3"],
  async () => {
    using temp = new TempFolder();
    const resolv = temp.write("resolv.conf", "nameserver 127.0.0.1\noptions timeout:30 attempts:5\n");
    const rows: [typed: string, said: RegExp][] = [
      ["files get http://nobody.example/f --connect-timeout=0.5", /no connection within 0\.5 seconds$/],
      ["files get http://nobody.example/f --max-time=0.5", /it took longer than 0\.5 seconds/],
      ["files get http://nobody.example/f --timeout=0.5", /no connection within 0\.5 seconds$/],
      ["files get nobody.example 8766 f --connect-timeout=0.5", /no answer within 0\.5 seconds$/],
      ["files put /etc/hostname http://nobody.example/ --timeout=0.5", /no connection within 0\.5 seconds$/],
      ["calc ask nobody.example 63000 1 --timeout=0.5", /no answer within 0\.5 seconds$/],
    ];
    const script = 'ip link set lo up && mount --bind "$0" /etc/resolv.conf || exit 77; exec python3 -c "$@"';
    const [command, args] = netlab();
    const typed = rows.map(([line]) => line).join("\n");
    const { code, stdout, stderr } = await runCommand("unshare", [
      ...["-mn", "sh", "-c", script, resolv, DUMB, typed, command, ...args],
    ], { env: { TMPDIR: temp.path } });
    if (code === 77 || stderr.includes("unshare failed")) {
      return console.log(
        "(no network of one's own allowed here)",
      );
    }
    const lines = stdout.trim().split("\n");
    assertEquals(lines.length, rows.length, stderr);
    for (const [at, [line, said]] of rows.entries()) {
      assertMatch(lines[at]!, /^1 True /, line);
      assertMatch(lines[at]!, said, line);
    }
  },
);
