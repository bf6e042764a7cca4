import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Network, type NetworkOptions } from "../../_kit/net/network.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

/**
 * Every kind of machine that a socket on `::` can be opened on: where it takes both families, where it takes
 * IPv6 alone, as on Windows, and where nobody has an IPv6 address.
 */
const NETWORKS = [
  { kind: "a socket on :: takes both", settings: [], listens: ["[::]"], answers: [4, 6] },
  {
    kind: "a socket on :: takes IPv6 alone",
    settings: ["net.ipv6.bindv6only=1"],
    listens: ["[::]", "0.0.0.0"],
    answers: [4, 6],
  },
  {
    kind: "there is no IPv6",
    settings: ["net.ipv6.conf.all.disable_ipv6=1"],
    listens: ["0.0.0.0"],
    answers: [4],
  },
  {
    kind: "there is no IPv6, and a socket on :: takes IPv6 alone",
    settings: ["net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.bindv6only=1"],
    listens: ["0.0.0.0"],
    answers: [4],
  },
] as const;

const APART = NETWORKS[1];

/** This machine as each family writes it, for programs and in a link. */
const LOOPBACK = {
  4: { host: "127.0.0.1", link: "127.0.0.1", udp: "UDP4:127.0.0.1" },
  6: { host: "::1", link: "[::1]", udp: "UDP6:[::1]" },
} as const;

/** Who asks one socket of a server, and what is heard. */
type Asker = (network: Network, family: 4 | 6, port: number) => Promise<string>;

const lines = (question: string): Asker => async (network, family, port) =>
  (await runCommand("nc", ["-N", LOOPBACK[family].host, `${port}`], { network, stdin: question })).stdout;

const datagram = (question: string): Asker => async (network, family, port) =>
  (await runCommand("socat", ["-t5", "-", `${LOOPBACK[family].udp}:${port},shut-none`], {
    network,
    stdin: question,
    timeout: 20_000,
  })).stdout;

const page = (path: string, ...options: string[]): Asker => async (network, family, port) =>
  (await runCommand(
    "curl",
    [
      "-sSgk",
      ...options,
      `${options.length > 0 ? "https" : "http"}://${LOOPBACK[family].link}:${port}${path}`,
    ],
    { network },
  )).stdout;

interface Row {
  readonly typed: string[];
  /** Who asks each port that is announced, in their order, and what has to be in the answer. */
  readonly ports: readonly (readonly [Asker, string])[];
}

const ECHO = [lines("hello\n"), "HELLO"] as const;

const RAW_FILE = [lines("a.txt\n"), "OK\n5\nhello"] as const;

const EVERYWHERE: readonly Row[] = [
  { typed: ["echo", "serve", "0"], ports: [ECHO] },
  { typed: ["prime", "serve", "0", "--udp=0"], ports: [[lines("17\n"), "T"], [datagram("17"), "T"]] },
  { typed: ["files", "serve", "0", "--http-port", "0"], ports: [RAW_FILE, [page("/a.txt"), "hello"]] },
];

const MODES = ["iterative", "process", "thread", "pool", "symmetric"];

const WHERE_APART: readonly Row[] = [
  ...EVERYWHERE,
  ...MODES.map((mode) => ({ typed: ["echo", "serve", "0", "--mode", mode], ports: [ECHO] })),
  { typed: ["calc", "serve", "0"], ports: [[lines("6*7\n"), "42"]] },
  {
    typed: ["files", "serve", "0", "--http-port", "0", "--tls"],
    ports: [RAW_FILE, [page("/a.txt", "--http1.1"), "hello"]],
  },
  {
    typed: ["chat", "serve", "0", "--web=0"],
    ports: [[lines("Ada\n/quit\n"), "Nobody else is here yet"], [page("/"), "<!doctype html>"]],
  },
];

const NEEDED = ["unshare", "nsenter", "ip", "nc", "socat", "curl", "python3"];

/** A test in a network of its own, where the system allows one. */
function networkTest(
  name: string,
  options: NetworkOptions,
  fn: (network: Network) => Promise<void>,
): void {
  peerTest(name, NEEDED, async () => {
    await using network = await Network.open(options);
    if (network === undefined) return console.log("(no network of one's own allowed here)");
    await fn(network);
  });
}

