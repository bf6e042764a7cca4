import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { RefusedFile, ServedFolder } from "../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../mod/http/files/files_handler.ts";
import { withSecurityFields } from "../../../mod/http/middleware/security_fields.ts";
import { readAll } from "../../_kit/net/read_all.ts";
import { HttpTestServer, statuses } from "../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { latin1Bytes, latin1Text } from "../../_kit/latin1.ts";
import { noise } from "../../_kit/noise.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

/** A folder on the web. */
async function serving(temp: TempFolder, hidden = false): Promise<HttpTestServer> {
  const tree = ServedFolder.at(temp.path, { hidden });
  return await HttpTestServer.start(withSecurityFields(filesHandler({ tree, title: "root" })));
}

async function get(
  server: HttpTestServer,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
) {
  const response = await fetch(server.url + path, {
    headers: { "accept-encoding": "identity", ...headers },
    method,
    redirect: "manual",
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

Deno.test("filesHandler() sends a file with everything that describes it", async () => {
  using temp = new TempFolder();
  temp.write("é a.txt", "hello");
  await using server = await serving(temp);
  const { status, headers, text } = await get(server, "/%C3%A9%20a.txt");
  assertEquals([status, text, headers.get("content-length")], [200, "hello", "5"]);
  assertEquals(headers.get("content-type"), "text/plain; charset=utf-8");
  assertStringIncludes(headers.get("content-disposition")!, "filename*=UTF-8''%C3%A9%20a.txt");
  assertMatch(headers.get("etag")!, /^"5-[0-9a-f]+"$/);
  assertEquals(headers.get("x-content-type-options"), "nosniff");
  assertMatch(
    (await get(server, "/%C3%A9%20a.txt?download")).headers.get("content-disposition")!,
    /^attachment/,
  );
});

Deno.test("filesHandler() writes the sizes of a folder in the language of the page", async () => {
  using temp = new TempFolder();
  temp.write("a.bin", noise(1500));
  await using server = await serving(temp);
  const rows = [["en", "1 file, 1.5 kB", "1.5 kB"], ["fr", "1 fichier, 1,5\u00a0ko", "1,5\u00a0ko"]] as const;
  for (const [language, count, size] of rows) {
    const { text } = await get(server, "/", { "accept-language": language });
    assertStringIncludes(text, `<p class="count">${count} `);
    assertStringIncludes(text, `<td class="size">${size}</td>`);
  }
});

Deno.test("filesHandler() answers ranges, conditions and both together", async () => {
  using temp = new TempFolder();
  temp.write("a.bin", "0123456789");
  await using server = await serving(temp);
  const tag = (await get(server, "/a.bin")).headers.get("etag")!;
  const one = await get(server, "/a.bin", { range: "bytes=2-4" });
  assertEquals([one.status, one.text, one.headers.get("content-range")], [206, "234", "bytes 2-4/10"]);
  const none = await get(server, "/a.bin", { range: "bytes=20-" });
  assertEquals([none.status, none.headers.get("content-range")], [416, "bytes */10"]);
  assertEquals((await get(server, "/a.bin", { range: "bytes=2-4", "if-range": tag })).status, 206);
  assertEquals(
    (await get(server, "/a.bin", { range: "bytes=2-4", "if-range": '"other"' })).text,
    "0123456789",
  );
  assertEquals((await get(server, "/a.bin", { "if-none-match": tag })).status, 304);
  assertEquals((await get(server, "/a.bin", { "if-none-match": tag, range: "bytes=2-4" })).status, 304);
  assertEquals((await get(server, "/a.bin", { "if-match": '"other"' })).status, 412);
  assertEquals(
    (await get(server, "/a.bin", { range: "bytes=2-4" }, "HEAD")).headers.get("content-length"),
    "10",
  );
});

Deno.test("filesHandler() sends several ranges as one multipart whose length is right", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "0123456789");
  await using server = await serving(temp);
  const { status, headers, text } = await get(server, "/a.txt", { range: "bytes=0-1,8-" });
  const boundary = /^multipart\/byteranges; boundary=(.+)$/.exec(headers.get("content-type")!)![1]!;
  assertEquals([status, Number(headers.get("content-length"))], [206, text.length]);
  const parts = text.split(`--${boundary}`);
  assertEquals([parts.length, parts[3]!.trim()], [4, "--"]);
  assertMatch(parts[1]!, /content-range: bytes 0-1\/10\r\n\r\n01\r\n$/);
  assertMatch(parts[2]!, /content-range: bytes 8-9\/10\r\n\r\n89\r\n$/);
});

Deno.test("filesHandler() compresses text for those who can read it, under another tag", async () => {
  using temp = new TempFolder();
  const text = "all work and no play\n".repeat(1000);
  temp.write("a.txt", text);
  await using server = await serving(temp);
  const plain = await get(server, "/a.txt");
  const packed = await get(server, "/a.txt", { "accept-encoding": "gzip" });
  assertEquals([packed.text === text, packed.headers.get("vary")], [true, "Accept-Encoding"]);
  assert(packed.headers.get("etag") !== plain.headers.get("etag"));
  assertEquals(
    (await get(server, "/a.txt", { "accept-encoding": "gzip", "if-none-match": packed.headers.get("etag")! }))
      .status,
    304,
  );
  assertEquals((await get(server, "/a.txt", { "accept-encoding": "gzip", range: "bytes=0-2" })).text, "all");
});

const ATTACKS = [
  "/../secret",
  "/%2e%2e/secret",
  "/..%2fsecret",
  "/%2e%2e%2fsecret",
  "/sub/../../secret",
  "/sub/%2e%2e/%2e%2e/secret",
  "/..%5csecret",
  "/..%c0%afsecret",
  "/%2fetc/passwd",
  "//etc/passwd",
  "/out",
  "/outdir/secret",
  "/.git/config",
  "/visible-git/config",
  "/%2egit/config",
  "/pipe",
  "/a.txt/",
  "/a.txt%00.html",
  "/sub%00/",
  "/%",
  "/%zz",
  "/%ff",
  "/loop",
  `/${"a".repeat(4000)}`,
];

testOn(POSIX, "not everybody may make links there", "filesHandler() never leaves its folder", async () => {
  using temp = new TempFolder();
  temp.write("secret", "SECRET");
  temp.write("root/a.txt", "a");
  temp.write("root/sub/b.txt", "b");
  temp.write("root/.git/config", "SECRET");
  const root = `${temp.path}/root`;
  Deno.symlinkSync(`${temp.path}/secret`, `${root}/out`);
  Deno.symlinkSync(temp.path, `${root}/outdir`);
  Deno.symlinkSync(".git", `${root}/visible-git`);
  Deno.symlinkSync("loop", `${root}/loop`);
  Deno.symlinkSync("a.txt", `${root}/inside`);
  await new Deno.Command("mkfifo", { args: [`${root}/pipe`] }).output();
  const tree = ServedFolder.at(root, { hidden: false });
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "root" }));
  for (const path of ATTACKS) {
    const text = await server.exchange(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    assert([400, 404].includes(statuses(text)[0]!) && !text.includes("SECRET"), `${path}: ${text}`);
  }
  assertEquals((await get(server, "/inside")).text, "a");
  const names = JSON.parse((await get(server, "/?json")).text).entries.map((entry: { name: string }) =>
    entry.name
  );
  assertEquals(names, ["sub", "a.txt", "inside"]);
});

