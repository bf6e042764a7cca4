/** PROXY-LISTEN and SOCKS-LISTEN of relay, used by programs that are not ours, and by clients that mean no good. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { certificate } from "../../_kit/net/certificate.ts";
import { freePort } from "../../_kit/net/free_port.ts";
import { Network } from "../../_kit/net/network.ts";
import { readAll } from "../../_kit/net/read_all.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** A web server whose page tells what was asked of it. */
class Origin implements AsyncDisposable {
  readonly #server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    return new Response(`${request.method} ${pathname} ${await request.text()}\n`);
  });
  readonly port = this.#server.addr.port;

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

async function proxies(...options: string[]): Promise<{ http: Relay; socks: Relay } & AsyncDisposable> {
  const start = (type: string) =>
    Relay.start("-t", "30", [`${type}:0`, "fork", ...options].join(","), "TARGET");
  const [http, socks] = await Promise.all([start("PROXY-LISTEN"), start("SOCKS-LISTEN")]);
  return {
    http,
    socks,
    async [Symbol.asyncDispose]() {
      await http[Symbol.asyncDispose]();
      await socks[Symbol.asyncDispose]();
    },
  };
}

peerTest("curl gets its page through every kind of proxy that relay is", ["curl"], async () => {
  await using origin = await new Origin();
  await using proxy = await proxies();
  const [http, socks] = [`127.0.0.1:${proxy.http.port}`, `127.0.0.1:${proxy.socks.port}`];
  const ways: string[][] = [
    ["-x", `http://${http}`],
    ["-x", `http://${http}`, "-p"],
    ["-x", `http://${http}`, "-p", "--proxy1.0", http],
    ["--socks4", socks],
    ["--socks4a", socks],
    ["--socks5", socks],
    ["--socks5-hostname", socks],
  ];
  for (const way of ways) {
    for (const host of ["127.0.0.1", "localhost"]) {
      const url = `http://${host}:${origin.port}/page`;
      const { stdout, stderr } = await runCommand("curl", ["-sS4", "-d", "said", ...way, url]);
      assertEquals([stdout, stderr], ["POST /page said\n", ""], way.join(" "));
    }
  }
  const codes = async (...args: string[]) => (await runCommand("curl", ["-sS4", ...args])).code;
  const closed = `http://127.0.0.1:${freePort()}/`;
  assertEquals(await codes("-p", "-x", `http://${http}`, closed), 56);
  assertEquals(await codes("--socks5", socks, closed), 97);
  const { stdout } = await runCommand("curl", ["-sS", "-x", `http://${http}`, "-w", "%{http_code}", closed]);
  assertEquals(stdout, "connection refused\n502");
});

peerTest("relay's proxies let in curl, ncat and nc with a password, and nobody without", [
  "curl",
  "ncat",
  "nc",
], async () => {
  using folder = new TempFolder();
  await using origin = await new Origin();
  await using proxy = await proxies(
    "bind=127.0.0.1",
    `auth-file=${folder.write("auth", "# ours\njoe:se:cret\n")}`,
  );
  const [http, socks] = [`127.0.0.1:${proxy.http.port}`, `127.0.0.1:${proxy.socks.port}`];
  const url = `http://127.0.0.1:${origin.port}/page`;
  const curls: [args: string[], code: number, stdout: string][] = [
    [["-x", `http://${http}`, "-U", "joe:se:cret"], 0, "GET /page \n"],
    [["-x", `http://${http}`, "-p", "-U", "joe:se:cret"], 0, "GET /page \n"],
    [["-x", `http://${http}`, "-p", "--proxy-anyauth", "-U", "joe:se:cret"], 0, "GET /page \n"],
    [["-x", `http://joe:wrong@${http}`, "-p"], 56, ""],
    [["-x", `http://${http}`], 0, "a right name and password are needed\n"],
    [["-x", `socks5://joe:se%3Acret@${socks}`], 0, "GET /page \n"],
    [["-x", `socks5h://joe:wrong@${socks}`], 97, ""],
    [["--socks5", socks], 97, ""],
    [["--socks4", socks], 97, ""],
  ];
  for (const [args, code, stdout] of curls) {
    const ended = await runCommand("curl", ["-sS", ...args, url]);
    assertEquals([ended.code, ended.stdout], [code, stdout], args.join(" "));
  }
  const said = "GET /page HTTP/1.0\r\n\r\n";
  for (const [type, at] of [["http", http], ["socks5", socks]]) {
    const args = ["--no-shutdown", "--proxy", at!, "--proxy-type", type!, "--proxy-auth", "joe:se:cret"];
    const { stdout } = await runCommand("ncat", [...args, "127.0.0.1", `${origin.port}`], { stdin: said });
    assertStringIncludes(stdout, "GET /page \n", type);
  }
  for (const [type, at] of [["connect", http], ["5", socks]]) {
    const args = ["-X", type!, "-x", at!, "127.0.0.1", `${origin.port}`];
    assertEquals((await runCommand("nc", args, { stdin: said })).stdout, "", type);
  }
});

