import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { noise } from "../../_kit/noise.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { treeContents } from "../../_kit/tree_contents.ts";
import { until } from "../../_kit/until.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

const LONG_AGO = new Date("2020-02-29T12:00:00Z");
const BIG = noise(1_000_000);

/** A folder with a bit of everything, and one on the server. */
function fill(temp: TempFolder): string {
  for (const name of ["lab/empty", "lab/deep/empty", "www", "tmp"]) {
    Deno.mkdirSync(`${temp.path}/${name}`, { recursive: true });
  }
  temp.write("lab/a.txt", "one");
  temp.write("lab/sub/d\u00e9 p\u00f4t/q&a;'1'.txt", "two");
  temp.write("lab/sub/big.bin", BIG);
  temp.write("lab/sub/100%#1.txt", "three");
  Deno.chmodSync(temp.path, 0o755);
  Deno.chmodSync(`${temp.path}/www`, 0o777);
  return `${temp.path}/lab`;
}

/** A server that makes folders as files come makes no other. */
function withoutEmpty(contents: Record<string, number>): Record<string, number> {
  const names = Object.keys(contents);
  const isEmpty = (name: string) =>
    name.endsWith("/") && !names.some((other) => !other.endsWith("/") && other.startsWith(name));
  return Object.fromEntries(Object.entries(contents).filter(([name]) => !isEmpty(name)));
}