Deno.test("filesHandler() refuses to change anything, and says what it can do", async () => {
  using temp = new TempFolder();
  temp.write("a", "a");
  await using server = await serving(temp);
  for (const method of ["PUT", "POST", "DELETE", "PATCH"]) {
    const reply = await get(server, "/a", {}, method);
    assertEquals([reply.status, reply.headers.get("allow")], [405, "GET, HEAD, OPTIONS"]);
  }
  assertEquals((await get(server, "/a", {}, "BREW")).status, 501);
  for (const method of ["PROPFIND", "LOCK", "COPY"]) {
    const asked = await get(server, "/", {}, method);
    assertEquals(asked.status, 501);
    assertStringIncludes(asked.text, "served with --webdav");
  }
  assertEquals((await get(server, "/a", {}, "OPTIONS")).status, 204);
});

Deno.test("filesHandler() sends a long page compressed, to those who can read it", async () => {
  using temp = new TempFolder();
  for (let at = 0; at < 50; at++) temp.write(`file-${at}.txt`, "");
  await using server = await serving(temp);
  for (const path of ["/", "/?json"]) {
    const plain = await get(server, path);
    const packed = await get(server, path, { "accept-encoding": "gzip" });
    assertEquals([plain.headers.get("vary"), packed.headers.get("vary")], [
      "Accept-Encoding",
      "Accept-Encoding",
    ]);
    assertEquals([plain, packed].map(({ text }) => text.includes("file-49.txt")), [true, true]);
    const raw = `GET ${path} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`;
    const text = await server.exchange(raw);
    assertStringIncludes(text, "content-encoding: gzip\r\n");
    assert(text.length < plain.text.length / 2, `${text.length} of ${plain.text.length}`);
  }
});

