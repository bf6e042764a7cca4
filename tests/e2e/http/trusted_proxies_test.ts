import { assertEquals, assertMatch } from "@std/assert";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";

const TELLING =
  `proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header X-Forwarded-Host $http_host;`;

function serve(temp: TempFolder, ...options: string[]): Promise<Server> {
  return Server.start([
    ...["files", "serve", "0", "--dir", temp.path, "--host", "127.0.0.1", "--http-port", "0"],
    ...options,
  ]);
}

/** Where a reply's Location leads, for who has asked for `url`. */
function placeOf(reply: string, url: string): URL {
  return new URL(/^location: (\S+)/im.exec(reply)![1]!, url);
}

peerTest(
  "--trust-proxy: nginx says who asks, by which name and below which path",
  ["nginx", "curl"],
  async () => {
    using temp = new TempFolder();
    using other = new TempFolder();
    const file = other.write("b.txt", "b");
    await using server = await serve(
      temp,
      "--upload",
      "--trust-proxy",
      "127.0.0.1",
      "--allow-host",
      "files.example",
    );
    const direct = await webAddress(server);
    await using nginx = await Nginx.before(direct, TELLING);
    const logged = (client: string, path: string) =>
      server.line((line) => line.includes(`${client} "${path}"`));
    // nginx is at 127.0.0.1; whoever asks it from another address of this machine is a client.
    await curl(["--interface", "127.0.0.2", "-H", "X-Forwarded-For: 6.6.6.6", `${nginx.url}/?one`]);
    assertMatch(await logged("127.0.0.2", "GET /?one"), / 200$/);
    const created = await curl([
      ...["-si", "-X", "POST", "-H", "Tus-Resumable: 1.0.0", "-H", "Upload-Length: 1"],
      ...["-H", "Upload-Metadata: filename YS50eHQ=", `${nginx.url}/under/`],
    ]);
    const place = placeOf(created, `${nginx.url}/under/`);
    assertMatch(place.pathname + place.search, /^\/under\/\?upload=\S+$/);
    assertEquals(await curlStatus("-I", "-H", "Tus-Resumable: 1.0.0", place.href), 200);
    assertEquals((await run(["files", "put", file, `${nginx.url}/under/`])).code, 0);
    assertEquals(Deno.readTextFileSync(`${temp.path}/b.txt`), "b");
    const put = `${nginx.url}/under/c.txt`;
    assertEquals(placeOf(await curl(["-si", "-T", file, put]), put).href, put);

    const { port } = new URL(nginx.url);
    const named = [
      "--resolve",
      `files.example:${port}:127.0.0.1`,
      "--resolve",
      `evil.example:${port}:127.0.0.1`,
    ];
    const page = `http://files.example:${port}`;
    assertEquals(await curlStatus(...named, "-T", file, "-H", `Origin: ${page}`, `${page}/under/d.txt`), 201);
    assertEquals(
      await curlStatus(...named, "-T", file, "-H", `Origin: https://files.example:${port}`, `${page}/e.txt`),
      403,
    );
    assertEquals(await curlStatus(...named, `http://evil.example:${port}/`), 421);
    assertEquals(
      await curlStatus(...named, "-T", file, "-H", "Origin: http://evil.example", `${page}/e.txt`),
      403,
    );
  },
);

peerTest("without --trust-proxy, and from anywhere else, nobody is believed", ["nginx", "curl"], async () => {
  using temp = new TempFolder();
  for (const options of [[], ["--trust-proxy", "127.0.0.9", "--trust-proxy", "10.0.0.0/8"]]) {
    await using server = await serve(temp, "--upload", ...options);
    await using nginx = await Nginx.before(await webAddress(server), TELLING);
    await curl(["--interface", "127.0.0.2", "-H", "Forwarded: for=6.6.6.6", `${nginx.url}/`]);
    assertMatch(
      await server.line((line) => line.includes('"GET /" ') && / 200$/.test(line)),
      / 127\.0\.0\.1 "/,
    );
    const put = ["-si", "-X", "PUT", "-d", "x", "-H", "X-Forwarded-Host: evil.example"];
    // A place that is relative is right whatever the prefix, and so tells nothing of one that is not believed.
    assertMatch(
      await curl([...put, "-H", "X-Forwarded-Prefix: /p", `${nginx.url}/under/c`]),
      /^location: \.\/c\r$/im,
    );
    assertEquals(
      await curlStatus(...put.slice(1), "-H", "Origin: http://evil.example", `${nginx.url}/d`),
      403,
    );
    Deno.removeSync(`${temp.path}/c`);
  }
});

peerTest(
  "files share counts and limits the clients behind a trusted proxy one by one",
  ["nginx", "curl"],
  async () => {
    using temp = new TempFolder();
    const path = temp.write("a.bin", "x".repeat(1000));
    await using server = await Server.start([
      ...[
        "files",
        "share",
        path,
        "--port",
        "0",
        "--host",
        "127.0.0.1",
        "--count",
        "2",
        "--trust-proxy",
        "loopback",
      ],
    ]);
    const address = new URL(await webAddress(server));
    await using nginx = await Nginx.before(address.origin, "proxy_set_header X-Forwarded-For $arg_from;");
    for (const from of ["192.0.2.1", "2001:db8::2"]) {
      await curl(["-o", `${temp.path}/got`, `${nginx.url}${address.pathname}?from=${from}`]);
      await server.line((line) => line.includes(`${from} has received a.bin`));
    }
    assertEquals((await server.child.status).code, 0);
  },
);

peerTest("chat --web lets browsers in below a path of nginx, and by the name that nginx tells", [
  "nginx",
  "curl",
], async () => {
  await using server = await Server.start([
    ...[
      "chat",
      "serve",
      "0",
      "--web",
      "0",
      "--host",
      "127.0.0.1",
      "--trust-proxy",
      "loopback",
      "--allow-host",
      "chat.example",
    ],
  ]);
  const direct = /http:\S+(?=\/)/.exec(await server.line((line) => line.includes("in a browser")))![0];
  await using nginx = await Nginx.before(
    direct,
    `proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $http_connection; proxy_set_header X-Forwarded-Host chat.example;
     proxy_set_header X-Forwarded-Proto https;`,
  );
  const page = await curl([`${nginx.url}/under/`]);
  const script = /<script src="([^"]+)"/.exec(page)![1]!;
  assertEquals(await curlStatus(new URL(script, `${nginx.url}/under/`).href), 200);
  const asking = [
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  const enter = (origin: string) =>
    curlStatus(
      "-m",
      "1",
      ...[...asking, `Origin: ${origin}`].flatMap((field) => ["-H", field]),
      `${nginx.url}/under/room`,
    );
  assertEquals(await enter("http://chat.example"), 403);
  assertEquals(await enter("https://evil.example"), 403);
  assertEquals(await enter("https://chat.example"), 101);
});
