import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ServedFolder } from "../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../mod/http/files/files_handler.ts";
import { withRateLimit } from "../../../mod/http/middleware/rate_limit.ts";
import { rateLimits } from "../../../mod/io/rate_limits.ts";
import { Caddy } from "../../_kit/peers/caddy.ts";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { startOnFreePort } from "../../_kit/net/free_port.ts";
import { noise } from "../../_kit/noise.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { treeContents } from "../../_kit/tree_contents.ts";
import { until } from "../../_kit/until.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";

const LONG_AGO = new Date("2020-02-29T12:00:00Z");
const BIG = noise(1_000_000);

/** A folder with a bit of everything. */
function fill(temp: TempFolder): string {
  Deno.utimeSync(temp.write("www/a.txt", "one"), LONG_AGO, LONG_AGO);
  temp.write("www/sub/d\u00e9 p\u00f4t/q&a;'1'.txt", "two");
  temp.write("www/sub/big.bin", BIG);
  temp.write("www/sub/100%#1.txt", "three");
  Deno.mkdirSync(`${temp.path}/www/empty`);
  for (const path of [temp.path, `${temp.path}/www`]) Deno.chmodSync(path, 0o755);
  return `${temp.path}/www`;
}

async function fetchTwice(url: string, temp: TempFolder, as: string): Promise<void> {
  const get = ["files", "get", "-r", url, "-o", `${temp.path}/${as}`];
  const first = await run(get);
  assertEquals(first.code, 0, first.stderr);
  assertMatch(first.stderr, /: 4 files saved in \S+ \(.*\), 0 up to date\n$/);
  assertEquals(treeContents(`${temp.path}/${as}`), treeContents(`${temp.path}/www`));
  assertEquals(Deno.readFileSync(`${temp.path}/${as}/sub/big.bin`), BIG);
  assertEquals(Deno.statSync(`${temp.path}/${as}/a.txt`).mtime, LONG_AGO);
  const again = await run(get);
  assertEquals(again.code, 0, again.stderr);
  assertMatch(again.stderr, /: 0 files saved in \S+ \(.*\), 4 up to date\n$/);
}

peerTest(
  "files get -r fetches the tree of nginx, Caddy, python3 -m http.server and netlab, and again only what is new",
  ["nginx", "caddy", "python3"],
  async () => {
    using temp = new TempFolder();
    const www = fill(temp);
    const autoindex = `location /files/ { alias ${www}/; autoindex on; }`;
    await using nginx = await Nginx.before("http://127.0.0.1:1", "", autoindex);
    await fetchTwice(`${nginx.url}/files/`, temp, "nginx");
    await using caddy = await Caddy.start(` root * ${www}\n file_server browse`);
    await fetchTwice(`${caddy.url}/`, temp, "caddy");
    const python = await startOnFreePort("python3", (port) => [
      ...["-m", "http.server", `${port}`, "--bind", "127.0.0.1", "--directory", www],
    ]);
    try {
      await fetchTwice(`http://127.0.0.1:${python.port}/`, temp, "python");
    } finally {
      python.child.kill();
      await python.child.status;
    }
    await using server = await HttpTestServer.start(
      filesHandler({ tree: ServedFolder.at(www), title: "www" }),
    );
    await fetchTwice(`${server.url}/`, temp, "netlab");
  },
);

Deno.test("files get -r replaces nothing without -N, and with it what is newer on the server", async () => {
  using temp = new TempFolder();
  const www = fill(temp);
  Deno.mkdirSync(`${temp.path}/here`);
  await using server = await HttpTestServer.start(filesHandler({ tree: ServedFolder.at(www), title: "www" }));
  const get = (...more: string[]) =>
    run(["files", "get", "-r", `${server.url}/sub/`, ...more], { cwd: `${temp.path}/here` });
  assertEquals((await get()).code, 0);
  const mine = `${temp.path}/here/sub/big.bin`;
  assertEquals(Deno.readFileSync(mine), BIG);
  Deno.writeTextFileSync(mine, "mine");
  temp.write("www/sub/new.txt", "new");
  const refused = await get();
  assertEquals(refused.code, 1);
  assertMatch(refused.stderr, /sub\/big\.bin: "\S+big\.bin" is there already \(--newer/);
  assertEquals([Deno.readTextFileSync(mine), Deno.readTextFileSync(`${temp.path}/here/sub/new.txt`)], [
    "mine",
    "new",
  ]);
  assertEquals((await get("-N")).code, 0);
  assertEquals(Deno.readFileSync(mine), BIG);
});

Deno.test("files get -r goes on where it was killed", async () => {
  using temp = new TempFolder();
  const www = fill(temp);
  const files = filesHandler({ tree: ServedFolder.at(www), title: "www" });
  const pages = withRateLimit(files, rateLimits({ server: 500_000 }));
  await using server = await HttpTestServer.start(pages);
  const get = ["files", "get", "-r", `${server.url}/`, "-o", `${temp.path}/got`];
  const [command, args] = netlab(...get);
  const child = new Deno.Command(command, { args, stdin: "null", stdout: "null", stderr: "null" }).spawn();
  const note = `${temp.path}/got/sub/big.bin.part.json`;
  await until(() => {
    try {
      return JSON.parse(Deno.readTextFileSync(note)).ranges.length > 0;
    } catch {
      return false;
    }
  });
  child.kill("SIGKILL");
  await child.status;
  const { end } = JSON.parse(Deno.readTextFileSync(note)).ranges[0];
  assert(end > 0 && end < BIG.length);
  const again = await run(get);
  assertEquals(again.code, 0, again.stderr);
  assertEquals(treeContents(`${temp.path}/got`), treeContents(www));
  assertEquals(Deno.readFileSync(`${temp.path}/got/sub/big.bin`), BIG);
});

Deno.test("files get -r ends with 1 when something is missing, and fetches the rest; its bounds end it", async () => {
  using temp = new TempFolder();
  const www = fill(temp);
  const pages = filesHandler({ tree: ServedFolder.at(www), title: "www" });
  await using server = await HttpTestServer.start((request) =>
    pages(request.path === "/a.txt" ? { ...request, path: "/gone.txt" } : request)
  );
  const get = (...more: string[]) => run(["files", "get", "-r", `${server.url}/`, ...more]);
  const { code, stderr } = await get("-o", `${temp.path}/got`);
  assertEquals(code, 1);
  assertMatch(stderr, /netlab files get: http:\S+\/a\.txt: The server answers 404/);
  assertEquals(Deno.readFileSync(`${temp.path}/got/sub/big.bin`), BIG);
  const few = await get("-o", `${temp.path}/few`, "--max-files", "2");
  assertEquals(few.code, 1);
  assertStringIncludes(few.stderr, "more than 2 files (--max-files)");
  const small = await get("-o", `${temp.path}/small`, "--max-total", "100kB");
  assertEquals(small.code, 1);
  assertStringIncludes(small.stderr, "more than 100 kB in all (--max-total)");
  assertEquals((await get("-o", "-")).code, 2);
  const flat = await get("-o", `${temp.path}/flat`, "-l", "1");
  assertEquals([flat.code, Object.keys(treeContents(`${temp.path}/flat`))], [1, []]);
});
