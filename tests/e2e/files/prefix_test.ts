/** A folder below any path: of a proxy that takes the path off, of one that does not, and of one that doubles a slash. */
import { assertEquals } from "@std/assert";
import { Caddy } from "../../_kit/peers/caddy.ts";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

const FILES = ["top.txt", "a & b/c'd:e/f?g.txt", "a & b/é#1.txt"];

/** Every file that links lead to from a page, as the last part of its address, with what is in it. */
async function followed(url: string, seen = new Set<string>()): Promise<string[]> {
  const found: string[] = [];
  seen.add(url);
  const html = await (await fetch(url)).text();
  for (const [, href] of html.matchAll(/<a [^>]*href="([^"]*)"/g)) {
    const next = new URL(href!, url).href;
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.endsWith("/")) found.push(...await followed(next, seen));
    else found.push(await (await fetch(next)).text());
  }
  return found;
}

/** A browser goes where a reply sends it, and stays below. */
async function reached(url: string, init?: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  await response.body?.cancel();
  return `${response.status} ${response.url}`;
}

/** What is found, sent and fetched below an address. */
async function tryBelow(root: string, temp: TempFolder): Promise<void> {
  assertEquals((await followed(root)).sort(), [...FILES].sort(), root);
  // Without its slash, twice with it, with a query.
  assertEquals(await reached(`${root}a%20%26%20b?sort=-size`), `200 ${root}a%20%26%20b/?sort=-size`);
  // Where the proxy adds the slash that was not there, nobody can tell.
  if (!root.endsWith("/twice/")) assertEquals(await reached(root.slice(0, -1)), `200 ${root}`);
  const lost = await fetch(`${root}no/such/thing`, { headers: { accept: "text/html" } });
  const back = [...(await lost.text()).matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href!);
  assertEquals(back.map((href) => new URL(href, lost.url).href), [root, root]);
  // Each way of sending a file says where it is.
  const form = new FormData();
  form.append("f", new File(["form"], "form.txt"));
  const ways: [string, RequestInit][] = [
    [`${root}a%20%26%20b/`, { method: "POST", body: form }],
    [`${root}a%20%26%20b/put.txt`, { method: "PUT", body: "put" }],
  ];
  for (const [url, init] of ways) {
    const sent = await fetch(url, init);
    await sent.body?.cancel();
    const place = new URL(sent.headers.get("location")!, url).href;
    assertEquals([sent.status, place.startsWith(`${root}a%20%26%20b/`)], [201, true], place);
    assertEquals(await reached(place), `200 ${place}`);
  }
  const tus = { "tus-resumable": "1.0.0" };
  const metadata = { ...tus, "upload-length": "3", "upload-metadata": `filename ${btoa("tus.txt")}` };
  const begun = await fetch(`${root}a%20%26%20b/`, { method: "POST", headers: metadata });
  await begun.body?.cancel();
  const place = new URL(begun.headers.get("location")!, begun.url).href;
  const piece = { ...tus, "upload-offset": "0", "content-type": "application/offset+octet-stream" };
  assertEquals(await reached(place, { method: "PATCH", headers: piece, body: "tus" }), `204 ${place}`);
  for (const name of ["form.txt", "put.txt", "tus.txt"]) Deno.removeSync(`${temp.path}/www/a & b/${name}`);
}

peerTest("files serve holds together below any path of a proxy", ["nginx", "caddy"], async () => {
  using temp = new TempFolder();
  for (const name of FILES) temp.write(`www/${name}`, name);
  const [one, other] = await Promise.all([
    serveFolder(`${temp.path}/www`, "--upload"),
    serveFolder(`${temp.path}/www`, "--upload", "--path-prefix", "/kept/deep"),
  ]);
  await using plain = one;
  await using kept = other;
  const [plainUrl, keptUrl] = [await webAddress(plain), new URL(await webAddress(kept)).origin];
  await using nginx = await Nginx.before(
    plainUrl,
    "",
    `location /twice { proxy_pass ${plainUrl}/; proxy_set_header Host $http_host; }
     location /kept/ { proxy_pass ${keptUrl}; proxy_set_header Host $http_host; }`,
  );
  const [plainPort, keptPort] = [plainUrl, keptUrl].map((url) => new URL(url).host);
  await using caddy = await Caddy.start(`
    redir /under /under/
    handle_path /under/* {
      reverse_proxy ${plainPort}
    }
    handle /kept/* {
      reverse_proxy ${keptPort}
    }
    handle {
      reverse_proxy ${plainPort}
    }`);
  for (const proxy of [nginx, caddy]) {
    await tryBelow(`${proxy.url}/under/`, temp);
    await tryBelow(`${proxy.url}/kept/deep/`, temp);
    await tryBelow(`${proxy.url}/`, temp);
  }
  await tryBelow(`${nginx.url}/twice/`, temp);
  const path = temp.write("put.bin", "put");
  const put = await run(["files", "put", path, `${nginx.url}/under/a%20%26%20b/`]);
  assertEquals([put.code, Deno.readTextFileSync(`${temp.path}/www/a & b/put.bin`)], [0, "put"], put.stderr);
});