peerTest("nc, ncat and python connect through relay's proxies, as ssh's ProxyCommand does", [
  "nc",
  "ncat",
  "python3",
], async () => {
  await using origin = await new Origin();
  await using proxy = await proxies();
  const to = ["127.0.0.1", `${origin.port}`];
  const [http, socks] = [`127.0.0.1:${proxy.http.port}`, `127.0.0.1:${proxy.socks.port}`];
  const commands: [string, string[]][] = [
    ["nc", ["-X", "connect", "-x", http, ...to]],
    ["nc", ["-X", "4", "-x", socks, ...to]],
    ["nc", ["-X", "5", "-x", socks, ...to]],
    ["ncat", ["--no-shutdown", "--proxy", http, ...to]],
    ["ncat", ["--no-shutdown", "--proxy", socks, "--proxy-type", "socks4", ...to]],
    ["ncat", ["--no-shutdown", "--proxy", socks, "--proxy-type", "socks5", ...to]],
  ];
  for (const [command, args] of commands) {
    const { stdout } = await runCommand(command, args, { stdin: "GET /page HTTP/1.0\r\n\r\n" });
    assertStringIncludes(stdout, "GET /page \n", `${command} ${args.join(" ")}`);
  }
  const python = [
    "import http.client, urllib.request",
    `tunnel = http.client.HTTPConnection("127.0.0.1", ${proxy.http.port})`,
    `tunnel.set_tunnel("127.0.0.1", ${origin.port})`,
    'tunnel.request("GET", "/one"); print(tunnel.getresponse().read().decode(), end="")',
    'tunnel.request("GET", "/two"); print(tunnel.getresponse().read().decode(), end="")',
    `opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": "http://${http}"}))`,
    `print(opener.open("http://127.0.0.1:${origin.port}/three").read().decode(), end="")`,
  ].join("\n");
  const { stdout, stderr } = await runCommand("python3", ["-c", python]);
  assertEquals([stdout, stderr], ["GET /one \nGET /two \nGET /three \n", ""]);
});

Deno.test("relay's clients go through relay's proxies, with logins, and say in words why they may not", async () => {
  await using origin = await new Origin();
  await using proxy = await proxies(
    "auth=joe:secret",
    `allow-target=127.0.0.1:1-${origin.port}`,
    "bind=127.0.0.1",
  );
  const closed = freePort();
  const through = (kind: "PROXY" | "SOCKS5" | "SOCKS4A", login: string, port: number) => {
    const http = kind === "PROXY";
    const at = http ? `proxyport=${proxy.http.port},proxyauth=` : `socksport=${proxy.socks.port},socksuser=`;
    return relay(
      ["-t", "30", "-", `${kind}:127.0.0.1:127.0.0.1:${port},shut-none,${at}${login}`],
      "GET /page HTTP/1.0\r\n\r\n",
    );
  };
  for (const kind of ["PROXY", "SOCKS5"] as const) {
    assertStringIncludes((await through(kind, "joe:secret", origin.port)).stdout, "GET /page \n", kind);
  }
  const refusals: [ended: ReturnType<typeof relay>, words: string][] = [
    [through("PROXY", "joe:wrong", origin.port), "407"],
    [through("PROXY", "joe:secret", 65535), "403 Forbidden"],
    [through("SOCKS5", "joe:wrong", origin.port), "socks: the server refused the login"],
    [through("SOCKS5", "joe:secret", 65535), "socks: not allowed by the server's rules"],
    [through("SOCKS4A", "joe", origin.port), "socks: request rejected or failed"],
    ...closed < origin.port
      ? [
        [through("SOCKS5", "joe:secret", closed), "socks: connection refused"],
        [through("PROXY", "joe:secret", closed), "502 Bad Gateway"],
      ] as [ReturnType<typeof relay>, string][]
      : [],
  ];
  for (const [ended, words] of refusals) {
    const { code, stderr } = await ended;
    assertEquals(code, 1, words);
    assertStringIncludes(stderr, words);
  }
});

