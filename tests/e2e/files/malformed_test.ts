import { assert, assertEquals } from "@std/assert";
import { deadline } from "@std/async";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { latin1Bytes } from "../../_kit/latin1.ts";
import { readAll } from "../../_kit/net/read_all.ts";
import { statuses } from "../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curlStatus } from "../../_kit/web/curl.ts";

const HOST = "Host: localhost\r\n";
const PUT = `PUT /new HTTP/1.1\r\n${HOST}`;
const CHUNKED = `${PUT}Transfer-Encoding: chunked\r\n\r\n`;
const FORM = `POST / HTTP/1.1\r\n${HOST}Content-Type: multipart/form-data; boundary=x\r\n`;

/** Requests that are none, or that two servers could read differently, and what the answer to each is. */
const MALFORMED: readonly [text: string, status: number][] = [
  ["\0\r\n\r\n", 400],
  ["GET\r\n\r\n", 400],
  ["GET /\r\n\r\n", 400],
  ["GET / HTTP/1.1 x\r\n\r\n", 400],
  [" GET / HTTP/1.1\r\n\r\n", 400],
  ["GET  / HTTP/1.1\r\n\r\n", 400],
  ["GET\t/\tHTTP/1.1\r\n\r\n", 400],
  ["G(T / HTTP/1.1\r\n\r\n", 400],
  ["GET / http/1.1\r\n\r\n", 400],
  ["GET / HTTP/11\r\n\r\n", 400],
  ["GET / HTTP/2.0\r\n\r\n", 505],
  ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505],
  [`GET /a\x01b HTTP/1.1\r\n${HOST}\r\n`, 400],
  [`GET /#a HTTP/1.1\r\n${HOST}\r\n`, 400],
  [`GET a HTTP/1.1\r\n${HOST}\r\n`, 400],
  [`GET /%zz HTTP/1.1\r\n${HOST}\r\n`, 400],
  [`GET /%00 HTTP/1.1\r\n${HOST}\r\n`, 404],
  [`GET /${"a".repeat(9000)} HTTP/1.1\r\n${HOST}\r\n`, 414],
  ["GET / HTTP/1.1\r\n\r\n", 400],
  [`GET / HTTP/1.1\r\n${HOST}${HOST}\r\n`, 400],
  ["GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400],
  ["GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400],
  [`GET / HTTP/1.1\r\n${HOST}No colon\r\n\r\n`, 400],
  [`GET / HTTP/1.1\r\n${HOST}: empty\r\n\r\n`, 400],
  [`GET / HTTP/1.1\r\n${HOST}A : b\r\n\r\n`, 400],
  [`GET / HTTP/1.1\r\n${HOST}A: b\r\n c\r\n\r\n`, 400],
  [`GET / HTTP/1.1\r\n${HOST}A: b\x00c\r\n\r\n`, 400],
  [`GET / HTTP/1.1\r\n${HOST}A: b\rc\r\n\r\n`, 400],
  [`GET / HTTP/1.1\r\n${HOST}${"A: b\r\n".repeat(101)}\r\n`, 431],
  [`GET / HTTP/1.1\r\n${HOST}A: ${"b".repeat(40_000)}\r\n\r\n`, 431],
  ["\r\n".repeat(40_000), 431],
  [`${PUT}Content-Length: -1\r\n\r\n`, 400],
  [`${PUT}Content-Length: +1\r\n\r\na`, 400],
  [`${PUT}Content-Length: 0x1\r\n\r\na`, 400],
  [`${PUT}Content-Length: 1e3\r\n\r\na`, 400],
  [`${PUT}Content-Length: 99999999999999999999\r\n\r\na`, 400],
  [`${PUT}Content-Length: 1, 1\r\n\r\na`, 400],
  [`${PUT}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400],
  [`${PUT}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  [`${PUT}Transfer-Encoding: chunked, gzip\r\n\r\n`, 400],
  [`${PUT}Transfer-Encoding: gzip, chunked\r\n\r\n`, 501],
  [`${PUT}Transfer-Encoding: xchunked\r\n\r\n`, 400],
  [`PUT /new HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  [`${CHUNKED}g\r\n`, 400],
  [`${CHUNKED}-1\r\n`, 400],
  [`${CHUNKED}0x1\r\n`, 400],
  [`${CHUNKED} 1\r\na\r\n`, 400],
  [`${CHUNKED}1\na\n`, 400],
  [`${CHUNKED}1\r\nab\r\n`, 400],
  [`${CHUNKED}${"f".repeat(14)}\r\n`, 400],
  [`${CHUNKED}1;${"x".repeat(5000)}`, 400],
  [`${CHUNKED}0\r\n${"a: b\r\n".repeat(2000)}\r\n`, 400],
  [`${FORM}Content-Length: 5\r\n\r\nhello`, 400],
  [`${FORM}Content-Length: 20000\r\n\r\n--x\r\n${"a: b\r\n".repeat(3000)}`, 400],
  [`POST / HTTP/1.1\r\n${HOST}Content-Length: 0\r\n\r\n`, 415],
];

async function serving(dir: string): Promise<{ server: Server; url: string; port: number }> {
  const args = ["files", "serve", "0", "--dir", dir, "--upload", "--host", "127.0.0.1", "--http-port", "0"];
  const server = await Server.start(args);
  const url = await webAddress(server);
  return { server, url, port: Number(new URL(url).port) };
}

/** Memory now, kilobytes, and processor time so far, seconds (proc(5); a tick is a hundredth). */
async function usage(server: Server): Promise<{ memory: number; seconds: number }> {
  if (Deno.build.os !== "linux") return { memory: 0, seconds: 0 };
  const proc = `/proc/${server.child.pid}`;
  const memory = Number(/^VmRSS:\s*(\d+)/m.exec(await Deno.readTextFile(`${proc}/status`))![1]);
  const times = (await Deno.readTextFile(`${proc}/stat`)).split(") ")[1]!.split(" ");
  return { memory, seconds: (Number(times[11]) + Number(times[12])) / 100 };
}

async function ask(port: number, text: string): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const said = readAll(conn);
  await conn.write(latin1Bytes(text)).catch(() => {/* refused before all of it was sent */});
  await conn.closeWrite().catch(() => {});
  return await deadline(said, 20_000);
}

Deno.test("files serve refuses every malformed request with one answer, and closes", async () => {
  using temp = new TempFolder();
  const { server, port } = await serving(temp.path);
  await using _server = server;
  for (const [text, status] of MALFORMED) {
    const said = await ask(port, text);
    assertEquals(statuses(said).filter((each) => each !== 100), [status], text.slice(0, 200));
    assert(!said.includes("<reset>"), text.slice(0, 200));
  }
  assertEquals(temp.names(), []);
});

Deno.test("files serve spends little on malformed requests, however many come", async () => {
  using temp = new TempFolder();
  const { server, port } = await serving(temp.path);
  await using _server = server;
  const round = async (times: number) => {
    for (let i = 0; i < times; i++) await Promise.all(MALFORMED.map(([text]) => ask(port, text)));
  };
  await round(3);
  const before = await usage(server);
  await round(10);
  const after = await usage(server);
  assert(after.memory - before.memory < 150_000, `${before.memory} kB, then ${after.memory}`);
  assert(after.seconds - before.seconds < 20, `${after.seconds - before.seconds} s`);
  assertEquals(await curlStatus(`http://127.0.0.1:${port}/`), 200);
});

const SLOW: Record<string, string[]> = {
  "heads (-H)": ["-H", "-i", "1"],
  "bodies (-B)": ["-B", "-i", "1", "-s", "100000", "-t", "PUT"],
  "readers (-X)": ["-X", "-w", "1", "-y", "32", "-n", "1", "-z", "32"],
  "ranges (-R)": ["-R", "-a", "10", "-b", "300"],
};

for (const [what, options] of Object.entries(SLOW)) {
  peerTest(`files serve stays available to others under slow ${what}`, ["slowhttptest", "curl"], async () => {
    using temp = new TempFolder();
    temp.write("a.txt", "hello");
    temp.write("big.bin", new Uint8Array(5_000_000));
    const { server, url } = await serving(temp.path);
    await using _server = server;
    const target = `${url}/${what.startsWith("bodies") ? "slow" : "big.bin"}`;
    const args = ["-c", "200", "-r", "200", "-l", "3", "-p", "5", ...options, "-u", target];
    const attack = runCommand("slowhttptest", args);
    let over = false;
    attack.finally(() => over = true);
    do assertEquals(await curlStatus("-m", "10", `${url}/a.txt`), 200); while (!over);
    assert(!/service available:\S*\s+\S*NO/.test((await attack).stdout), (await attack).stdout);
    // What was not complete is not kept.
    while (temp.names().some((name) => name.startsWith("."))) await curlStatus(`${url}/a.txt`);
    assertEquals(temp.names(), ["a.txt", "big.bin"]);
  });
}
