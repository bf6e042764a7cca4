import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { python } from "../../_kit/program/python.ts";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { Terminal } from "../../_kit/program/terminal.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { testOn } from "../../_kit/test_on.ts";
import { until } from "../../_kit/until.ts";

/** Starts a relay whose first address is a PTY, and waits until the terminal is there. */
async function startPty(...args: string[]): Promise<{ server: Server; path: string }> {
  const server = Server.spawn(["relay", "-d", "-d", ...args]);
  const line = await server.line((each) => / N PTY is /.test(each));
  return { server, path: line.split(" ").at(-1)! };
}

/** Opens a serial line as programs do, writes bytes, and reads as many or a given number back. */
const EXCHANGE = `
import os, sys, termios, tty, threading, hashlib
def exchange(path, data, expected):
    fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
    tty.setraw(fd, termios.TCSANOW)  # and not TCSAFLUSH: what has come is kept
    def send():
        at = 0
        while at < len(data): at += os.write(fd, data[at:at + 4096])
    sender = threading.Thread(target=send); sender.start()
    got = b""
    while len(got) < expected: got += os.read(fd, 65536)
    sender.join()
    os.close(fd)
    return got
`;

peerTest(
  "PTY is a terminal for other programs, again and again, and goes with its link",
  ["python3"],
  async () => {
    using folder = new TempFolder();
    const link = `${folder.path}/modem`;
    const { server, path } = await startPty(`PTY,link=${link},rawer,b115200,mode=600`, "PIPE");
    await using _ = server;
    await until(() => folder.names().includes("modem"));
    assertEquals(Deno.readLinkSync(link), path);
    assertEquals(Deno.statSync(path).mode! & 0o777, 0o600);
    const modes = await runCommand("stty", ["-F", link, "-a"]);
    assertMatch(modes.stdout, /speed 115200 baud[^]*-icanon[^]*-echo /);
    for (let times = 0; times < 2; times++) {
      const same = await python(
        `${EXCHANGE}
data = bytes(range(256)) * 2000
print(exchange(sys.argv[1], data, len(data)) == data)`,
        link,
      );
      assertEquals(same, "True\n");
    }
    assertEquals(await server.stop("SIGTERM"), 143);
    assertEquals(folder.names(), []);
  },
);

/** Who drives the second of two serial lines with a network between them. */
const DRIVERS: readonly [name: string, program: string | undefined][] = [
  ["netlab", undefined],
  ["socat", "socat"],
];

for (const [name, driver] of DRIVERS) {
  peerTest(`a serial line over TCP loses no byte in either direction, with ${name}`, [
    "python3",
    ...driver === undefined ? [] : [driver],
  ], async () => {
    using folder = new TempFolder();
    const [here, there] = [`${folder.path}/here`, `${folder.path}/there`];
    await using server = await Relay.start(
      "TCP-LISTEN:0,bind=127.0.0.1,reuseaddr",
      `PTY,link=${here},rawer,b4000000`,
    );
    const [program, args] = driver === undefined ? netlab("relay") : [driver, []];
    await using _client = new ChatPeer(program, [
      ...args,
      `PTY,link=${there},rawer,b4000000`,
      `TCP:127.0.0.1:${server.port}`,
    ]);
    await until(() => folder.names().length === 2);
    const result = await python(
      `${EXCHANGE}
sent = [os.urandom(1 << 20), os.urandom(1 << 20)]
got = [None, None]
def side(n): got[n] = exchange(sys.argv[n + 1], sent[n], len(sent[1 - n]))
sides = [threading.Thread(target=side, args=(n,)) for n in (0, 1)]
for each in sides: each.start()
for each in sides: each.join()
print([hashlib.sha256(got[n]).digest() == hashlib.sha256(sent[1 - n]).digest() for n in (0, 1)])`,
      here,
      there,
    );
    assertEquals(result, "[True, True]\n");
  });
}

