/*
What a transfer gives away, to whom, and what it takes from whom: the password, the file, and the name it is
saved under.
*/

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { HostileServer } from "../../_kit/net/hostile_server.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const env = { NETLAB_AUTH: "ann:pw" };
const SECRET = `Authorization: Basic ${btoa("ann:pw")}`;

/** A server that keeps the heads it was sent, and answers each with what is due for its first line. */
class Recorder implements Disposable {
  readonly heads: string[] = [];
  readonly server: HostileServer;

  constructor(answer: (line: string) => string) {
    this.server = new HostileServer(async (victim) => {
      const head = await victim.head();
      this.heads.push(head);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      await victim.swallow(length);
      await victim.say(answer(head.split("\r\n")[0]!).replaceAll("\n", "\r\n"));
    });
  }

  get url(): string {
    return this.server.url;
  }

  get secrets(): number {
    return this.heads.filter((head) => head.includes(SECRET)).length;
  }

  [Symbol.dispose](): void {
    this.server[Symbol.dispose]();
  }
}

const HELLO = "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello";

Deno.test("files get gives the password to the origin that was typed, and to no other", async () => {
  using temp = new TempFolder();
  using other = new Recorder(() => HELLO);
  for (const status of [301, 302, 303, 307, 308]) {
    using first = new Recorder((line) =>
      line.includes("/near ")
        ? HELLO
        : line.includes("/here ")
        ? `HTTP/1.1 ${status} On\nLocation: /near\n\n`
        : `HTTP/1.1 ${status} On\nLocation: ${other.url}/far\n\n`
    );
    for (const [path, mine] of [["near", 2], ["here", 4], ["away", 2]] as const) {
      first.heads.length = 0;
      const get = ["files", "get", `${first.url}/${path}`, "-o", `${temp.path}/f`, "--force", "--auth"];
      assertEquals((await run(get, { env })).code, 0);
      assertEquals([first.heads.length, first.secrets], [mine, mine]);
    }
  }
  assert(other.heads.length >= 10);
  for (const head of other.heads) assert(!/^(authorization|cookie|referer|origin):/im.test(head), head);
});

Deno.test("files get takes a password out of an address, and neither shows nor keeps it", async () => {
  using temp = new TempFolder();
  using other = new Recorder(() => "HTTP/1.1 404 No\n\n");
  using first = new Recorder(() =>
    `HTTP/1.1 302 On\nLocation: ${other.url.replace("//", "//eve:x@")}/far\n\n`
  );
  const { code, stderr } = await run([
    "files",
    "get",
    `${first.url.replace("//", "//ann:pw@")}/f`,
    "-o",
    temp.path,
  ]);
  assertEquals([code, first.secrets, other.heads.length > 0], [1, first.heads.length, true]);
  assert(!/^authorization:/im.test(other.heads.join("")), other.heads.join(""));
  assert(!stderr.includes("pw"), stderr);
});

Deno.test("files put sends neither password nor file where a server points to", async () => {
  using temp = new TempFolder();
  const path = temp.write("f", "the file");
  const put = (url: string, ...more: string[]) =>
    run(["files", "put", path, `${url}/`, "--auth", "--retries", "0", ...more], {
      env: { ...env, TMPDIR: temp.path },
    });
  using other = new Recorder(() => "HTTP/1.1 204 No Content\nUpload-Offset: 8\n\n");
  const tus = (location: string) => `HTTP/1.1 201 Created\nTus-Resumable: 1.0.0\nLocation: ${location}\n\n`;
  const rows: [string, RegExp][] = [
    [tus(`${other.url}/u/1`), /The server wants the file sent to another origin, http:\S+; that is refused$/],
    [tus(`//127.0.0.1:${other.server.port}/u`), /another origin/],
    [tus("https://127.0.0.1/u"), /another origin/],
    [tus("file:///etc/passwd"), /The server sends us to file:\/\/\/etc\/passwd; only http:.* followed$/],
    [tus("http://[/"), /The server sends us to "http:\/\/\[\/", which is no address$/],
    [
      `HTTP/1.1 301 On\nLocation: ${other.url}/\n\n`,
      /The server takes files at http:\S+; name that address if you trust it$/,
    ],
  ];
  for (const [answer, said] of rows) {
    using first = new Recorder(() => answer);
    const { code, stderr } = await put(first.url);
    assertEquals(code, 1);
    assertMatch(stderr.trim(), said);
    assertEquals([other.heads, first.secrets > 0], [[], true]);
  }
  // What an upload without the file in it may follow is followed, without the password.
  using kept = new Recorder(() => `HTTP/1.1 307 On\nLocation: ${other.url}/\n\n`);
  assertEquals((await put(kept.url)).code, 1);
  assert(!other.heads.join("").includes(SECRET) && !other.heads.join("").includes("the file"));
});