Deno.test("filesHandler() says that it is busy when no more files can be opened", async () => {
  using temp = new TempFolder();
  const tree = ServedFolder.at(temp.path, { hidden: false });
  tree.get = () => {
    throw new Error("Too many open files (os error 24): open 'a'");
  };
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "root" }));
  const { status, headers } = await get(server, "/a");
  assertEquals([status, headers.get("retry-after")], [503, "1"]);
});

Deno.test("filesHandler() leaves out of an archive what may not be read", async () => {
  using temp = new TempFolder();
  for (const name of ["a", "closed/b", "z/c"]) temp.write(name, name);
  const tree = ServedFolder.at(temp.path, { hidden: false });
  const list = tree.list.bind(tree);
  tree.list = (names) => {
    if (names[0] === "closed") throw new RefusedFile("not_permitted");
    return list(names);
  };
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "root" }));
  const { status, text } = await get(server, "/?tar");
  assertEquals(status, 200);
  assertEquals(["root/a", "root/z/c", "closed"].map((name) => text.includes(name)), [true, true, false]);
  assertEquals([(await get(server, "/closed/?zip")).status, (await get(server, "/closed/")).status], [
    403,
    403,
  ]);
});

testOn(
  POSIX,
  "no name may have such characters there",
  "filesHandler() escapes every name on its page",
  async () => {
    using temp = new TempFolder();
    temp.write('<img src=x onerror="alert(1)">.txt', "x");
    temp.write("new\nline\u202egpj.exe", "x");
    await using server = await serving(temp);
    const { text, headers } = await get(server, "/");
    assertEquals([text.includes("<img"), text.includes("\u202e"), text.includes("new\nline")], [
      false,
      false,
      false,
    ]);
    assertMatch(headers.get("content-security-policy")!, /default-src 'none'; script-src 'nonce-/);
  },
);

Deno.test("filesHandler() shows a README without running it", async () => {
  using temp = new TempFolder();
  temp.write("README.md", "# Title\n<script>alert(1)</script>\n[x](javascript:alert(1)) [y](b.txt)");
  await using server = await serving(temp);
  const { text } = await get(server, "/");
  assertStringIncludes(text, "<h1>Title</h1>");
  assertEquals([text.includes("<script>alert"), text.includes('href="javascript:')], [false, false]);
  assertStringIncludes(text, 'href="b.txt"');
});

Deno.test("filesHandler() shows a README that was made to keep the renderer busy as plain text", async () => {
  for (const run of ["_a", "a."]) {
    using temp = new TempFolder();
    temp.write("README.md", "# Title\n" + run.repeat(60_000) + "@");
    await using server = await serving(temp);
    assertStringIncludes((await get(server, "/")).text, '<pre class="plain"># Title');
  }
});

Deno.test("filesHandler() sorts and searches without a script", async () => {
  using temp = new TempFolder();
  for (const [name, size] of [["file10", 1], ["file9", 3], ["other", 2]] as const) {
    temp.write(name, "x".repeat(size));
  }
  temp.write("zdir/x", "");
  await using server = await serving(temp);
  const names = async (query: string) =>
    JSON.parse((await get(server, `/?json&${query}`)).text).entries.map((entry: { name: string }) =>
      entry.name
    ).join(" ");
  assertEquals(await names(""), "zdir file9 file10 other");
  assertEquals(await names("sort=size&order=desc"), "zdir file9 other file10");
  assertEquals(await names("q=FILE"), "file9 file10");
});

/** What is asked, and what comes of it: a status, and where a folder is if not there. */
const PLACES: readonly [target: string, status: number, location?: string][] = [
  ["/a%20b?sort=size", 301, "./a%20b/?sort=size"],
  ["/a%20b?q=%41+b%20c&zip", 301, "./a%20b/?q=%41+b%20c&zip"],
  ["/a%20b?", 301, "./a%20b/?"],
  ["/a%20b", 301, "./a%20b/"],
  ["/a%20b/.", 200],
  ["/a%20b/./", 200],
  ["/a%20b/../a%20b/", 200],
  ["/nothing/../a%20b/", 200],
  ["//a%20b/", 200],
  ["//", 200],
  ["//a%20b", 301, "./a%20b/"],
  ["/a%20b//", 301, "../../a%20b/"],
  ["/a%20b//?q=x", 301, "../../a%20b/?q=x"],
  ["/a%20b//c", 301, "../../a%20b/c/"],
  ["/a%20b/%2e/", 301, "../../a%20b/"],
  ["/a%20b/%2e%2e/", 301, "../../"],
  ["/a%20b//x", 200],
  ["/a%20b/./x", 200],
  ["/a%20b/%2E/x", 200],
  ["/%61%20%62/%78", 200],
  ["/x/../a%20b/x", 200],
  ["/a%20b/x/../../../../etc/passwd", 404],
  ["/a%20b/x/", 404],
];

Deno.test("filesHandler() serves a file by all its spellings, and a folder where relative links are right", async () => {
  using temp = new TempFolder();
  temp.write("a b/x", "");
  temp.write("a b/c/y", "");
  await using server = await serving(temp);
  for (const [target, status, location] of PLACES) {
    const text = await server.exchange(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const told = /^location: (.*)\r$/m.exec(text)?.[1];
    assertEquals([statuses(text)[0], told], [status, location], target);
  }
});

function linksIn(html: string): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href!);
}

