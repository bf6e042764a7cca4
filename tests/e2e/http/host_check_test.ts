import { assertEquals, assertMatch } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";

const FOLDER = "files serve 0 --host 127.0.0.1 --http-port 0".split(" ");

peerTest(
  "files serve answers on no page and to no method under a name that is not its own",
  ["curl"],
  async () => {
    using temp = new TempFolder();
    temp.write("www/a.txt", "secret\n");
    await using server = await Server.start([...FOLDER, "--upload", "--dir", `${temp.path}/www`]);
    const { port, host } = new URL(await webAddress(server));
    const evil = `http://evil.example:${port}`;
    const rebound = ["--resolve", `evil.example:${port}:127.0.0.1`];
    const requests = [
      [`${evil}/`],
      ["-I", `${evil}/a.txt`],
      [`${evil}/?zip`],
      [`${evil}/?json`],
      ["-X", "OPTIONS", `${evil}/`],
      ["-T", `${temp.path}/www/a.txt`, `${evil}/put.txt`],
      ["-F", `f=@${temp.path}/www/a.txt`, `${evil}/`],
      ["-X", "POST", "-H", "Tus-Resumable: 1.0.0", "-H", "Upload-Length: 1", `${evil}/`],
      ["-H", "Connection: Upgrade", "-H", "Upgrade: websocket", `${evil}/room`],
      ["--request-target", `${evil}/a.txt`, "-H", "Host: localhost", `http://${host}/`],
      ["-H", "Host: localhost.evil.example", `http://${host}/a.txt`],
      ["-H", "X-Forwarded-Host: localhost", "-H", "Forwarded: host=localhost", `${evil}/a.txt`],
    ];
    for (const request of requests) {
      assertEquals(await curlStatus(...rebound, ...request), 421, request.join(" "));
    }
    assertEquals([...Deno.readDirSync(`${temp.path}/www`)].map(({ name }) => name), ["a.txt"]);
    assertMatch(await curl([...rebound, `${evil}/`]), /evil\.example; --allow-host evil\.example lets it/);
    assertMatch(await server.line((line) => / 421$/.test(line)), /"GET \/" .*421/);
    const own = [
      "localhost",
      "LOCALHOST.",
      "[::1]:80",
      "10.9.8.7",
      Deno.hostname(),
      `${Deno.hostname()}.local`,
    ];
    for (const name of own) {
      assertEquals(await curlStatus("-H", `Host: ${name}`, `http://${host}/a.txt`), 200, name);
    }
    assertEquals(await curlStatus("-0", "-H", "Host:", `http://${host}/a.txt`), 200);
    assertEquals(await curlStatus("-H", "Host: localhost, evil.example", `http://${host}/a.txt`), 400);
  },
);

peerTest("--allow-host, --host and --cert give a server names", ["curl", "openssl"], async () => {
  using temp = new TempFolder();
  temp.write("www/a.txt", "secret\n");
  const [cert, key] = [`${temp.path}/cert.pem`, `${temp.path}/key.pem`];
  const made = new Deno.Command("openssl", {
    args: [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=x -keyout".split(
        " ",
      ),
      ...[key, "-out", cert, "-addext", "subjectAltName=DNS:files.example.org,DNS:*.lab.example.org"],
    ],
    stderr: "null",
  });
  assertEquals((await made.output()).success, true);
  const names = ["--allow-host", "Given.Example", "--allow-host", ".below.example"];
  await using server = await Server.start([
    ...["files", "share", `${temp.path}/www/a.txt`, "--count", "9", "--host", "localhost", "-p", "0"],
    ...["--tls", "--cert", cert, "--key", key, ...names],
  ]);
  const { port, pathname } = new URL(await webAddress(server));
  const status = (name: string) =>
    curlStatus("-k", "--resolve", `${name}:${port}:127.0.0.1`, `https://${name}:${port}${pathname}`);
  const own = ["files.example.org", "a.lab.example.org", "given.example", "below.example", "a.below.example"];
  for (const name of own) assertEquals(await status(name), 200, name);
  for (const name of ["a.files.example.org", "lab.example.org", "a.given.example", "evil.example"]) {
    assertEquals(await status(name), 421, name);
  }
  const refused = await run(["files", "share", "--allow-host", "http://a/", "x"]);
  assertEquals(refused.code, 2);
  assertMatch(refused.stderr, /--allow-host needs a name such as files\.example\.org, not "http:\/\/a\/"/);
});

peerTest(
  "chat --web answers on no page and to no WebSocket under a name that is not its own",
  ["curl"],
  async () => {
    await using server = await Server.start([
      "chat",
      "serve",
      "0",
      "--web",
      "0",
      "--host",
      "127.0.0.1",
      "--allow-host",
      "Chat.example",
    ]);
    const url = new URL(/http:\S+/.exec(await server.line((line) => line.includes("in a browser")))![0]);
    const asking = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"];
    const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    const status = async (path: string, host: string, ...fields: string[]) => {
      const head = [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...fields, "", ""].join("\r\n");
      using conn = await Deno.connect({ hostname: "127.0.0.1", port: Number(url.port) });
      await conn.write(new TextEncoder().encode(head));
      const buffer = new Uint8Array(4096);
      const length = await conn.read(buffer) ?? 0;
      return Number(new TextDecoder().decode(buffer.subarray(0, length)).split(" ")[1]);
    };
    const room = (host: string, origin: string) => status("/room", host, ...asking, key, `Origin: ${origin}`);
    for (const path of ["/", "/chat.js", "/chat.css", "/nothing"]) {
      assertEquals(
        await status(path, "evil.example"),
        421,
        path,
      );
    }
    assertEquals(await room("evil.example", "http://evil.example"), 421);
    assertEquals(await room("localhost", "http://localhost"), 101);
    assertEquals(await room("chat.example", "http://chat.example"), 101);
    assertEquals(await room("localhost", "http://evil.example"), 403);
    assertEquals(await status("/", `${Deno.hostname()}:${url.port}`), 200);
  },
);
