import { assertEquals, assertMatch } from "@std/assert";
import { ServedFolder } from "../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../mod/http/files/files_handler.ts";
import { NO_SITE, type Site } from "../../../mod/http/files/site.ts";
import { UploadHandler } from "../../../mod/http/files/upload/upload_handler.ts";
import { UploadQuota } from "../../../mod/http/files/upload/upload_quota.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const FILES: Readonly<Record<string, string>> = {
  "index.html": "ROOT",
  "app.js": "APP",
  "sub/index.htm": "SUB",
  "both/index.html": "BOTH",
  "both/index.htm": "OTHER",
  "list/x.txt": "X",
  "dir/index.html/x": "",
  ".hidden/index.html": "HIDDEN",
  "404.html": "LOST",
};

function siteFolder(): TempFolder {
  const temp = new TempFolder();
  for (const [name, text] of Object.entries(FILES)) temp.write(name, text);
  return temp;
}

async function serving(temp: TempFolder, site: Partial<Site>, upload = false): Promise<HttpTestServer> {
  const tree = ServedFolder.at(temp.path);
  const uploads = upload
    ? new UploadHandler({ tree, policy: "error", maxSize: 9, quota: new UploadQuota(), dropBox: false })
    : undefined;
  return await HttpTestServer.start(
    filesHandler({ tree, title: "t", site: { ...NO_SITE, ...site }, ...(uploads ? { uploads } : {}) }),
  );
}

/** What came: a status, and the text, or where to, or `LIST` for a page of ours. */
async function got(
  server: HttpTestServer,
  target: string,
  headers: Record<string, string> = {},
  method = "GET",
) {
  const response = await fetch(server.url + target, { headers, method, redirect: "manual" });
  const text = await response.text();
  const listed = text.startsWith("<!doctype html>") && text.includes('id="files"');
  return `${response.status} ${response.headers.get("location") ?? (listed ? "LIST" : text.trim())}`.trim();
}

const NOTHING = "404 There is nothing here.";

/** What is asked, and what comes: without any, with `--index`, with `--spa`, with `--404`, with the last two. */
const ROWS: readonly [
  target: string,
  plain: string,
  index: string,
  spa: string,
  lost: string,
  both: string,
][] = [
  ["/", "200 LIST", "200 ROOT", "200 ROOT", "200 LIST", "200 ROOT"],
  ["/?zip&json&q=x", "200 ZIP", "200 ROOT", "200 ROOT", "200 ZIP", "200 ROOT"],
  ["/?download", "200 LIST", "200 ROOT", "200 ROOT", "200 LIST", "200 ROOT"],
  ["/index.html", "200 ROOT", "200 ROOT", "200 ROOT", "200 ROOT", "200 ROOT"],
  ["/sub/", "200 LIST", "200 SUB", "200 SUB", "200 LIST", "200 SUB"],
  ["/sub", "301 ./sub/", "301 ./sub/", "301 ./sub/", "301 ./sub/", "301 ./sub/"],
  ["/sub?a=%20+b", ...Array(5).fill("301 ./sub/?a=%20+b")] as never,
  ["/sub//", ...Array(5).fill("301 ../../sub/")] as never,
  ["/both/", "200 LIST", "200 BOTH", "200 BOTH", "200 LIST", "200 BOTH"],
  ["/list/", "200 LIST", "200 LIST", "200 ROOT", "200 LIST", "200 ROOT"],
  ["/list", "301 ./list/", "301 ./list/", "200 ROOT", "301 ./list/", "200 ROOT"],
  ["/list/x.txt", ...Array(5).fill("200 X")] as never,
  ["/dir/", "200 LIST", "200 LIST", "200 ROOT", "200 LIST", "200 ROOT"],
  ["/app.js", ...Array(5).fill("200 APP")] as never,
  ["/app.js/", NOTHING, NOTHING, "200 ROOT", "404 LOST", "200 ROOT"],
  ["/nothing", NOTHING, NOTHING, "200 ROOT", "404 LOST", "200 ROOT"],
  ["/nothing/deep/", NOTHING, NOTHING, "200 ROOT", "404 LOST", "200 ROOT"],
  ["/nothing?q=1", NOTHING, NOTHING, "200 ROOT", "404 LOST", "200 ROOT"],
  ["/missing.js", NOTHING, NOTHING, NOTHING, "404 LOST", "404 LOST"],
  ["/deep/missing.12.css", NOTHING, NOTHING, NOTHING, "404 LOST", "404 LOST"],
  ["/.hidden/", NOTHING, NOTHING, "200 ROOT", "404 LOST", "200 ROOT"],
  ["/.well-known", NOTHING, NOTHING, "200 ROOT", "404 LOST", "200 ROOT"],
];

