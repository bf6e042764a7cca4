/**
 * Clients that hang up while they queue: `accept` fails for each of them (ENOTCONN), and says nothing about
 * the server. Ten thousand of them, and then somebody who wants to be served.
 */
import { assert, assertEquals } from "@std/assert";
import { type Ask, askForWebSocket, askOverTls, askPlainly } from "../../_kit/net/ask_once.ts";
import { certificate } from "../../_kit/net/certificate.ts";
import { type Peer, peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { resetBeforeAccept, whileStopped } from "../../_kit/net/resetting_clients.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** As many as surely fit into the queue of a server that does not run. */
const QUEUED = 400;
const ALL = 10_000;
/**
 * Milliseconds: far less than any pause for each of those before, and much for a machine that does other
 * things besides.
 */
const SOON = 5000;

interface Row {
  readonly args: readonly string[];
  /** What a client says at the server's n-th socket, and how the answer begins. */
  readonly talk: readonly (readonly [ask: Ask, heard: string])[];
  readonly peers?: readonly Peer[];
  /** Serves one client in all, who must be none of those that are gone. */
  readonly once?: boolean;
  /** How many come, where a connection that was reset is accepted all the same: each of them is served. */
  readonly count?: number;
  readonly able?: boolean;
}

const GET = "GET /a.txt HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
const TLS = { peers: ["openssl", "socat"] };
/** The relay's TLS is Node's, whose servers work from Deno 2.9 on. */
const NODE_TLS = { ...TLS, able: Number(Deno.version.deno.split(".")[1]) >= 9 };
const OPENSSL = "OPENSSL-LISTEN:0,bind=127.0.0.1,cert=s.pem,verify=0";

const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"];
const SERVICES = ([
  ...MODES.map((mode): Row => ({
    args: ["echo", "serve", "0", "--mode", mode],
    talk: [[askPlainly("hello\n"), "HELLO\n"]],
  })),
  { args: ["lab", "serve", "0"], talk: [[askPlainly("hello\n"), "HELLO\n"]] },
  {
    args: ["files", "serve", "0", "--http-port", "0"],
    talk: [[askPlainly("a.txt\n"), "OK"], [askPlainly(GET), "HTTP/1.1 200 OK"]],
  },
  {
    args: ["files", "serve", "0", "--no-qr", "--http-port", "0", "--tls"],
    talk: [[askPlainly("a.txt\n"), "OK"], [askOverTls(GET), "HTTP/1.1 200 OK"]],
    ...TLS,
  },
  { args: ["files", "share", "a.txt", "--port", "0"], talk: [[askPlainly(GET), "HTTP/1.1 "]] },
  {
    args: ["files", "share", "a.txt", "--port", "0", "--tls"],
    talk: [[askOverTls(GET), "HTTP/1.1 "]],
    ...TLS,
  },
  { args: ["chat", "serve", "0"], talk: [[askPlainly("Roger\n"), ""]] },
  {
    args: ["chat", "serve", "0", "--web", "0"],
    talk: [[askPlainly("Roger\n"), ""], [askPlainly(GET.replace("a.txt", "")), "HTTP/1.1 200 OK"]],
  },
  { args: ["prime", "serve", "0"], talk: [[askPlainly("97\n"), "T\n"]] },
  { args: ["calc", "serve", "0"], talk: [[askPlainly("6*7\n"), "42"]] },
] satisfies readonly Row[]).map((row: Row): Row => ({ ...row, args: [...row.args, "--host", "127.0.0.1"] }));

const RELAYS = ([
  { args: ["TCP-LISTEN:0,bind=127.0.0.1,fork"], talk: [[askPlainly("hello\n"), "hello\n"]] },
  { args: ["TCP-LISTEN:0,bind=127.0.0.1"], talk: [[askPlainly("hello\n"), "hello\n"]], once: true },
  { args: ["UNIX-LISTEN:s,fork"], talk: [[askPlainly("hello\n"), "hello\n"]], count: 1000 },
  { args: ["WS-LISTEN:0,bind=127.0.0.1,fork"], talk: [[askForWebSocket, "HTTP/1.1 101"]] },
  { args: ["WS-LISTEN:0,bind=127.0.0.1"], talk: [[askForWebSocket, "HTTP/1.1 101"]], once: true },
  { args: [`${OPENSSL},fork`], talk: [[askOverTls("hello\n"), "hello\n"]], ...NODE_TLS },
  { args: [OPENSSL], talk: [[askOverTls("hello\n"), "hello\n"]], once: true, ...NODE_TLS },
] satisfies readonly Row[]).map((row: Row): Row => ({
  ...row,
  args: ["relay", "-d", "-d", "-d", ...row.args, "PIPE"],
}));

for (const row of [...SERVICES, ...RELAYS]) {
  const { args, talk, once = false, count = once ? QUEUED : ALL, peers = [], able = true } = row;
  const name = `netlab ${args.join(" ")} serves at once behind ${count} who reset before they were accepted`;
  if (!able) {
    Deno.test({ name: `${name} (skipped: Node's TLS servers need Deno 2.9)`, ignore: true, fn: () => {} });
    continue;
  }
  peerTest(name, ["python3", ...peers], async () => {
    using folder = new TempFolder();
    folder.write("a.txt", "one\n");
    if (peers.includes("openssl")) await certificate(folder, "s");
    await using server = await Server.start([...args], { cwd: folder.path });
    for (const [index, [ask, heard]] of talk.entries()) {
      const where = args.some((each) => each.startsWith("UNIX")) ? `${folder.path}/s` : server.ports[index]!;
      assertEquals(await whileStopped(server.child, () => resetBeforeAccept(where, QUEUED)), QUEUED);
      assertEquals(await resetBeforeAccept(where, count - QUEUED), count - QUEUED, "the queue stood still");
      const begun = performance.now();
      const answer = await ask(where);
      const ms = performance.now() - begun;
      assertEquals(answer.slice(0, heard.length), heard);
      assert(ms < SOON, `${ms} ms`);
    }
    assertEquals(server.lines.filter((line) => line.includes("cannot accept")), [], "nobody was told of it");
    await server.stop();
  });
}

peerTest("echo serve hears SIGTERM while clients reset without a pause", ["python3"], async () => {
  await using server = await Server.start(["echo", "serve", "0", "--host", "127.0.0.1"]);
  const resets = resetBeforeAccept(server.port, 1_000_000);
  assertEquals(await askPlainly("hello\n")(server.port), "HELLO\n");
  const begun = performance.now();
  assertEquals(await server.stop(), 0);
  assert(performance.now() - begun < SOON);
  assert(await resets < 1_000_000);
});
