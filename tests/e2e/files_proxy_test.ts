import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { peerTest } from "../_kit/peer.ts";
import { run, runCommand, Server } from "../_kit/program.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { curl, curlStatus, noise, webAddress } from "../_kit/web.ts";

/** An nginx in front of a server, on a port of its own, for the length of a test. */
class Proxy implements AsyncDisposable {
  readonly #temp = new TempFolder();
  readonly #child: Deno.ChildProcess;

  constructor(readonly port: number, upstream: string) {
    const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) =>
      `${what}_temp_path ${this.#temp.path}/${what};`
    );
    const path = this.#temp.write(
      "nginx.conf",
      `daemon off; pid ${this.#temp.path}/pid; error_log /dev/null; events {}
      http { access_log off; ${temp.join(" ")} client_max_body_size 0;
        server { listen 127.0.0.1:${port}; location / {
          proxy_pass ${upstream}; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
          proxy_request_buffering off; }
          location /under/ { proxy_pass ${upstream}/; proxy_set_header Host $http_host; } } }`,
    );
    this.#child = new Deno.Command("nginx", { args: ["-c", path], stdout: "null", stderr: "null" }).spawn();
  }

  async ready(): Promise<string> {
    const url = `http://127.0.0.1:${this.port}`;
    for (let tries = 0; tries < 100 && await curlStatus(url) === 0; tries++) await delay(20);
    return url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#child.status;
    this.#temp[Symbol.dispose]();
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

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
    await using proxy = new Proxy(freePort(), await webAddress(server));
    const url = await proxy.ready();
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
  await using proxy = new Proxy(freePort(), await webAddress(server));
  const root = `${await proxy.ready()}/under/`;
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
  await using proxy = new Proxy(freePort(), address.origin);
  const url = await proxy.ready();
  await runCommand("curl", ["-sS", "-o", `${temp.path}/got`, url + address.pathname]);
  assertEquals((await server.child.status).code, 0);
  assertEquals(Deno.readFileSync(`${temp.path}/got`), content);
});
