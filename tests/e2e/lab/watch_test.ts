import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";
import { parseWatchRecording } from "../../../mod/lab/watch/recording.ts";

/** Serves one client, on a port that the system chooses and that it writes into a file. */
const SERVER = `
import os, socket, sys
listener = socket.create_server(("127.0.0.1", 0))
with open("port.new", "w") as file: file.write(str(listener.getsockname()[1]))
os.rename("port.new", "port")
client, _ = listener.accept()
while data := client.recv(1024): client.sendall(data.upper())
client.close()
print("server is done")
`;

const CLIENT = `
import os, socket, time
while not os.path.exists("port"): time.sleep(0.01)
with socket.create_connection(("127.0.0.1", int(open("port").read()))) as server:
    server.sendall(b"bonjour\\n")
    print("client got", server.recv(1024).decode().strip())
`;

peerTest("lab watch tells the calls of two programs, leaves them their output, and draws both", [
  "strace",
  "python3",
], async () => {
  using folder = new TempFolder();
  folder.write("s.py", SERVER);
  folder.write("c.py", CLIENT);
  const programs = ["--run", "server=python3 s.py", "--run", "client=python3 c.py"];
  const ended = await run(["lab", "watch", ...programs, "-d", "both.txt"], { cwd: folder.path });
  assertEquals(ended.code, 0, ended.stderr);
  assertEquals(ended.stdout.trim().split("\n").sort(), ["client got BONJOUR", "server is done"]);
  assertMatch(ended.stderr, /server +listen +127\.0\.0\.1:\d+ backlog/);
  assertMatch(ended.stderr, /client +send +127\.0\.0\.1:\d+ -> 127\.0\.0\.1:\d+ 8 B "bonjour\\n"/);
  assertMatch(ended.stderr, /server +recv .*end of stream/);
  assertMatch(ended.stderr, /client +exit +code 0/);
  const drawn = Deno.readTextFileSync(`${folder.path}/both.txt`);
  for (const each of ["─SYN ─", '"bonjour\\n" 8 bytes', '"BONJOUR\\n" 8 bytes', "╌FIN ╌"]) {
    assertStringIncludes(drawn, each);
  }
});

peerTest("lab watch --json writes events alone, which lab diagram draws", ["strace", "python3"], async () => {
  using folder = new TempFolder();
  folder.write("s.py", SERVER);
  folder.write("c.py", CLIENT);
  const programs = ["--run", "server=python3 s.py", "--run", "client=python3 c.py"];
  const { code, stdout, stderr } = await run(["lab", "watch", "--json", ...programs], { cwd: folder.path });
  assertEquals(code, 0, stderr);
  assertStringIncludes(stderr, "client got BONJOUR");
  const events = parseWatchRecording(stdout) ?? [];
  assertEquals(events.length, stdout.trimEnd().split("\n").length);
  assert(events.every(({ at }, index) => index === 0 || at >= events[index - 1]!.at), "times run backwards");
  const calls = events.filter((event) => event.type === "call");
  const sent = calls.find(({ lane, call }) => lane === "client" && call === "send");
  const got = calls.find(({ lane, call }) => lane === "server" && call === "recv");
  assertEquals(sent?.data, btoa("bonjour\n"));
  // Each program has its own recorder: of the one that is ahead the other's socket may not be known yet
  const peers = [got, sent].map((call) => calls.findLast(({ socket }) => socket === call?.socket)?.peer);
  assert(peers[0] === sent?.socket || peers[1] === got?.socket, peers.join(" "));
  const diagram = await run(["lab", "diagram", folder.write("r.jsonl", stdout)]);
  assertMatch(diagram.stdout, /"bonjour\\n" 8 bytes/);
});