Deno.test("files put goes on with no upload of another origin, whatever was noted", async () => {
  using temp = new TempFolder();
  const path = temp.write("f", "the file");
  using first = new Recorder((line) =>
    line.startsWith("POST")
      ? "HTTP/1.1 201 Created\nTus-Resumable: 1.0.0\nLocation: /u/1\n\n"
      : "HTTP/1.1 500 No\n\n"
  );
  const put = ["files", "put", path, `${first.url}/`, "--retries", "0"];
  assertEquals((await run(put, { env: { TMPDIR: temp.path } })).code, 1);
  using other = new Recorder(() => "HTTP/1.1 200 OK\n\n");
  const [note] = temp.names().filter((name) => name.startsWith("netlab-upload-"));
  Deno.writeTextFileSync(`${temp.path}/${note}`, `${other.url}/u/1`);
  assertEquals((await run(put, { env: { TMPDIR: temp.path } })).code, 1);
  assertEquals(other.heads, []);
});

Deno.test("files get goes through the proxy of the environment, which alone gets its password", async () => {
  using temp = new TempFolder();
  using proxy = new Recorder(() => HELLO);
  using server = new Recorder(() => HELLO);
  const address = proxy.url.replace("//", "//pat:pxy@");
  const get = (env: Record<string, string>, ...more: string[]) =>
    run(["files", "get", ...more, "-o", `${temp.path}/f`, "-f"], { env });
  const secret = `Proxy-Authorization: Basic ${btoa("pat:pxy")}`;
  assertEquals((await get({ ...env, http_proxy: address }, "--auth", "http://h.invalid/a?b")).code, 0);
  assertEquals(proxy.heads.map((head) => head.split("\r\n")[0]), [
    "HEAD http://h.invalid/a?b HTTP/1.1",
    "GET http://h.invalid/a?b HTTP/1.1",
  ]);
  for (const head of proxy.heads) assert(head.includes(secret) && head.includes(SECRET), head);
  proxy.heads.length = 0;
  assertEquals((await get({ HTTP_PROXY: address, NO_PROXY: "x, 127.0.0.1" }, `${server.url}/a`)).code, 0);
  assertEquals([proxy.heads, server.heads.length], [[], 2]);
  assert(!server.heads.join("").includes("Proxy-"), server.heads.join(""));
  const refused = await get({ http_proxy: "socks5://127.0.0.1:1" }, "http://h.invalid/a");
  assertStringIncludes(refused.stderr, "http_proxy names no proxy of the form http://HOST:PORT");
});

Deno.test("files get says where it is not sent on to", async () => {
  using temp = new TempFolder();
  Deno.writeTextFileSync(`${temp.path}/here`, "secret");
  for (
    const to of [
      toFileUrl(join(temp.path, "here")).href,
      "data:,x",
      "ftp://127.0.0.1/x",
      "javascript:1",
      "about:blank",
    ]
  ) {
    using server = new Recorder(() => `HTTP/1.1 302 On\nLocation: ${to}\n\n`);
    const { code, stderr } = await run(["files", "get", `${server.url}/f`, "-o", `${temp.path}/out`]);
    assertEquals(code, 1);
    assertStringIncludes(stderr, `The server sends us to ${to}; only http:// and https:// are followed`);
  }
  assertEquals(temp.names(), ["here"]);
});