Deno.test("filesHandler() has no link in a page that leads to an archive or to the same page once more", async () => {
  using temp = new TempFolder();
  temp.write("a b/x?y#z.txt", "");
  await using server = await serving(temp);
  for (const [path, links] of [["/", ["a%20b/"]], ["/a%20b/", ["../", "x%3Fy%23z.txt"]]] as const) {
    const { text } = await get(server, path);
    assertEquals(linksIn(text), [...links]);
    // A form without an address of its own is not followed, either.
    assertEquals([...text.matchAll(/<form[^>]* (action|formaction)=/g)], []);
    for (const button of ["zip", "tar"]) {
      assertStringIncludes(text, `<button class="button" name="${button}">`);
    }
  }
});

Deno.test("filesHandler() sorts as its buttons say, in either spelling", async () => {
  using temp = new TempFolder();
  for (const [name, size] of [["a", 1], ["b", 3], ["c", 2]] as const) temp.write(name, "x".repeat(size));
  await using server = await serving(temp);
  const names = async (query: string) =>
    [...(await get(server, `/?${query}`)).text.matchAll(/<bdi>(.)<\/bdi>/g)].map(([, name]) => name).join("");
  const { text } = await get(server, "/?q=&sort=size");
  const [, ...values] = /name="sort" value="(.*?)".*value="(.*?)".*value="(.*?)"/s.exec(
    text.slice(text.indexOf("<thead>")),
  )!;
  assertEquals(values, ["name", "-size", "-date"]);
  assertEquals(
    await Promise.all(
      ["sort=-size", "sort=size", "sort=size&order=desc", "sort=-name", "sort=x", "sort=-"].map(names),
    ),
    ["bca", "acb", "bca", "cba", "abc", "abc"],
  );
});

