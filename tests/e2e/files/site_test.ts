import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "npm:playwright-core@1.65.1";
import { folderHandler } from "../../../mod/http/files/folder_handler.ts";
import { withCors } from "../../../mod/http/middleware/cors.ts";
import { withSecurityFields } from "../../../mod/http/middleware/security_fields.ts";
import { startOnFreePort } from "../../_kit/net/free_port.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

Deno.test("files serve is a web server for those who ask for one, and logs the query", async () => {
  using temp = new TempFolder();
  temp.write("index.html", "ROOT");
  temp.write("lost/404.html", "LOST");
  await using server = await serveFolder(
    temp.path,
    ...["--index", "--404", "lost/404.html", "--cache", "60"],
    ...["--header", "X-A: b", "--header", "X-C: d", "--path-prefix", "site/", "--cors", "https://me.example"],
  );
  const url = await webAddress(server);
  assertMatch(url, /\/site$/); // what is announced is where it is
  const root = await fetch(`${url}/?q=l%27%C3%A9t%C3%A9+%20%00`, {
    headers: { origin: "https://me.example" },
  });
  const fields = [
    "cache-control",
    "x-a",
    "x-c",
    "access-control-allow-origin",
    "access-control-allow-credentials",
  ];
  assertEquals(
    [root.status, await root.text(), ...fields.map((name) => root.headers.get(name))],
    [200, "ROOT", "max-age=60", "b", "d", "https://me.example", "true"],
  );
  const lost = await fetch(`${url}/nothing`);
  assertEquals([lost.status, await lost.text(), lost.headers.get("x-a")], [404, "LOST", "b"]);
  const above = await fetch(new URL("/", url));
  await above.body?.cancel();
  assertEquals(above.status, 404);
  await server.line((line) => line.includes(`"GET /site/?q=l'été+ \\x00" 4 bytes`));
  await server.line((line) => line.includes('"GET /site/nothing" 4 bytes'));
});

testOn(
  POSIX,
  "names have no line ends there",
  "files serve tells what an archive goes without, to the owner alone",
  async () => {
    using temp = new TempFolder();
    temp.write("in/a.txt", "a");
    temp.write("in/line\nend", "b");
    await using server = await serveFolder(temp.path);
    const url = await webAddress(server);
    for (const kind of ["zip", "tar", "tar.gz"]) {
      const response = await fetch(`${url}/in/?${kind}`);
      assert(!new TextDecoder().decode(await response.arrayBuffer()).includes("end"));
      const told = await server.line((line) => line.includes(`in.${kind} goes without`));
      assertStringIncludes(told, "names with a line end or not in UTF-8: in/line\\nend");
    }
    // Whoever only asks how large it is gets nothing, and nobody is told.
    await fetch(`${url}/in/?zip`, { method: "HEAD" });
    await server.line((line) => line.includes('"HEAD /in/?zip" 0 bytes'));
    assertEquals(server.lines.filter((line) => line.includes("in.zip goes without")).length, 1);
  },
);

/** Requests whose answers should not differ, for those who are used to Python's server. */
const REQUESTS = [
  "GET / HTTP/1.1",
  "HEAD / HTTP/1.1",
  "GET /sub/ HTTP/1.1",
  "HEAD /sub/ HTTP/1.1",
  "GET /a.txt HTTP/1.1",
  "HEAD /a.txt HTTP/1.1",
  "GET /a.txt HTTP/1.0",
  "HEAD /a.txt HTTP/1.0",
  "GET /a.txt?x=y HTTP/1.1",
  "GET /%61.txt HTTP/1.1",
  "GET //a.txt HTTP/1.1",
  "GET /./a.txt HTTP/1.1",
  "GET /sub/../a.txt HTTP/1.1",
  "GET /../a.txt HTTP/1.1",
  "GET /a.txt/ HTTP/1.1",
  "GET /nothing HTTP/1.1",
  "HEAD /nothing HTTP/1.1",
  "GET /sub HTTP/1.1",
  "GET /sub?x=%20y+z&a HTTP/1.1",
  "HEAD /sub?x HTTP/1.1",
  "GET /a.txt HTTP/1.1\r\nIf-Modified-Since: Sun, 06 Nov 2094 08:49:37 GMT",
  "HEAD /a.txt HTTP/1.1\r\nIf-Modified-Since: Sun, 06 Nov 2094 08:49:37 GMT",
  "GET /a.txt HTTP/1.1\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
  "GET /a.txt HTTP/1.1\r\nIf-Modified-Since: yesterday",
  "GET / HTTP/1.1\r\nIf-Modified-Since: Sun, 06 Nov 2094 08:49:37 GMT",
  "BREW /a.txt HTTP/1.1",
];

