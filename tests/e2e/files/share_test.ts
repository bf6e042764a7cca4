import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";

const CONTENT = noise(3_000_000);

async function sharing(path: string, ...args: string[]): Promise<{ server: Server; url: string }> {
  const server = await Server.start(["files", "share", path, "--port", "0", "--host", "127.0.0.1", ...args]);
  return { server, url: await webAddress(server) };
}

/** Reads a little and leaves. */
const QUITTER = `
import socket, sys, urllib.parse
url = urllib.parse.urlparse(sys.argv[1])
client = socket.create_connection((url.hostname, url.port))
client.sendall(f"GET {url.path} HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n".encode())
client.recv(int(sys.argv[2]))
client.close()
`;

peerTest("files share outlives everything that is not a download", ["curl", "python3"], async () => {
  using temp = new TempFolder();
  const { server, url } = await sharing(temp.write("a.bin", CONTENT));
  await using _server = server;
  const tag = /etag: (\S+)/i.exec(await curl(["-I", url]))![1]!;
  assertEquals(await curlStatus("-H", `If-None-Match: ${tag}`, url), 304);
  assertEquals(await curlStatus("-r", "0-99", url), 206);
  assertEquals(await curlStatus("-r", "-99", url), 206);
  assertEquals(await curlStatus("-r", "9000000-", url), 416);
  assertEquals(await curlStatus(url.replace(/[\w-]{4}\/a\.bin/, "xxxx/a.bin")), 404);
  assertEquals(await curlStatus("-d", "x", url), 405);
  for (const bytes of ["1", "1000", "2000000"]) await runCommand("python3", ["-c", QUITTER, url, bytes]);
  assertEquals(await curlStatus("-r", "-99", url), 206);
  await runCommand("curl", ["-sS", "-o", `${temp.path}/got`, url]);
  assertEquals(await server.child.status.then(({ code }) => code), 0);
  assertEquals(Deno.readFileSync(`${temp.path}/got`), CONTENT);
  assert(server.lines.some((line) => line.includes("127.0.0.1 has received a.bin (3 MB)")));
});

peerTest("files share counts a download that was killed and resumed", ["curl"], async () => {
  using temp = new TempFolder();
  const { server, url } = await sharing(temp.write("a.bin", CONTENT), "--rate", "3MB/s");
  await using _server = server;
  const got = `${temp.path}/got`;
  const first = await runCommand("curl", ["-sS", "--max-time", "0.5", "-o", got, url]);
  assertEquals(first.code, 28);
  const { size } = Deno.statSync(got);
  assert(size > 0 && size < CONTENT.length, `${size}`);
  assertEquals((await runCommand("curl", ["-sS", "-C", "-", "-o", got, url])).code, 0);
  assertEquals(await server.child.status.then(({ code }) => code), 0);
  assertEquals(Deno.readFileSync(got), CONTENT);
});

peerTest("files share lets those finish who had begun, and nobody else", ["curl"], async () => {
  using temp = new TempFolder();
  const { server, url } = await sharing(temp.write("a.bin", CONTENT), "--rate", "6MB/s");
  await using _server = server;
  const got = await Promise.all([1, 2, 3].map(async (each) => {
    const { code } = await runCommand("curl", ["-sSf", "-o", `${temp.path}/got${each}`, url]);
    return code;
  }));
  assertEquals(await server.child.status.then(({ code }) => code), 0);
  for (const [at, code] of got.entries()) {
    if (code === 0) assertEquals(Deno.readFileSync(`${temp.path}/got${at + 1}`), CONTENT);
  }
  const received = server.lines.filter((line) => line.includes("has received a.bin"));
  assertEquals(received.length, got.filter((code) => code === 0).length);
  for (const line of received) assert(line.endsWith("has received a.bin (3 MB)"), line);
});

peerTest(
  "files share understands wget, and a download manager with four connections",
  ["wget", "aria2c"],
  async () => {
    using temp = new TempFolder();
    const path = temp.write("a.bin", noise(20_000_000));
    const { server, url } = await sharing(path, "--count", "2");
    await using _server = server;
    assertEquals((await runCommand("wget", ["-q", "-P", `${temp.path}/wget`, url])).code, 0);
    const aria = ["-q", "-x4", "-s4", "-k1M", "-d", `${temp.path}/aria`, url];
    assertEquals((await runCommand("aria2c", aria)).code, 0);
    assertEquals(await server.child.status.then(({ code }) => code), 0);
    const content = Deno.readFileSync(path);
    for (const peer of ["wget", "aria"]) {
      assertEquals(
        Deno.readFileSync(`${temp.path}/${peer}/a.bin`),
        content,
      );
    }
  },
);

peerTest(
  "files share counts what a browser fetches twice once, and no preview",
  ["chromium", "curl"],
  async () => {
    using temp = new TempFolder();
    const { server, url } = await sharing(temp.write("a.bin", CONTENT));
    await using _server = server;
    assertStringIncludes(await curl(["-A", "WhatsApp/2", url]), 'property="og:title" content="a.bin"');
    assertEquals(await curlStatus("-I", "-A", "TelegramBot (like TwitterBot)", url), 200);
    await using chromium = await TestBrowser.start();
    const page = await chromium.browser.newPage();
    for (const _again of [1, 2]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.goto(url).catch(() => {/* it is saved, not shown */}),
      ]);
      assertEquals(Deno.readFileSync(await download.path()), CONTENT);
    }
    assertEquals(await curlStatus(url), 410);
    assertEquals(await server.child.status.then(({ code }) => code), 0);
    assertEquals(server.lines.filter((line) => line.includes("has received")).length, 1);
  },
);

peerTest("files share hands several files and folders over as one zip", ["curl", "unzip"], async () => {
  using temp = new TempFolder();
  temp.write("lab/sub/b.txt", "b");
  temp.write("lab/.hidden", "h");
  const { server, url } = await sharing(temp.write("a.txt", "a"), `${temp.path}/lab`);
  await using _server = server;
  assertMatch(url, /\/files\.zip$/);
  await curl(["-o", `${temp.path}/got.zip`, url]);
  const { stdout } = await runCommand("unzip", ["-Z1", `${temp.path}/got.zip`]);
  assertEquals(stdout.trim().split("\n"), ["a.txt", "lab/", "lab/sub/", "lab/sub/b.txt"]);
  assertEquals(await server.child.status.then(({ code }) => code), 0);
});

Deno.test("files share gives up after --timeout with 1, and ends by a signal with the signal's code", async () => {
  using temp = new TempFolder();
  const path = temp.write("a.txt", "a");
  const late = await run(["files", "share", path, "--port", "0", "--timeout", "0.2"]);
  assertEquals(late.code, 1);
  assertStringIncludes(late.stderr, "nobody has fetched it within 0.2 seconds");
  const { server } = await sharing(path);
  assertEquals(await server.stop("SIGINT"), 130);
});

Deno.test("files share says what is wrong before it listens", async () => {
  using temp = new TempFolder();
  const none = await run(["files", "share", `${temp.path}/none`]);
  assertEquals([none.code, none.stderr], [
    1,
    `netlab: Cannot share "${temp.path}/none": there is no such file\n`,
  ]);
  assertEquals((await run(["files", "share"])).code, 2);
  assertEquals((await run(["files", "share", "x", "--count", "0"])).code, 2);
});