/**
 * Servers on a public, a private and a loopback address of a machine that has all three, which send each
 * other clients.
 */
const NEARER = `
import http.server, subprocess, sys, threading
class Send(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        to = self.path[1:]
        self.send_response(302 if to != "f" else 200)
        if to != "f": self.send_header("Location", "http://" + to + "/f")
        self.send_header("Content-Length", "0")
        self.end_headers()
    do_HEAD = do_GET
    def log_message(self, *args): pass
for host in ("203.0.113.5", "10.9.0.1", "127.0.0.1"):
    server = http.server.ThreadingHTTPServer((host, 8080), Send)
    threading.Thread(target=server.serve_forever, daemon=True).start()
for way in sys.argv[1].split():
    start, to = way.split(">")
    done = subprocess.run([*sys.argv[2:], f"http://{start}:8080/{to}:8080"], capture_output=True, text=True)
    print(way, done.returncode, "nearer" in done.stderr)
`;

peerTest(
  "files get is not sent from the network to this machine itself",
  ["unshare", "ip", "python3"],
  async () => {
    using temp = new TempFolder();
    const [command, args] = netlab("files", "get", "-f", "-o", `${temp.path}/f`);
    const ways = [
      "203.0.113.5>10.9.0.1 1 True",
      "203.0.113.5>127.0.0.1 1 True",
      "10.9.0.1>127.0.0.1 1 True",
      "127.0.0.1>10.9.0.1 0 False",
      "10.9.0.1>203.0.113.5 0 False",
      "127.0.0.1>127.0.0.1 0 False",
    ];
    const script =
      "ip link set lo up && ip addr add 203.0.113.5/32 dev lo && ip addr add 10.9.0.1/32 dev lo || exit 77; " +
      'exec python3 -c "$0" "$@"';
    const typed = ways.map((way) => way.split(" ")[0]!).join(" ");
    const { code, stdout, stderr } = await runCommand("unshare", [
      "-n",
      "sh",
      "-c",
      script,
      NEARER,
      typed,
      command,
      ...args,
    ]);
    if (code === 77 || stderr.includes("unshare failed")) {
      return console.log(
        "(no network of one's own allowed here)",
      );
    }
    assertEquals(stdout.trim().split("\n"), ways, stderr);
  },
);

Deno.test("files get saves under a harmless name, whatever a server calls the file", async () => {
  const rows: [name: string, saved: string][] = [
    [".bashrc", "_bashrc"],
    ["../../.ssh/authorized_keys", "authorized_keys"],
    ["..\\\\..\\\\.netrc", "_netrc"],
    ["C:\\\\autoexec.bat", "autoexec.bat"],
    ["C:evil", "C_evil"],
    ["nul.txt", "_nul.txt"],
    ["report.txt. .", "report.txt"],
    ["..", "f"],
    ["", "f"],
    [`${"x".repeat(3000)}.tar`, `${"x".repeat(226)}.tar`],
  ];
  for (const [name, saved] of rows) {
    using temp = new TempFolder();
    using server = new Recorder(() =>
      `HTTP/1.1 200 OK\nContent-Length: 5\nContent-Disposition: attachment; filename="${name}"\n\nhello`
    );
    const { code, stderr } = await run(["files", "get", `${server.url}/f`, "-o", temp.path]);
    assertEquals([code, temp.names()], [0, [saved]], stderr);
  }
  for (
    const [path, saved] of [["/%2e%62ashrc", "_bashrc"], ["/a/%2e%2e%2fb", "b"], ["/x%1b%5b2Jy", "x_[2Jy"]]
  ) {
    using temp = new TempFolder();
    using server = new Recorder(() => HELLO);
    const { code, stderr } = await run(["files", "get", `${server.url}${path}`, "-o", temp.path]);
    assertEquals([code, temp.names()], [0, [saved]], stderr);
    assert(!stderr.includes("\x1b"), stderr);
  }
});