peerTest("relay is a proxy behind TLS and behind a UNIX socket, too", ["curl", "openssl"], async () => {
  using folder = new TempFolder();
  await using origin = await new Origin();
  const url = `http://127.0.0.1:${origin.port}/page`;
  await using unix = await Relay.start(
    "-t",
    "30",
    `UNIX-LISTEN:${folder.path}/s,fork,proxy-server=socks`,
    "TARGET",
  );
  const over = await runCommand("curl", ["-sS", "-x", `socks5h://localhost${folder.path}/s`, url]);
  assertEquals([over.stdout, over.stderr], ["GET /page \n", ""]);
  assertEquals(unix.server.lines.filter((line) => / [EW] /.test(line)), []);
  if (Number(Deno.version.deno.split(".")[1]) < 9) return; // such listeners are refused there
  const base = await certificate(folder, "s");
  await using tls = await Relay.start(
    "-t",
    "30",
    `OPENSSL-LISTEN:0,fork,bind=127.0.0.1,cert=${base}.pem,verify=0,proxy-server=http,auth=joe:secret`,
    "TARGET",
  );
  const proxy = ["-x", `https://joe:secret@localhost:${tls.port}`, "--proxy-cacert", `${base}.crt`];
  for (const more of [[], ["-p"]]) {
    const { stdout, stderr } = await runCommand("curl", ["-sS4", ...proxy, ...more, url]);
    assertEquals([stdout, stderr], ["GET /page \n", ""]);
  }
});

Deno.test("a proxy of relay serves others while hundreds say nothing, or half of something", async () => {
  await using origin = await new Origin();
  await using proxy = await proxies();
  const requests = {
    http: `CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    socks: `\x05\x01\0\x05\x01\0\x01\x7f\0\0\x01${String.fromCharCode(origin.port >> 8, origin.port & 255)}`,
  };
  using silent = new DisposableStack();
  const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  for (const kind of ["http", "socks"] as const) {
    const said = bytes(requests[kind]);
    for (let length = 0; length < said.length; length++) {
      const conn = silent.use(await Deno.connect({ hostname: "127.0.0.1", port: proxy[kind].port }));
      if (length > 0) await conn.write(said.subarray(0, length));
    }
    using slow = await Deno.connect({ hostname: "127.0.0.1", port: proxy[kind].port });
    slow.setNoDelay(true);
    for (const byte of [...said, ...bytes("GET /page HTTP/1.0\r\n\r\n")]) {
      await slow.write(Uint8Array.of(byte));
    }
    assertStringIncludes(await readAll(slow), "GET /page \n", kind);
  }
});

Deno.test("a proxy of relay that nothing limits is for this computer, and says how to open it", async () => {
  const refused = await relay(["SOCKS-LISTEN:0,bind=0.0.0.0,fork", "TARGET"]);
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.stderr, "on 0.0.0.0 this would be a proxy for everybody");
  assertStringIncludes(refused.stderr, "auth=USER:PASSWORD");
  await using here = await Relay.start("SOCKS-LISTEN:0", "TARGET");
  await here.server.line((line) => line.includes("listening on AF=2 127.0.0.1:"));
  await using open = await Relay.start("SOCKS-LISTEN:0,auth=joe:secret", "TARGET");
  await open.server.line((line) => line.includes("listening on AF=2 0.0.0.0:"));
});

peerTest("a proxy of relay leads nobody from elsewhere to the addresses of this computer's interfaces", [
  "curl",
  "ip",
  "unshare",
], async () => {
  await using network = await Network.open();
  if (network === undefined) return console.log("(no network of one's own allowed here)");
  const own = "192.0.2.1";
  await runCommand("ip", ["addr", "add", `${own}/32`, "dev", "lo"], { network });
  /** What the proxy says to somebody at `from` who asks for a port of ours where nobody listens. */
  const answer = async (from: string, ...rules: string[]) => {
    const address = ["PROXY-LISTEN:0,pf=ip4,fork,auth=joe:secret", ...rules].join(",");
    await using proxy = await Server.start(["relay", "-d", "-d", address, "TARGET"], { network });
    const args = ["-sS", "-o", "/dev/null", "-w", "%{http_connect}", "-p", "--interface", from];
    const way = ["-x", `http://joe:secret@${from}:${proxy.port}`, `http://${own}:1/`];
    return (await runCommand("curl", [...args, ...way], { network })).stdout;
  };
  assertEquals(await answer(own), "403");
  assertEquals(await answer("127.0.0.1"), "502");
  assertEquals(await answer(own, "allow-target=*"), "403");
  assertEquals(await answer(own, "allow-target=*", `allow-target=${own}`), "502");
});