peerTest(
  "PTY with wait-slave waits for somebody at the other end, and ends when they leave",
  ["python3"],
  async () => {
    using folder = new TempFolder();
    const [link, marker] = [`${folder.path}/line`, `${folder.path}/marker`];
    const { server } = await startPty(
      `PTY,link=${link},rawer,wait-slave,pty-interval=0.02`,
      `SYSTEM:cat ${marker}; cat`,
    );
    await using _ = server;
    await until(() => folder.names().includes("line"));
    // The program would not find this if it had been started by now.
    folder.write("marker", "it waited");
    const got = await python(
      `${EXCHANGE}
print(exchange(sys.argv[1], b" indeed", 16).decode())`,
      link,
    );
    assertEquals(got, "it waited indeed\n");
    await server.line((line) => line.includes("(probably PTY closed)"));
    assertEquals((await server.child.status).code, 0);
    assertEquals(folder.names(), ["marker"]);
  },
);

peerTest(
  "a serial line has its modes while it is open, and its own again afterwards",
  ["python3"],
  async () => {
    using folder = new TempFolder();
    const link = `${folder.path}/line`;
    const { server } = await startPty(`PTY,link=${link}`, "PIPE");
    await using _ = server;
    await until(() => folder.names().includes("line"));
    const before = await runCommand("stty", ["-F", link, "-a"]);
    const during = await relay(["-", `FILE:${link},rawer,b57600,nonblock`], "to the line and back");
    assertEquals([during.code, during.stdout], [0, "to the line and back"]);
    const seen = await relay(["-u", `SYSTEM:stty -a <${link}`, `${link},raw,cstopb,eof=1`]);
    assertEquals(seen.code, 0);
    assertEquals((await runCommand("stty", ["-F", link, "-a"])).stdout, before.stdout);
  },
);