/** The sockets that a server has announced, as hosts and ports. */
function announced(server: Server): { host: string; port: number }[] {
  return server.lines.flatMap((line) => {
    const [, host, port] = /listening on (\S+):(\d+) /.exec(line) ?? [];
    return host === undefined ? [] : [{ host, port: Number(port) }];
  });
}

/** Starts a server and waits until as many sockets listen. */
async function start(typed: string[], sockets: number, network: Network, cwd?: string): Promise<Server> {
  const server = Server.spawn(typed, { network, ...cwd === undefined ? {} : { cwd } });
  try {
    await server.line(() => announced(server).length >= sockets);
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  return server;
}

for (const { kind, settings, listens, answers } of NETWORKS) {
  networkTest(
    `where ${kind}, servers answer at every address that they say`,
    { settings },
    async (network) => {
      using temp = new TempFolder();
      temp.write("a.txt", "hello");
      const rows = settings === APART.settings ? WHERE_APART : EVERYWHERE;
      for (const { typed, ports } of rows) {
        const what = typed.join(" ");
        const wanted = ports.length * listens.length;
        await using server = await start(typed, wanted, network, temp.path);
        const found = announced(server);
        assertEquals(found.length, wanted, `${what}\n${server.lines.join("\n")}`);
        for (const [index, [ask, expected]] of ports.entries()) {
          const sockets = found.slice(index * listens.length).slice(0, listens.length);
          assertEquals(sockets.map(({ host }) => host), [...listens], what);
          const { port } = sockets[0]!;
          assert(sockets.every((socket) => socket.port === port), `${what}: ${JSON.stringify(sockets)}`);
          for (const family of answers) {
            assertStringIncludes(await ask(network, family, port), expected, `${what} over IPv${family}`);
          }
        }
        assertEquals(await server.stop(), 0, what);
        assertEquals([...network.listening()], [], what);
      }
    },
  );

  networkTest(`where ${kind}, every link that is printed works`, { settings }, async (network) => {
    using temp = new TempFolder();
    temp.write("a.txt", "hello");
    for (const [options, families] of [[[], answers], [["-4"], [4]], [["-6"], [6]]] as const) {
      if (!families.every((family) => (answers as readonly number[]).includes(family))) continue;
      await using server = Server.spawn(["files", "share", temp.path + "/a.txt", "-p0", "-c9", ...options], {
        network,
      });
      await server.line((line) => line.startsWith(`  http://${LOOPBACK[families.at(-1)!].link}:`));
      const links = server.lines.filter((line) => line.startsWith("  http")).map((line) => line.trim());
      assertEquals(
        links.map((link) => new URL(link).hostname),
        families.map((family) => LOOPBACK[family].link),
      );
      for (const link of links) {
        assertEquals((await runCommand("curl", ["-sSg", link], { network })).stdout, "hello", link);
      }
    }
  });
}

/**
 * How many connections clients have made to a port: ESTABLISHED, or CLOSE_WAIT after their half-close, in the
 * kernel's tables (proc(5)).
 */
function connections(network: Network, port: number): number {
  const end = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return ["tcp", "tcp6"].flatMap((table) =>
    Deno.readTextFileSync(`/proc/${network.holder.pid}/net/${table}`).split("\n").map((line) => line.trim())
  ).map((line) => line.split(/\s+/)).filter(([, local, , state]) =>
    ["01", "08"].includes(state!) && local?.endsWith(end)
  )
    .length;
}

/** Takes a port of one family, and no other. */
const TAKE = `
import socket, sys
kind, host, port = sys.argv[1:]
six = ":" in host
s = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)
s.bind((host, int(port)))
if kind == "tcp": s.listen()
print("taken", flush=True)
sys.stdin.read()
`;

networkTest("a port that is taken in one family only is named with its address", APART, async (network) => {
  for (const host of ["0.0.0.0", "127.0.0.1", "::", "::1"]) {
    for (const kind of ["tcp", "udp"] as const) {
      const [command, args] = network.command("python3", "-c", TAKE, kind, host, "9001");
      const holder = new Deno.Command(command, { args, stdin: "piped", stdout: "piped" }).spawn();
      const reader = holder.stdout.getReader();
      await reader.read();
      const typed = kind === "tcp" ? ["echo", "serve", "9001"] : ["prime", "serve", "0", "--udp=9001"];
      const { code, stderr } = await run(typed, { network });
      const named = host.includes(":") ? "[::]:9001" : "0.0.0.0:9001";
      const owner = kind === "tcp" ? "it is taken by python3" : "(UDP): another program has it";
      assertStringIncludes(stderr, `Cannot listen on ${named}`);
      assertStringIncludes(stderr, owner);
      assertEquals(code, 1);
      await Promise.all([holder.stdin.close(), reader.cancel()]);
      await holder.status;
    }
  }
});

networkTest("--max-conns and --stats count the clients of both families together", APART, async (network) => {
  await using server = await start(
    ["echo", "serve", "0", "--max-conns", "1", "--trace", "--stats", "0.2"],
    2,
    network,
  );
  const [command, args] = network.command("nc", "-N", "127.0.0.1", `${server.port}`);
  const first = new Deno.Command(command, { args, stdin: "piped", stdout: "null" }).spawn();
  await server.line((line) => / #1 +accept/.test(line));
  const second = runCommand("nc", ["-N", "::1", `${server.port}`], { network, stdin: "hello\n" });
  // It is in the queue, or asked and not answered, for as long as the first one stays.
  await until(() => connections(network, server.port) === 2);
  await first.stdin.close();
  assertStringIncludes((await second).stdout, "HELLO");
  await first.status;
  const [closed, accepted] = [/ #1 +close/, / #2 +accept/];
  for (const wanted of [closed, accepted]) await server.line((line) => wanted.test(line));
  const at = (pattern: RegExp) => server.lines.findIndex((line) => pattern.test(line));
  assert(at(closed) < at(accepted), server.lines.join("\n"));
  await server.line((line) => line.includes("2 served"));
});

const RELAYS: readonly [address: string, families: readonly number[]][] = [
  ["TCP-LISTEN:9002,fork", [4]],
  ["TCP4-LISTEN:9002,fork", [4]],
  ["TCP6-LISTEN:9002,fork", [6]],
  ["TCP-LISTEN:9002,pf=ip6,fork", [6]],
  ["TCP6-LISTEN:9002,ipv6only=1,fork", [6]],
  ["TCP6-LISTEN:9002,ipv6only=0,fork", [4, 6]],
];

networkTest("relay listens in the families that socat listens in", APART, async (network) => {
  for (const [address, families] of RELAYS) {
    for (const program of [undefined, ["socat"] as const]) {
      const typed = ["-d", "-d", address, "PIPE"];
      await using relay = Server.spawn(program === undefined ? ["relay", ...typed] : typed, {
        network,
        ...program === undefined ? {} : { program: [...program] },
      });
      await relay.line((line) => line.includes("listening on"));
      for (const family of [4, 6] as const) {
        const heard = await lines("hello\n")(network, family, 9002);
        assertEquals(heard, families.includes(family) ? "hello\n" : "", `${program} ${address} IPv${family}`);
      }
    }
  }
});

const LOCALHOST = {
  settings: APART.settings,
  hosts: "::1 localhost\\n127.0.0.1 localhost\\n",
};

networkTest("a server of either family is found by a name that has both", LOCALHOST, async (network) => {
  for (const family of ["-4", "-6"]) {
    await using server = await start(["prime", "serve", "0", "--udp=0", family], 2, network);
    const [tcp, udp] = server.ports.map(String);
    const asked = await run(["prime", "ask", "localhost", tcp!, "17"], { network });
    assertStringIncludes(asked.stdout, "17: T", asked.stderr);
    const sent = await run(["prime", "ask", "--udp", "localhost", udp!, "17", "18"], { network });
    assertStringIncludes(sent.stdout, "17: T", sent.stderr);
    assertStringIncludes(sent.stdout, "18: F", sent.stderr);
  }
});

networkTest("--host with a name that has both families listens on both", LOCALHOST, async (network) => {
  for (const mode of ["events", "symmetric"]) {
    const typed = ["echo", "serve", "0", "--host", "localhost", "--mode", mode];
    await using server = await start(typed, 2, network);
    const sockets = announced(server);
    assertEquals(sockets.map(({ host }) => host).toSorted(), ["127.0.0.1", "[::1]"]);
    assertEquals(new Set(sockets.map(({ port }) => port)).size, 1);
    const [ask, expected] = ECHO;
    for (const family of [4, 6] as const) {
      assertEquals(await ask(network, family, server.port), `${expected}\n`);
    }
  }
});
