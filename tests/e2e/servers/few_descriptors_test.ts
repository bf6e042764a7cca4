/**
 * What becomes of servers that run out of descriptors, as under `ulimit -n 64`: whoever asked gets an answer,
 * later.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Ask, askForWebSocket, askOverTls, askPlainly } from "../../_kit/net/ask_once.ts";
import { certificate } from "../../_kit/net/certificate.ts";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Relay } from "../../_kit/program/relay.ts";
import { Server } from "../../_kit/program/server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { pause, until } from "../../_kit/until.ts";

const HERE = ["--host", "127.0.0.1"];
/** More than fit into the limit when each takes an isolate, a child or a second socket. */
const CROWD = 24;

const GET = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
const ABLE = Number(Deno.version.deno.split(".")[1]) >= 9;

/** The runtime 2.7 keeps two descriptors of each thread that has ended. */
const MODES = ABLE ? ["thread", "process"] : ["process"];

for (const mode of MODES) {
  peerTest(
    `echo serve --mode ${mode} serves more clients than it has descriptors for`,
    ["prlimit"],
    async () => {
      await using server = await Server.start(["echo", "serve", "0", ...HERE, "--mode", mode]);
      await limit(server);
      const answers = await Promise.all(
        Array.from({ length: CROWD }, (_, n) => ask(server.port, `client ${n}`)),
      );
      assertEquals(answers, Array.from({ length: CROWD }, (_, n) => `CLIENT ${n}\n`));
    },
  );
}

for (const right of ["EXEC", "TCP"]) {
  peerTest(
    `relay to ${right} serves more clients than it has descriptors for`,
    ["prlimit", "cat"],
    async () => {
      await using target = await Server.start(["echo", "serve", "0", ...HERE, "--transform", "none"]);
      const other = right === "EXEC" ? "EXEC:cat" : `TCP:127.0.0.1:${target.port}`;
      const addresses = ["TCP-LISTEN:0,fork,bind=127.0.0.1", other];
      await using server = await Relay.start("-t", "60", ...addresses);
      const { port } = server;
      await limit(server.server);
      const answers = await Promise.all(Array.from({ length: CROWD }, (_, n) => ask(port, `client ${n}`)));
      assertEquals(answers, Array.from({ length: CROWD }, (_, n) => `client ${n}\n`));
    },
  );
}

peerTest(
  "prime serve outlives a long computation for which there is no descriptor",
  ["prlimit"],
  async () => {
    await using server = await Server.start(["prime", "serve", "0", ...HERE]);
    await limit(server);
    using early = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    assertEquals(await question(early, "4"), "F");
    using crowd = await fill(server);
    const answer = question(early, String(10n ** 99n + 289n));
    // Long enough for a thread to fail to start, had one been started
    await pause(300);
    crowd.dispose();
    assertEquals(await answer, "T");
  },
);

peerTest(
  "chat serve --web opens its door to browsers again, and the room goes on",
  ["prlimit", "nc"],
  async () => {
    await using server = await Server.start(["chat", "serve", "0", "--web", "0", ...HERE]);
    const web = Number(
      /:(\d+)\/ in a browser/.exec(await server.line((line) => line.includes("in a browser")))![1],
    );
    await using roger = await ChatPeer.nc(server.ports[0]!, "Roger");
    await limit(server);
    {
      using _crowd = await connectMany(web, 100);
      await until(() => [...Deno.readDirSync(`/proc/${server.child.pid}/fd`)].length > 60);
    }
    assertStringIncludes(await page(web), "<title>");
    roger.say("/all still here");
    await roger.until("[Roger] still here");
  },
);

/** How a server is started, how a client asks it, how the answer begins; and on which address. */
type Recovering = readonly [args: string[], ask: Ask, heard: string, hostname?: string];
/** What goes through Node's modules, from Deno 2.9 on. */
const NODES: readonly Recovering[] = [
  [
    ["relay", "-d", "-d", "OPENSSL-LISTEN:0,fork,cert=s.pem,verify=0", "PIPE"],
    askOverTls("hello\n"),
    "hello\n",
  ],
  [
    ["relay", "-d", "-d", "TCP6-LISTEN:0,fork,ipv6-v6only", "PIPE"],
    askPlainly("hello\n", "::1"),
    "hello\n",
    "::1",
  ],
];
const RECOVERING: readonly Recovering[] = [
  [["echo", "serve", "0", ...HERE], askPlainly("hello\n"), "HELLO\n"],
  [["files", "serve", "0", "--http-port", "0", ...HERE], askPlainly(GET), "HTTP/1.1 "],
  [["files", "serve", "0", "--http-port", "0", "--tls", ...HERE], askOverTls(GET), "HTTP/1.1 "],
  [["relay", "-d", "-d", "TCP-LISTEN:0,fork", "PIPE"], askPlainly("hello\n"), "hello\n"],
  [["relay", "-d", "-d", "WS-LISTEN:0,fork", "PIPE"], askForWebSocket, "HTTP/1.1 101"],
  ...(ABLE ? NODES : []),
];

for (const [args, ask, heard, hostname] of RECOVERING) {
  peerTest(
    `netlab ${args.join(" ")} accepts again when those who took its descriptors have left`,
    ["prlimit", "openssl", "socat"],
    async () => {
      using folder = new TempFolder();
      await certificate(folder, "s");
      await using server = await Server.start(args, { cwd: folder.path });
      const sockets = args.includes("--http-port") ? 2 : 1;
      await until(() => server.ports.length === sockets);
      const port = server.ports.at(-1)!;
      const answers = async () => assertEquals((await ask(port)).slice(0, heard.length), heard);
      // From source, what serves a client is loaded with the first: that, too, takes descriptors.
      await answers();
      await limit(server);
      {
        using _crowd = await connectMany(port, 100, hostname);
        await until(() => [...Deno.readDirSync(`/proc/${server.child.pid}/fd`)].length > 60);
      }
      const begun = performance.now();
      await answers();
      assert(performance.now() - begun < 20_000);
    },
  );
}

async function limit(server: Server): Promise<void> {
  const { code, stderr } = await runCommand("prlimit", ["--pid", `${server.child.pid}`, "--nofile=64:"]);
  assertEquals(code, 0, stderr);
}

/** Takes all the descriptors. */
async function fill(server: Server): Promise<DisposableStack> {
  const crowd = await connectMany(server.port, 60);
  await server.line((line) => line.includes("cannot accept a client for the moment"));
  return crowd;
}

async function connectMany(
  port: number,
  count: number,
  hostname = "127.0.0.1",
): Promise<DisposableStack> {
  const crowd = new DisposableStack();
  for (let left = count; left > 0; left--) {
    const conn = await Deno.connect({ hostname, port }).catch(() => undefined); // the door may close
    if (conn) crowd.use(conn);
  }
  return crowd;
}

/** One line, and all that comes back after the half-close. */
async function ask(port: number, line: string): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(new TextEncoder().encode(`${line}\n`));
  await conn.closeWrite();
  return await new Response(conn.readable).text();
}

async function question(conn: Deno.Conn, line: string): Promise<string> {
  await conn.write(new TextEncoder().encode(`${line}\n`));
  const buffer = new Uint8Array(100);
  return new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0)).trim();
}

async function page(port: number): Promise<string> {
  for (let tries = 0;; tries++) {
    try {
      return await (await fetch(`http://127.0.0.1:${port}/`)).text();
    } catch (error) {
      if (tries > 100) throw error;
      await pause(100);
    }
  }
}