Deno.test("a site shows its own pages, each folder's and where nothing is", async () => {
  using temp = siteFolder();
  const notFound = `${temp.path}/404.html`;
  const sites: Partial<Site>[] = [
    {},
    { index: true },
    { index: true, spa: true },
    { notFound },
    { index: true, spa: true, notFound },
  ];
  for (const [at, site] of sites.entries()) {
    await using server = await serving(temp, site);
    for (const [target, ...wanted] of ROWS) {
      const is = (await got(server, target)).replace(/^200 PK.*/s, "200 ZIP");
      assertEquals(is, wanted[at], `${target} ${JSON.stringify(site)}`);
      const head = await got(server, target, {}, "HEAD");
      assertEquals(head.slice(0, 3), wanted[at]!.slice(0, 3), `HEAD ${target}`);
    }
  }
});

Deno.test("a site's script is asked about every address that a person opens, with a dot in it, too", async () => {
  using temp = siteFolder();
  await using server = await serving(temp, { index: true, spa: true });
  const person = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  assertEquals(await got(server, "/users/john.doe", person), "200 ROOT");
  for (const accept of ["*/*", "text/css,*/*;q=0.1", "image/avif,image/webp,*/*;q=0.8"]) {
    assertEquals(await got(server, "/users/john.doe", { accept }), NOTHING);
  }
});

Deno.test("a site's pages are files like any others: ranges, tags, and how long they may be kept", async () => {
  using temp = siteFolder();
  for (const [maxAge, kept] of [[undefined, "no-cache"], [0, "max-age=0"], [3600, "max-age=3600"]] as const) {
    await using server = await serving(temp, { index: true, spa: true, maxAge });
    for (const path of ["/", "/deep/link", "/app.js"]) {
      const whole = await fetch(server.url + path);
      await whole.body?.cancel();
      const tag = whole.headers.get("etag")!;
      assertEquals([whole.status, whole.headers.get("cache-control")], [200, kept]);
      const same = await fetch(server.url + path, { headers: { "if-none-match": tag } });
      assertEquals([same.status, same.headers.get("cache-control")], [304, kept]);
      const modified = whole.headers.get("last-modified")!;
      assertEquals(await got(server, path, { "if-modified-since": modified }), "304");
      assertEquals((await got(server, path, { range: "bytes=1-2" })).slice(0, 3), "206");
    }
    const lists = await fetch(`${server.url}/?json`, { headers: { accept: "x/y" } });
    assertMatch(await lists.text(), /ROOT/);
  }
});

Deno.test("the page for what is not there is read anew each time, and may go", async () => {
  using temp = siteFolder();
  using elsewhere = new TempFolder();
  const notFound = elsewhere.write("lost.txt", "one");
  await using server = await serving(temp, { notFound });
  const first = await fetch(`${server.url}/nothing`, {
    headers: { range: "bytes=0-0", "if-none-match": "*" },
  });
  assertEquals([first.status, await first.text()], [404, "one"]);
  assertEquals(first.headers.get("content-type"), "text/plain; charset=utf-8");
  elsewhere.write("lost.txt", "another");
  assertEquals(await got(server, "/nothing"), "404 another");
  Deno.removeSync(notFound);
  assertEquals(await got(server, "/nothing"), NOTHING);
});

Deno.test("where strangers may put pages, none of the site's runs anything", async () => {
  using temp = siteFolder();
  await using server = await serving(
    temp,
    { index: true, spa: true, notFound: `${temp.path}/404.html` },
    true,
  );
  for (const path of ["/", "/deep/link", "/missing.js"]) {
    const response = await fetch(server.url + path);
    await response.body?.cancel();
    assertMatch(response.headers.get("content-security-policy")!, /^sandbox; default-src 'none'/, path);
  }
  assertEquals(await got(server, "/nothing", {}, "DELETE"), "405 Files can be sent here, not changed.");
});