/** A program at a terminal: the address, what comes out, how the relay ends. */
const AT_TERMINALS: readonly [address: string, out: RegExp, code: number, error?: RegExp][] = [
  ["SYSTEM:tty,pty", /^\/dev\/(pts\/|tty)\w+\r\n$/, 0],
  ["SYSTEM:tty,openpty,raw", /^\/dev\/\S+\n$/, 0],
  ["SYSTEM:exit 3,pty", /^$/, 1, /E waitpid\(\): child \d+ exited with status 3/],
  ["SYSTEM:'echo to the person >/dev/tty',pty,setsid,ctty", /^to the person\r\n$/, 0, /^$/],
  ["SYSTEM:tty,pty,ctty,raw", /^\/dev\/\S+\n$/, 0, /W ioctl\(.*TIOCSCTTY.*option setsid/],
  ["SYSTEM:'echo error >&2',pty,stderr", /^error\r\n$/, 0],
  ["SYSTEM:'echo error >&2',pty", /^$/, 0, /^error$/m],
  ["SYSTEM:stty -a,pty,b9600,echo=0,intr=1", /(?=[^]*9600)(?=[^]*-echo )(?=[^]*intr = \^A)/, 0],
  ["SYSTEM:'[ -t 1 ] || [ -t 4 ] && echo yes >&4',pty,fdin=3,fdout=4,raw", /^yes\n$/, 0],
  // A shell by that name would do what the profiles of this computer say.
  ...Deno.build.os === "linux"
    ? [["EXEC:cat /proc/self/cmdline,pty,login,raw", /^-cat\0/, 0] as [string, RegExp, number]]
    : [],
  ["EXEC:no-such-program,pty", /^$/, 1, /E execvp\("no-such-program"\): No such file or directory/],
  ["SYSTEM:echo one,pty,pipes,raw", /^one\n$/, 0, /W .*ignoring "pipes"/],
  ["-,raw", /^$/, 1, /E tcgetattr\(0\): Inappropriate ioctl for device/],
];

peerTest("a program at a terminal of its own", ["bash"], async () => {
  await Promise.all(AT_TERMINALS.map(async ([address, out, code, error]) => {
    const ended = await relay(["-d", "-t60", "STDIN!!STDOUT", address], "");
    const told = `${address}\n${ended.stdout}${ended.stderr}`;
    assertMatch(ended.stdout, out, told);
    assertEquals(ended.code, code, told);
    if (error !== undefined) assertMatch(ended.stderr, error, told);
  }));
});

Deno.test("what is typed at a program's terminal interrupts it, and closing hangs up", async () => {
  using folder = new TempFolder();
  const script = folder.write(
    "script",
    `trap 'echo interrupted' INT; trap '' TERM; trap 'echo hung up > ${folder.path}/end; exit' HUP
echo ready; while :; do read x; done`,
  );
  await using server = await Relay.start(
    "TCP-LISTEN:0,bind=127.0.0.1,fork",
    `EXEC:sh ${script},pty,setsid,ctty,echo=0,raw,isig`,
  );
  using client = await Deno.connect({ port: server.port });
  const heard = listen(client);
  await until(() => heard.text.includes("ready"));
  await client.write(new Uint8Array([3]));
  await until(() => heard.text.includes("interrupted"));
  client.close();
  await until(() =>
    folder.names().includes("end") && Deno.readTextFileSync(`${folder.path}/end`) === "hung up\n"
  );
  await heard.ended;
});

/** What comes on a connection, until it is closed. */
function listen(connection: Deno.Conn): { text: string; ended: Promise<void> } {
  const heard = { text: "", ended: Promise.resolve() };
  heard.ended = (async () => {
    const buffer = new Uint8Array(4096);
    try {
      for (let count; (count = await connection.read(buffer)) !== null;) {
        heard.text += new TextDecoder().decode(buffer.subarray(0, count));
      }
    } catch {
      // closed by us
    }
  })();
  return heard;
}

peerTest("a login shell over TCP, for socat as the client", ["socat", "bash"], async () => {
  await using server = await Relay.start(
    "TCP-LISTEN:0,bind=127.0.0.1,fork",
    "EXEC:'bash --norc -i',pty,stderr,setsid,sigint,sane,echo=0",
  );
  await using client = new ChatPeer("socat", ["-t5", "-", `TCP:127.0.0.1:${server.port}`]);
  await until(() => client.child.pid > 0);
  client.say("PS1=; echo job control $-; tty; sleep 100 &");
  assertStringIncludes(await client.until(/^job control \w*m/), "i");
  await client.until(/^\/dev\/(pts|tty)/);
  client.say("kill %1; exit 7");
  await client.ended();
  await server.server.line((line) => /E waitpid\(\): child \d+ exited with status 7/.test(line));
});

/** How a relay whose own terminal has other modes may end, and with which code. */
const ENDS: readonly [how: string, address: string, code: number, end: (at: Ending) => unknown][] = [
  ["the end of the other side", "SYSTEM:sleep 0.1", 0, () => {}],
  ["an error of the other side", "TCP:127.0.0.1:1", 1, () => {}],
  ["a program that fails", "SYSTEM:sleep 0.1; exit 3", 1, () => {}],
  ["Ctrl-C", "EXEC:cat", 130, ({ terminal }) => terminal.press("C-c")],
  ["SIGTERM", "EXEC:cat", 143, ({ pid }) => Deno.kill(pid(), "SIGTERM")],
  ["SIGHUP", "EXEC:cat", 129, ({ pid }) => Deno.kill(pid(), "SIGHUP")],
];

interface Ending {
  readonly terminal: Terminal;
  readonly pid: () => number;
}

for (const [how, address, code, end] of ENDS) {
  peerTest(`the terminal is itself again after ${how}`, ["tmux"], async () => {
    using folder = new TempFolder();
    const [command, args] = netlab("relay", "-d", "-d", "-,icanon=0,echo=0,min=1,opost=0,eof=5", address);
    const script =
      `trap : INT; before=$(stty -g); sh -c 'echo $$ > ${folder.path}/pid; exec "$@" ' sh "$@"; ` +
      'code=$?; [ "$before" = "$(stty -g)" ] && echo same, code $code; stty -a | tail -2; read x';
    await using terminal = await Terminal.start(["sh", ["-c", script, "sh", command, ...args]], 200);
    const pid = () => Number(Deno.readTextFileSync(`${folder.path}/pid`));
    if (code > 128) {
      await terminal.until((rows) => rows.some((row) => row.includes("starting data transfer")));
    }
    await end({ terminal, pid });
    await terminal.until((rows) => rows.some((row) => row.endsWith(`same, code ${code}`)));
  });
}

peerTest("a program at a terminal has the size of ours, and hears when that changes", ["tmux"], async () => {
  const script = 'trap "stty size" WINCH; stty size; while :; do sleep 0.1; done';
  const [command, args] = netlab(
    "relay",
    "-,raw,echo=0",
    `SYSTEM:${script.replaceAll('"', '\\"')},pty,setsid,ctty`,
  );
  await using terminal = await Terminal.start([command, args], 91);
  await terminal.until((rows) => rows.includes("24 91"));
  await terminal.resize(77);
  await terminal.until((rows) => rows.includes("24 77"));
});

peerTest("picocom talks through a PTY", ["tmux", "picocom"], async () => {
  using folder = new TempFolder();
  const link = `${folder.path}/line`;
  const { server } = await startPty(
    `PTY,link=${link},rawer,wait-slave,pty-interval=0.02`,
    'SYSTEM:while read x; do echo "answer to $x"; done',
  );
  await using _ = server;
  await until(() => folder.names().includes("line"));
  await using terminal = await Terminal.start(["picocom", ["-q", "-b", "115200", "--omap", "crlf", link]]);
  await server.line((line) => line.includes("starting data transfer"));
  await terminal.type("this");
  await terminal.press("Enter");
  await terminal.until((rows) => rows.some((row) => row.includes("answer to this")));
  await terminal.press("C-a", "C-x");
  assertEquals((await server.child.status).code, 0);
});

Deno.test({
  name: "programs at terminals leave no descriptor behind",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using server = await Relay.start(
      "TCP-LISTEN:0,bind=127.0.0.1,fork",
      "SYSTEM:cat,pty,rawer,setsid,ctty",
    );
    const session = async () => {
      using client = await Deno.connect({ port: server.port });
      await client.write(new TextEncoder().encode("there and back"));
      const buffer = new Uint8Array(100);
      let count = 0;
      while (count < 14) count += await client.read(buffer.subarray(count)) ?? 100;
      assertEquals(new TextDecoder().decode(buffer.subarray(0, count)), "there and back");
    };
    const open = () => [...Deno.readDirSync(`/proc/${server.server.child.pid}/fd`)].length;
    await session();
    await until(() => server.server.lines.filter((line) => line.includes("child")).length >= 2);
    const before = open();
    for (let times = 0; times < 5; times++) await Promise.all(Array.from({ length: 8 }, session));
    await until(() => open() <= before);
    assert(open() <= before);
  },
});

testOn(
  ["linux"],
  "requests have other numbers there",
  "a request of ioctl reaches a terminal, and one that it refuses is told",
  async () => {
    // TIOCSWINSZ: 30 rows of 80 columns
    const { server, path } = await startPty("PTY,ioctl-bin=0x5414:x1e00500000000000", "PIPE");
    await using _server = server;
    await server.line((line) => line.includes("starting data transfer loop"));
    assertEquals((await runCommand("stty", ["-F", path, "size"])).stdout, "30 80\n");
    const refused = await relay(["-,ioctl-void=0x540d", "PIPE"], "");
    assertEquals(refused.code, 1);
    assertStringIncludes(refused.stderr, " E ioctl(0, 0x540d, NULL): Inappropriate ioctl for device");
  },
);
