import { assertEquals } from "@std/assert";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";

peerTest(
  "files serve works behind nginx: ranges, conditions, uploads in both ways",
  ["nginx", "curl"],
  async () => {
    using temp = new TempFolder();
    const content = noise(2_000_000);
    temp.write("www/a.bin", content);
    await using server = await Server.start([
      ...[
        "files",
        "serve",
        "0",
        "--dir",
        `${temp.path}/www`,
        "--host",
        "127.0.0.1",
        "--http-port",
        "0",
        "--upload",
      ],
    ]);
    await using proxy = await Nginx.before(await webAddress(server));
    const url = proxy.url;
    const got = `${temp.path}/got`;
    await curl(["-o", got, "-r", "0-999999", `${url}/a.bin`]);
    await curl(["-o", got, "-C", "-", `${url}/a.bin`]);
    assertEquals(Deno.readFileSync(got), content);
    const tag = /etag: (\S+)/i.exec(await curl(["-I", `${url}/a.bin`]))![1]!;
    assertEquals(await curlStatus("-H", `If-None-Match: ${tag}`, `${url}/a.bin`), 304);
    assertEquals(await curlStatus("-T", got, `${url}/put.bin`), 201);
    assertEquals((await run(["files", "put", got, `${url}/`])).code, 0);
    assertEquals(Deno.readFileSync(`${temp.path}/www/got`), content);
  },
);

peerTest("files serve works under any path that a proxy shows it at", ["nginx", "curl"], async () => {
  using temp = new TempFolder();
  temp.write("www/a & b/c'd:e/f?g.txt", "found");
  const args = [
    "files",
    "serve",
    "0",
    "--dir",
    `${temp.path}/www`,
    "--host",
    "127.0.0.1",
    "--http-port",
    "0",
  ];
  await using server = await Server.start(args);
  await using proxy = await Nginx.before(await webAddress(server));
  const root = `${proxy.url}/under/`;
  let url = root;
  for (const step of ["a & b", "c'd:e"]) {
    const href = /<a class="folder" href="([^"]*)"/.exec(await curl([url]))![1]!;
    const [name, slash] = [href.slice(0, -1), href.at(-1)];
    assertEquals([decodeURIComponent(name), slash], [step, "/"]);
    // Without its slash, one is sent to where it is.
    const there = await curl(["-L", "-o", "/dev/null", "-w", "%{http_code} %{url_effective}", url + name]);
    url = new URL(href, url).href;
    assertEquals(there, `200 ${url}`);
  }
  const html = await curl([url]);
  const hrefs = [...html.matchAll(/<a[^>]* href="([^"]*)"/g)].map(([, href]) => href!);
  assertEquals(await curl([new URL(hrefs.at(-1)!, url).href]), "found");
  assertEquals(new URL(hrefs[0]!, url).href, root);
  assertEquals(hrefs.filter((href) => href.startsWith("/")), []);
});

peerTest("files share ends when a proxy has everything", ["nginx", "curl"], async () => {
  using temp = new TempFolder();
  const content = noise(500_000);
  const path = temp.write("a.bin", content);
  await using server = await Server.start(["files", "share", path, "--port", "0", "--host", "127.0.0.1"]);
  const address = new URL(await webAddress(server));
  await using proxy = await Nginx.before(address.origin);
  const url = proxy.url;
  await runCommand("curl", ["-sS", "-o", `${temp.path}/got`, url + address.pathname]);
  assertEquals((await server.child.status).code, 0);
  assertEquals(Deno.readFileSync(`${temp.path}/got`), content);
});