Deno.test("files get unpacks nothing: a bomb is saved as the few bytes it is", async () => {
  using temp = new TempFolder();
  const zeros = new ReadableStream({
    start(controller) {
      for (let count = 0; count < 100; count++) controller.enqueue(new Uint8Array(1 << 20));
      controller.close();
    },
  });
  const bomb = await new Response(zeros.pipeThrough(new CompressionStream("gzip"))).bytes();
  const text = Array.from(bomb, (byte) => String.fromCharCode(byte)).join("");
  using server = new HostileServer(async (victim) => {
    const head = await victim.head();
    assertStringIncludes(head, "Accept-Encoding: identity");
    await victim.say(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
    if (head.startsWith("GET")) await victim.say(text);
  });
  const { code, stderr } = await run(["files", "get", `${server.url}/f`, "-o", temp.path]);
  assertEquals([code, Deno.readFileSync(`${temp.path}/f`)], [0, bomb]);
  assertStringIncludes(stderr, "the server sends it encoded as gzip; it is kept so");
  const piped = await run(["files", "get", `${server.url}/f.gz`, "-o", temp.path]);
  assertEquals([piped.code, piped.stderr.includes("encoded as")], [0, false]);
});

Deno.test("files get keeps a part only where a later run can go on from it, and writes to no trap", async () => {
  const body = "begin";
  const serving = (fields: string) =>
    new HostileServer(async (victim) => {
      const isHead = (await victim.head()).startsWith("HEAD");
      await victim.say(`HTTP/1.1 200 OK\r\nContent-Length: 100\r\n${fields}\r\n${isHead ? "" : body}`);
      if (!isHead) await victim.silence();
    });
  for (
    const [fields, kept] of [["", []], ['Accept-Ranges: bytes\r\nETag: "a"\r\n', [
      "f.part",
      "f.part.json",
    ]]] as const
  ) {
    using temp = new TempFolder();
    using server = serving(fields);
    const limits = ["--timeout", "0.5", "--retries", "0"];
    const { code } = await run(["files", "get", `${server.url}/f`, "-o", temp.path, ...limits]);
    assertEquals([code, temp.names()], [1, kept]);
  }
  using temp = new TempFolder();
  using server = new Recorder(() => HELLO);
  const precious = temp.write("precious", "precious");
  Deno.mkdirSync(`${temp.path}/in`);
  for (const to of [precious, "/dev/full", `${temp.path}/nothing`]) {
    Deno.symlinkSync(to, `${temp.path}/in/f`);
    const { code } = await run(["files", "get", `${server.url}/f`, "-o", `${temp.path}/in`]);
    assertEquals(code, 1);
    const forced = await run(["files", "get", `${server.url}/f`, "-o", `${temp.path}/in`, "--force"]);
    assertEquals([forced.code, Deno.lstatSync(`${temp.path}/in/f`).isFile], [0, true], forced.stderr);
    Deno.removeSync(`${temp.path}/in/f`);
  }
  assertEquals([Deno.readTextFileSync(precious), temp.names()], ["precious", ["in", "precious"]]);
});

Deno.test("files get takes no byte beyond what it asked for", async () => {
  using temp = new TempFolder();
  using server = new HostileServer(async (victim) => {
    const head = await victim.head();
    const fields = 'Accept-Ranges: bytes\r\nETag: "a"\r\n';
    const [, first, last] = /range: bytes=(\d+)-(\d*)/i.exec(head) ?? [];
    if (first === undefined) {
      return await victim.say(`HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n${fields}\r\n`);
    }
    await victim.say(
      `HTTP/1.1 206 Part\r\nContent-Range: bytes ${first}-${last || 2999999}/3000000\r\n${fields}\r\n`,
    );
    await victim.flood("x");
  });
  const { code, stderr } = await run(["files", "get", "-j", "3", `${server.url}/f`, "-o", temp.path]);
  assertEquals(code, 1);
  assertMatch(stderr.trim(), /The server sends other bytes than were asked for$/);
  assert(temp.names().every((name) => name.startsWith("f.part")));
  for (const name of temp.names()) assert(Deno.statSync(`${temp.path}/${name}`).size <= 3_000_000);
});