async function putTwice(url: string, temp: TempFolder, count: number, withEmpty = true): Promise<void> {
  const sent = () =>
    withEmpty ? treeContents(`${temp.path}/lab`) : withoutEmpty(treeContents(`${temp.path}/lab`));
  const put = (...more: string[]) =>
    run(["files", "put", ...more, `${temp.path}/lab`, url], { env: { TMPDIR: `${temp.path}/tmp` } });
  const first = await put();
  assertEquals(first.code, 0, first.stderr);
  assertMatch(first.stderr, new RegExp(`lab: ${count} files sent \\(1 MB in .*\\), 0 up to date\\n$`));
  assertEquals(treeContents(`${temp.path}/www/lab`), sent());
  assertEquals(Deno.readFileSync(`${temp.path}/www/lab/sub/big.bin`), BIG);
  const again = await put();
  assertEquals(again.code, 0, again.stderr);
  assertMatch(again.stderr, new RegExp(`lab: 0 files sent \\(0 B in .*\\), ${count} up to date\\n$`));
  temp.write("lab/new.txt", "new");
  temp.write("lab/a.txt", "longer");
  const refused = await put();
  assertEquals(refused.code, 1);
  assertMatch(refused.stderr, /lab\/a\.txt: another file of this name is there \(--newer/);
  assertEquals(Deno.readTextFileSync(`${temp.path}/www/lab/a.txt`), "one");
  const newer = await put("-N");
  assertEquals(newer.code, 0, newer.stderr);
  assertEquals(treeContents(`${temp.path}/www/lab`), sent());
  assertEquals([...Deno.readDirSync(`${temp.path}/tmp`)], []);
}

peerTest(
  "files put sends a folder to nginx, which knows PUT and MKCOL, and again what is new",
  ["nginx"],
  async () => {
    using temp = new TempFolder();
    fill(temp);
    const dav = `location /dav/ { alias ${temp.path}/www/; dav_methods PUT MKCOL; autoindex on; }`;
    await using nginx = await Nginx.before("http://127.0.0.1:1", "", dav);
    Deno.chmodSync(nginx.temp.path, 0o711); // what it receives goes there first, by another user
    await putTwice(`${nginx.url}/dav/`, temp, 4);
  },
);

Deno.test("files put sends a folder to netlab, which makes what leads to each file, and again what is new", async () => {
  using temp = new TempFolder();
  fill(temp);
  await using server = await serveFolder(`${temp.path}/www`, "--upload", "--existing", "overwrite");
  await putTwice(`${await webAddress(server)}/`, temp, 4, false);
});

Deno.test("files put sends a folder to files receive", async () => {
  using temp = new TempFolder();
  const lab = fill(temp);
  await using server = await Server.start([
    ...["files", "receive", "-d", `${temp.path}/www`, "--count", "4", "--host", "127.0.0.1", "--port", "0"],
  ]);
  const sent = await run(["files", "put", lab, `${await webAddress(server)}/`], {
    env: { TMPDIR: `${temp.path}/tmp` },
  });
  assertEquals(sent.code, 0, sent.stderr);
  assertEquals((await server.child.status).code, 0);
  assertEquals(treeContents(`${temp.path}/www/lab`), withoutEmpty(treeContents(lab)));
  assert(server.lines.some((line) => line.includes("127.0.0.1 has sent lab/sub/big.bin (1 MB)")));
});

Deno.test("files put sends a folder of its own into a drop box: those of two people do not mix", async () => {
  using temp = new TempFolder();
  for (const who of ["anna", "ben"]) Deno.mkdirSync(`${temp.path}/${who}/lab/sub`, { recursive: true });
  for (const name of ["a.txt", "sub/b.txt"]) {
    temp.write(`anna/lab/${name}`, "anna's");
    temp.write(`ben/lab/${name}`, "that of ben");
  }
  Deno.mkdirSync(`${temp.path}/www`);
  await using server = await serveFolder(`${temp.path}/www`, "--upload-only");
  const url = `${await webAddress(server)}/`;
  for (const who of ["anna", "ben"]) {
    const sent = await run(["files", "put", `${temp.path}/${who}/lab`, url]);
    assertEquals(sent.code, 0, sent.stderr);
  }
  assertEquals(treeContents(`${temp.path}/www/lab`), treeContents(`${temp.path}/anna/lab`));
  assertEquals(treeContents(`${temp.path}/www/lab (1)`), treeContents(`${temp.path}/ben/lab`));
  const got = await run(["files", "get", "-r", url, "-o", `${temp.path}/got`]);
  assertEquals(got.code, 1);
  assertStringIncludes(got.stderr, "A drop box does not show what is in it");
});

Deno.test("files put FILE replaces what is there with --newer and --force, and leaves what is the same", async () => {
  using temp = new TempFolder();
  Deno.mkdirSync(`${temp.path}/www`);
  const file = temp.write("a.txt", "one");
  await using server = await serveFolder(`${temp.path}/www`, "--upload", "--existing", "overwrite");
  await using kept = await serveFolder(`${temp.path}/www`, "--upload");
  const put = async (to: typeof server, ...args: string[]) =>
    await run(["files", "put", file, `${await webAddress(to)}/`, ...args]);
  const there = () => Deno.readTextFileSync(`${temp.path}/www/a.txt`);
  assertEquals((await put(kept, "-N")).code, 0);
  assertStringIncludes((await put(kept, "-N")).stderr, "a.txt: the server's is up to date");
  Deno.writeTextFileSync(file, "another");
  const refused = await put(kept, "-N");
  assertEquals([refused.code, there()], [1, "one"]);
  assertStringIncludes(refused.stderr, "may not be replaced");
  assertEquals([(await put(server, "-N")).code, there()], [0, "another"]);
  Deno.writeTextFileSync(`${temp.path}/www/a.txt`, "anothEr");
  assertStringIncludes((await put(server, "-N")).stderr, "is up to date");
  assertEquals([(await put(server, "-f")).code, there()], [0, "another"]);
});

Deno.test("files put DIR counts no bytes of what was refused", async () => {
  using temp = new TempFolder();
  Deno.mkdirSync(`${temp.path}/www`);
  temp.write("lab/a.txt", "four");
  await using server = await serveFolder(`${temp.path}/www`, "--upload", "--max-upload", "3");
  const put = ["files", "put", `${temp.path}/lab`, `${await webAddress(server)}/`];
  const { code, stderr } = await run(put);
  assertEquals(code, 1);
  assertMatch(stderr, /0 files sent \(0 B in /);
  temp.write("lab/a.txt", "new");
  for (const option of ["-N", "-f"]) {
    const sent = await run([...put, option]);
    assertEquals(
      sent.code,
      option === "-N" ? 0 : 1,
      `${option} asks for a replacement only where something is`,
    );
  }
});

Deno.test("files put goes on with a folder where it was killed", async () => {
  using temp = new TempFolder();
  const lab = fill(temp);
  await using server = await serveFolder(`${temp.path}/www`, "--upload", "--manage", "--rate", "500kB/s");
  const put = ["files", "put", lab, `${await webAddress(server)}/`];
  const env = { TMPDIR: `${temp.path}/tmp` };
  const [command, args] = netlab(...put);
  const child = new Deno.Command(command, { args, env, stdin: "null", stdout: "null", stderr: "null" })
    .spawn();
  const part = () =>
    Object.entries(treeContents(`${temp.path}/www`)).find(([name]) => name.endsWith(".part"));
  await until(() => (part()?.[1] ?? 0) > 100_000);
  child.kill("SIGKILL");
  await child.status;
  const kept = part()![1];
  assert(kept < BIG.length);
  const again = await run(put, { env });
  assertEquals(again.code, 0, again.stderr);
  const sent = /sent \(([\d.]+) kB in/.exec(again.stderr)?.[1];
  assert(Number(sent) * 1000 <= BIG.length - kept + 1000, again.stderr);
  assertEquals(treeContents(`${temp.path}/www/lab`), treeContents(lab));
  assertEquals(Deno.readFileSync(`${temp.path}/www/lab/sub/big.bin`), BIG);
});

Deno.test("files put takes for sent what has come to be there while it was looking", async () => {
  using temp = new TempFolder();
  temp.write("lab/same.txt", "one");
  temp.write("lab/other.txt", "two");
  // Its listing is empty when it is read, and both names are taken when they are sent.
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    ({ method, url }) => {
      const name = new URL(url).pathname.split("/").at(-1);
      if (method === "MKCOL") return new Response(null, { status: 201 });
      if (method === "PUT" || method === "POST") return new Response("taken", { status: 409 });
      if (method === "OPTIONS") return new Response(null, { status: 405 });
      if (method === "HEAD" && name?.endsWith(".txt")) {
        const fields = {
          "content-length": name === "same.txt" ? "3" : "4",
          "last-modified": new Date().toUTCString(),
        };
        return new Response(null, { headers: fields });
      }
      return new Response("<html></html>", { headers: { "content-type": "text/html" } });
    },
  );
  const { port } = server.addr as Deno.NetAddr;
  const { code, stderr } = await run(["files", "put", `${temp.path}/lab`, `http://127.0.0.1:${port}/`], {
    env: { TMPDIR: temp.path },
  });
  assertEquals(code, 1, stderr);
  assertMatch(stderr, /lab\/other\.txt: The server answers 409/);
  assertMatch(stderr, /lab: 0 files sent \(.*\), 1 up to date\n$/);
});

Deno.test("files put says once of a folder why it cannot be sent", async () => {
  using temp = new TempFolder();
  const lab = fill(temp);
  Deno.utimeSync(`${lab}/a.txt`, LONG_AGO, LONG_AGO);
  await using server = await serveFolder(`${temp.path}/www`);
  const url = await webAddress(server);
  const rows: [url: string, said: string][] = [
    [`${url}/`, "The server answers 405: This can only be read"],
    [`${url}/none/`, "The server has no such folder"],
  ];
  for (const [where, said] of rows) {
    const { code, stderr } = await run(["files", "put", lab, where]);
    assertEquals(code, 1);
    assertEquals(stderr.trim().split("\n").length, 1, stderr);
    assertStringIncludes(stderr, said);
  }
});
