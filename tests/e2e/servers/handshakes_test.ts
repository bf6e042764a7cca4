/**
 * Clients that die, dawdle or say nothing before they have shaken hands (TLS, WebSocket): they hold up
 * nobody, are bounded in number, and leave nothing behind.
 */
import { assert, assertEquals } from "@std/assert";
import { type Ask, askForWebSocket, askOverTls } from "../../_kit/net/ask_once.ts";
import { certificate } from "../../_kit/net/certificate.ts";
import { type Peer, peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

/** More than may be in their handshake at once, `mod/net/accept/handshakes.ts`. */
const SILENT = 300;
const MOST = 256;
const DYING = 200;
/** Milliseconds: less than any handshake may take before it is given up, and much for a busy machine. */
const SOON = 8000;

interface Row {
  readonly args: readonly string[];
  readonly ask: Ask;
  readonly heard: string;
  /** How a handshake begins that is then broken off. */
  readonly half: Uint8Array;
  readonly peers: readonly Peer[];
  /** Serves one client in all. */
  readonly once?: boolean;
}

const text = (said: string) => new TextEncoder().encode(said);
/** The head of a TLS record and of a ClientHello, of which most is missing (RFC 8446 §4.1.2 and §5.1). */
const HELLO = Uint8Array.of(22, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3, ...new Uint8Array(30));
const GET = "GET /a.txt HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

const HTTPS = { ask: askOverTls(GET), heard: "HTTP/1.1 ", half: HELLO, peers: ["openssl", "socat"] };
const NODE_TLS = {
  ask: askOverTls("hello\n"),
  heard: "hello\n",
  half: HELLO,
  peers: ["openssl", "socat"],
};
const WEBSOCKET = { ask: askForWebSocket, heard: "HTTP/1.1 101", half: text("GET / HT"), peers: [] };

const FILES = ["files", "serve", "0", "--host", "127.0.0.1", "--http-port", "0", "--tls", "--no-qr"];
const OPENSSL = "OPENSSL-LISTEN:0,bind=127.0.0.1,cert=s.pem,verify=0";
const WS = "WS-LISTEN:0,bind=127.0.0.1";
const relay = (address: string) => ["relay", "-d", "-d", address, "PIPE"];
const ROWS: readonly Row[] = [
  { args: FILES, ...HTTPS },
  { args: [...FILES, "--max-conns", "1"], ...HTTPS },
  { args: ["files", "share", "a.txt", "--host", "127.0.0.1", "--port", "0", "--tls"], ...HTTPS },
  { args: relay(`${OPENSSL},fork`), ...NODE_TLS },
  { args: relay(OPENSSL), once: true, ...NODE_TLS },
  { args: relay(`${WS},fork`), ...WEBSOCKET },
  { args: relay(WS), once: true, ...WEBSOCKET },
];

for (const { args, ask, heard, half, peers, once = false } of ROWS) {
  peerTest(`netlab ${args.join(" ")} serves others while handshakes dawdle and die`, [...peers], async () => {
    using folder = new TempFolder();
    folder.write("a.txt", "one\n");
    if (peers.includes("openssl")) await certificate(folder, "s");
    await using server = await Server.start([...args], { cwd: folder.path });
    // Where files are served, the last socket is the one of HTTP.
    const port = await lastPort(server, args.includes("--http-port") ? 2 : 1);
    const soon = async () => {
      const begun = performance.now();
      assertEquals((await ask(port)).slice(0, heard.length), heard);
      const ms = performance.now() - begun;
      assert(ms < SOON, `${ms} ms`);
    };
    if (!once) await soon();
    const before = descriptors(server);
    {
      using _dying = await crowd(port, DYING, half);
      if (!once) await soon();
    }
    {
      using _nonsense = await crowd(port, DYING, text("nonsense\r\n\r\n"));
    }
    using silent = await crowd(port, SILENT);
    await soon();
    if (once) return;
    await until(() => descriptors(server) <= before + MOST + 10);
    await soon();
    silent.dispose();
    await until(() => descriptors(server) <= before + 10);
    await soon();
    assertEquals(server.lines.filter((line) => /cannot accept|connection \d+ failed/.test(line)), []);
  });
}

/**
 * So many who connect, say something and then wait; gone at the end. A full queue makes them wait for a
 * second.
 */
async function crowd(port: number, count: number, said?: Uint8Array): Promise<DisposableStack> {
  const all = new DisposableStack();
  for (let left = count; left > 0; left--) {
    const conn = all.use(await Deno.connect({ hostname: "127.0.0.1", port }));
    if (said !== undefined) await conn.write(said).catch(() => {/* refused already */});
  }
  return all;
}

async function lastPort(server: Server, sockets: number): Promise<number> {
  await until(() => server.ports.length >= sockets);
  return server.ports.at(-1)!;
}

/** How many the server has open, where the system tells. */
function descriptors(server: Server): number {
  if (Deno.build.os !== "linux") return 0;
  return [...Deno.readDirSync(`/proc/${server.child.pid}/fd`)].length;
}