/** The status, where to (the end of it), how long it says to be, and what came behind the head. */
async function outcome(port: number, request: string): Promise<unknown[]> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const text = `${request}\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  await conn.write(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  const reply = await new Response(conn.readable).text();
  const [head = "", ...body] = reply.split("\r\n\r\n");
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1];
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]);
  const place = field("location")?.replace(/^\.?\//, "");
  if (status >= 300 || Number.isNaN(status)) return [status, place];
  return [status, place, field("content-length"), body.join("\r\n\r\n")];
}

/** Python's server answers these with a page and no head, as before HTTP/1.0. */
const GARBAGE: readonly [request: string, status: number][] = [
  ["GET /a.txt HTTP/2.0", 505],
  ["GET /a.txt HTTP/9", 400],
  ["GET /a.txt", 400],
  ["GET", 400],
  ["hello", 400],
  ["\x16\x03\x01\x02", 400],
];

peerTest("files serve --index answers as python3 -m http.server does", ["python3"], async () => {
  using temp = new TempFolder();
  temp.write("index.html", "<h1>root</h1>");
  temp.write("sub/index.htm", "<h1>sub</h1>");
  temp.write("a.txt", "hello\r\n\r\nworld");
  await using server = await serveFolder(temp.path, "--index");
  const own = Number(new URL(await webAddress(server)).port);
  const { child, port } = await startOnFreePort("python3", (port) => [
    ...[
      "-m",
      "http.server",
      String(port),
      "--bind",
      "127.0.0.1",
      "--directory",
      temp.path,
      "--protocol",
      "HTTP/1.1",
    ],
  ]);
  try {
    for (const request of REQUESTS) {
      const [mine, theirs] = [await outcome(own, request), await outcome(port, request)];
      assertEquals(mine, theirs, JSON.stringify(request));
    }
    for (const [request, status] of GARBAGE) assertEquals((await outcome(own, request))[0], status, request);
  } finally {
    child.kill();
    await child.status;
  }
});

/** Runs in a page of another origin; says what became of each attempt. */
const ATTEMPTS = `async (url) => {
  const outcomes = {};
  const attempt = async (name, what) => {
    try { outcomes[name] = await what(); } catch { outcomes[name] = "blocked"; }
  };
  await attempt("read", async () => (await fetch(url + "a.txt")).text());
  await attempt("range", async () => {
    const part = await fetch(url + "a.txt", { headers: { range: "bytes=1-2" } });
    return part.headers.get("content-range") + " " + typeof part.headers.get("etag") + " " + await part.text();
  });
  await attempt("missing", async () => (await fetch(url + "nothing")).status);
  await attempt("folder", async () => (await fetch(url + "sub")).status);
  await attempt("put", async () => (await fetch(url + "put.txt", { method: "PUT", body: "put" })).status);
  await attempt("form", async () => {
    const form = new FormData();
    form.append("f", new File(["form"], "form.txt"));
    const sent = await fetch(url, { method: "POST", body: form });
    return sent.status + " " + sent.headers.get("location");
  });
  await attempt("tus", async () => {
    const version = { "tus-resumable": "1.0.0" };
    const begun = await fetch(url, {
      method: "POST",
      headers: { ...version, "upload-length": "3", "upload-metadata": "filename " + btoa("tus.txt") },
    });
    const sent = await fetch(new URL(begun.headers.get("location"), url), {
      method: "PATCH",
      headers: { ...version, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
      body: "tus",
    });
    return sent.status + " " + sent.headers.get("upload-offset");
  });
  await attempt("image", () => new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image.naturalWidth);
    image.onerror = reject;
    image.src = url + "dot.svg";
  }));
  return outcomes;
}`;

const ALLOWED = {
  read: "hello",
  range: "bytes 1-2/5 string el",
  missing: 404,
  folder: 200,
  put: 201,
  form: "201 ./form.txt",
  tus: "204 3",
  image: 7,
};
const BLOCKED = Object.fromEntries(Object.keys(ALLOWED).map((name) => [name, "blocked"]));

peerTest("a page of another port uses files serve --cors, and none without it", ["chromium"], async () => {
  using pages = new TempFolder();
  pages.write("index.html", "<title>elsewhere</title>");
  await using elsewhere = await serveFolder(pages.path, "--index");
  const origin = await webAddress(elsewhere);
  await using chromium = await TestBrowser.start();
  const page = await chromium.browser.newPage();
  await page.goto(origin);
  for (
    const [cors, wanted] of [
      [undefined, BLOCKED],
      [["*"], ALLOWED],
      // A picture carries no origin.
      [["https://me.example"], { ...BLOCKED, image: 7 }],
    ] as const
  ) {
    using temp = served();
    const uploads = { dropBox: false, cors };
    const pages = await folderHandler({
      ...{ dir: temp.path, title: "t", language: "en", hidden: false, credentials: {}, rates: {}, uploads },
    });
    await using server = await HttpTestServer.start(withSecurityFields(withCors(pages, cors)));
    await assertUse(page, `${server.url}/`, temp, wanted);
  }
  using temp = served();
  await using server = await serveFolder(temp.path, "--upload", "--cors", origin);
  await assertUse(page, `${await webAddress(server)}/`, temp, ALLOWED);
});

function served(): TempFolder {
  const temp = new TempFolder();
  temp.write("a.txt", "hello");
  temp.write("sub/x", "");
  temp.write("dot.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>');
  return temp;
}

async function assertUse(page: Page, url: string, temp: TempFolder, wanted: Record<string, unknown>) {
  assertEquals(await page.evaluate(`(${ATTEMPTS})(${JSON.stringify(url)})`), wanted);
  const sent = ["form.txt", "put.txt", "tus.txt"].filter((name) => temp.names().includes(name));
  assertEquals(sent.length, wanted["put"] === 201 ? 3 : 0);
}