const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

Deno.test("filesHandler() shows a browser the way back where nothing is, as far as there are folders", async () => {
  using temp = new TempFolder();
  temp.write("a b/c/x", "");
  Deno.mkdirSync(`${temp.path}/empty`);
  await using server = await serving(temp);
  for (
    const [path, status, links] of [
      ["/nothing", 404, ["./", "./"]],
      ["/a%20b/nothing", 404, ["../", "../a%20b/", "../"]],
      ["/a%20b/c/nothing/", 404, ["../../../", "../../../a%20b/", "../../../a%20b/c/", "../../../"]],
      ["/no/way/back", 404, ["../../", "../../"]],
      ["/a%20b/c/x/", 404, ["../../../", "../../../a%20b/", "../../../a%20b/c/", "../../../"]],
      ["/empty/", 200, ["../", "../"]],
      ["/?q=%22nothing", 200, ["./"]],
    ] as const
  ) {
    for (
      const [language, words] of [["en", /There is nothing here|Nothing/], [
        "fr",
        /Il n(’|&#39;)y a (encore )?rien|Rien de trouvé/,
      ]] as const
    ) {
      const { status: told, headers, text } = await get(server, path, {
        ...BROWSER,
        "accept-language": language,
      });
      assertEquals([told, headers.get("content-type")], [status, "text/html; charset=utf-8"], path);
      assertEquals(linksIn(text), [...links], path);
      assertMatch(text, words);
      for (const link of links) {
        assertEquals((await get(server, new URL(link, server.url + path).pathname)).status, 200, link);
      }
    }
  }
  // Programs are told in a sentence.
  assertEquals((await get(server, "/a%20b/nothing")).text, "There is nothing here.\n");
});

Deno.test("filesHandler() renders Markdown as a page in which nothing runs, and nothing else", async () => {
  using temp = new TempFolder();
  temp.write("a b/c.md", "# Title\n\n<script>x</script> [a](javascript:x)");
  temp.write("a b/long.md", "word ".repeat(20_000));
  temp.write("a b/page.html", "<script>x</script>");
  await using server = await serving(temp);
  const { status, headers, text } = await get(server, "/a%20b/c.md?rendered", BROWSER);
  assertEquals([status, headers.get("content-type")], [200, "text/html; charset=utf-8"]);
  assertMatch(headers.get("content-security-policy")!, /default-src 'none'; script-src 'nonce-\w+'/);
  assertStringIncludes(text, '<a href="./">a b</a>');
  assertMatch(text, /<article[^>]*><h1>Title<\/h1>\s*&lt;script&gt;x&lt;\/script&gt;/);
  assert(!text.includes('href="javascript'));
  assertMatch((await get(server, "/a%20b/long.md?rendered")).text, /Only the beginning/);
  assertEquals((await get(server, "/a%20b/page.html?rendered")).text, "<script>x</script>");
});

testOn(
  ["linux"],
  "the runtime breaks no connection off there",
  "filesHandler() never ends a compressed file that became shorter as if it were whole",
  async () => {
    using temp = new TempFolder();
    // Hardly compressible, so that the beginning alone fills what a client that does not read can hold.
    const path = temp.write("a.txt", noise(40_000_000));
    await using server = await serving(temp);
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const fields = "Host: a\r\nAccept-Encoding: gzip\r\nConnection: close\r\n";
    await conn.write(latin1Bytes(`GET /a.txt HTTP/1.1\r\n${fields}\r\n`));
    await conn.read(new Uint8Array(1000));
    Deno.truncateSync(path, 1000);
    assert((await readAll(conn)).endsWith("<reset>"));
  },
);

Deno.test("filesHandler() lists a large folder whole: as a page, as JSON, compressed", async () => {
  using temp = new TempFolder();
  const names = Array.from({ length: 1500 }, (_, at) => `n${at + 1}.txt`);
  names.forEach((name) => temp.write(name, "x"));
  await using server = await serving(temp);
  const page = await get(server, "/");
  assertEquals([...page.text.matchAll(/<bdi>(.+?)<\/bdi>/g)].map((match) => match[1]), names);
  assertMatch(page.text, /1500 files[\s\S]*<\/html>\n$/);
  const json = JSON.parse((await get(server, "/?json")).text);
  assertEquals(json.entries.map((entry: { name: string }) => entry.name), names);
  assertEquals([json.path, json.entries[0].type, json.entries[0].size], ["/", "file", 1]);
  const packed = await get(server, "/", { "accept-encoding": "gzip" });
  assertEquals(packed.headers.get("vary"), "Accept-Encoding");
  assertEquals(packed.text.length, page.text.length);
  assertEquals((await get(server, "/", {}, "HEAD")).status, 200);
});

Deno.test("filesHandler() sends plainly what it has no room to compress, and lets an archive wait", async () => {
  using temp = new TempFolder();
  const text = btoa(latin1Text(noise(18_000_000)));
  temp.write("a.txt", text);
  const tree = ServedFolder.at(temp.path, { hidden: false });
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "root", compressorLimit: 1 }));
  const gzip = { "accept-encoding": "gzip" };
  let waiting: Promise<{ status: number; text: string }>;
  {
    using holder = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await holder.write(latin1Bytes("GET /a.txt HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n"));
    await holder.read(new Uint8Array(1000));
    const plain = await get(server, "/a.txt", gzip);
    assertEquals([plain.headers.get("content-encoding"), plain.headers.get("vary")], [
      null,
      "Accept-Encoding",
    ]);
    assert(plain.text === text);
    waiting = get(server, "/?tar.gz");
    const { port } = server;
    using leaver = await Deno.connect({ hostname: "127.0.0.1", port });
    await leaver.write(latin1Bytes("GET /?tar.gz HTTP/1.1\r\nHost: a\r\n\r\n"));
  }
  assertEquals((await waiting).status, 200);
  assertEquals((await get(server, "/?tar.gz")).status, 200);
});

Deno.test("filesHandler() refuses an archive of more than it may hold, and takes the next one", async () => {
  using temp = new TempFolder();
  for (let i = 0; i < 12; i++) temp.write(`many/.hidden${i}`, "");
  for (let i = 0; i < 6; i++) temp.write(`few/f${i}`, "");
  temp.write(`deep/${"d/".repeat(260)}f`, "");
  const tree = ServedFolder.at(temp.path, { hidden: false });
  const handler = filesHandler({ tree, title: "root", archiveLimits: { one: 10, all: 15 } });
  await using server = await HttpTestServer.start(handler);
  for (const kind of ["zip", "tar", "tar.gz"]) {
    const { status, text } = await get(server, `/many/?${kind}`);
    assertEquals([status, text.includes("more than 10 files and folders")], [403, true]);
  }
  const again = await Promise.all(["zip", "tar", "zip"].map((kind) => get(server, `/few/?${kind}`)));
  assert(again.every(({ status }) => status === 200 || status === 503));
  for (let i = 0; i < 10; i++) assertEquals((await get(server, "/few/?zip")).status, 200, `${i}`);
  const deep = await get(server, "/deep/?zip");
  assertEquals(deep.status, 403);
});