peerTest("lab watch --pid joins a process that runs, tells its queues, and leaves it as it was", [
  "strace",
  "python3",
], async () => {
  using folder = new TempFolder();
  folder.write("s.py", SERVER);
  const server = new Deno.Command("python3", {
    args: ["s.py"],
    cwd: folder.path,
    stdout: "piped",
    stderr: "null",
  }).spawn();
  await until(() => exists(`${folder.path}/port`));
  const [command, args] = netlab("lab", "watch", "--json", "--pid", `joined=${server.pid}`);
  const watch = new Deno.Command(command, {
    args,
    env: PLAIN,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [reading, ended] = [watch.stdout.pipeThrough(new TextDecoderStream()).getReader(), watch.status];
  let json = "";
  const read = async (wanted: RegExp) => {
    while (!wanted.test(json)) {
      const { value, done } = await reading.read();
      if (done) throw new Error(`${wanted} is not in ${json}`);
      json += value;
    }
  };
  await read(/"call":"accept"[^\n]*"unfinished":true/);
  using client = await Deno.connect({ port: Number(Deno.readTextFileSync(`${folder.path}/port`)) });
  await client.write(new TextEncoder().encode("un"));
  await read(/"type":"queues"[^\n]*"state":"established"/);
  watch.kill("SIGTERM");
  assertEquals((await ended).code, 0);
  while (!(await reading.read()).done) { /* to its end */ }
  await watch.stderr.cancel();
  assertMatch(json, /"lane":"joined","call":"send"[^\n]*"data":"VU4="/);
  await client.write(new TextEncoder().encode(" deux"));
  const answer = new Uint8Array(7);
  for (let had = 0; had < answer.length;) had += await client.read(answer.subarray(had)) ?? answer.length;
  assertEquals(new TextDecoder().decode(answer), "UN DEUX"); // it goes on
  client.close();
  assertEquals((await server.output()).code, 0);
});

peerTest("a program that ignores a signal is ended by the second one, and none is left behind", [
  "strace",
  "sh",
], async () => {
  using folder = new TempFolder();
  folder.write("stubborn.sh", "trap '' INT; echo $$ > pid.new; mv pid.new pid; while :; do sleep 1; done");
  const [command, args] = netlab("lab", "watch", "--run", "sh stubborn.sh");
  const child = new Deno.Command(command, {
    args,
    cwd: folder.path,
    env: PLAIN,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  await until(() => exists(`${folder.path}/pid`));
  child.kill("SIGINT");
  let said = "";
  for await (const piece of child.stderr.pipeThrough(new TextDecoderStream())) {
    const first = !said.includes("SIGINT");
    said += piece;
    if (first && said.includes("SIGINT")) child.kill("SIGINT");
  }
  assertEquals((await child.status).code, 0, said);
  assertMatch(said, /stubborn +exit +ended by SIGKILL/);
  assertEquals(exists(`/proc/${Deno.readTextFileSync(`${folder.path}/pid`).trim()}`), false);
});

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

peerTest("lab watch says in one sentence what it cannot start, join or draw", ["strace"], async () => {
  const cases: [string[], number, string][] = [
    [[], 2, "--run COMMAND, --pid PID or --through is missing"],
    [["--through", "9000"], 2, '--through needs LISTEN:HOST:PORT, not "9000"'],
    [["--through", "0:h:1", "--run", "true"], 2, "--through sees bytes and no programs"],
    [["--run", "./no-such-program"], 1, 'Cannot run "./no-such-program": there is no such program'],
    [["--pid", "x"], 1, 'needs the number of a process, not "x"'],
    [["--pid", "4194999"], 1, "there is no process 4194999"],
    [["--run", "true", "-d", "x.png"], 2, "--diagram needs a file that ends in"],
  ];
  for (const [args, code, sentence] of cases) {
    const ended = await run(["lab", "watch", ...args]);
    assertEquals(ended.code, code, ended.stderr);
    assertStringIncludes(ended.stderr, sentence);
  }
});

const PROGRAMS = new URL("../../lab/watch/programs/", import.meta.url);

for (
  const [program, wanted] of [
    [
      "bad.py",
      [
        "end_ignored",
        "message_by_call",
        "never_closed",
        "one_byte_reads",
        "reset_by_close",
        "truncated_datagram",
        "zombies",
      ],
    ],
    ["good.py", []],
  ] as const
) {
  peerTest(`lab watch gives the advice that ${program} earns`, ["strace", "python3"], async () => {
    const programs = ["--run", `server=python3 ${program}`, "--run", "client=python3 client.py"];
    const earned = new Set<string>();
    // What comes to it together on a busy machine is no message by each call: it has not earned that then
    for (let attempt = 1; attempt <= 3 && (attempt === 1 || earned.size < wanted.length); attempt++) {
      // A new one each time: the server leaves a file in it that tells its ports
      using folder = new TempFolder();
      for (const file of [program, "client.py"]) {
        folder.write(file, Deno.readTextFileSync(new URL(file, PROGRAMS)));
      }
      const { code, stdout, stderr } = await run(["lab", "watch", "--json", ...programs], {
        cwd: folder.path,
      });
      assertEquals(code, 0, stderr);
      const events = parseWatchRecording(stdout) ?? [];
      const advice = events.filter((event) => event.type === "advice");
      for (const { code, call, lane } of advice) {
        assert(lane.startsWith("server") && "lane" in events[call]!, JSON.stringify(advice, null, 1));
        earned.add(code);
      }
    }
    assertEquals([...earned].sort(), [...wanted]);
  });
}
