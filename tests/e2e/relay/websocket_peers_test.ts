/** WebSockets of relay among programs that are not ours: Python's websockets, ws, Deno's own, Chromium behind nginx. */
import { assertEquals } from "@std/assert";
import { WebSocketServer } from "npm:ws@8.23.0";
import { certificate } from "../../_kit/net/certificate.ts";
import { Browser } from "../../_kit/peers/browser.ts";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Debian's package, if its own Python has not got it. */
function pythonWebsockets(): string[] {
  try {
    const { success } = new Deno.Command("/usr/bin/python3", { args: ["-c", "import websockets"] })
      .outputSync();
    return success ? [] : ["python3-websockets"];
  } catch {
    return ["python3-websockets"];
  }
}

/** A server of `ws` that gives every message back as it was, and speaks the sub-protocol v2. */
async function echoServer(): Promise<{ port: number; close(): void }> {
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    handleProtocols: (offered: Set<string>) => offered.has("v2") ? "v2" : false,
  });
  await new Promise((resolve) => server.on("listening", resolve));
  // deno-lint-ignore no-explicit-any
  server.on("connection", (socket: any) => {
    socket.on("message", (data: Uint8Array, binary: boolean) => {
      if (String(data) === "goodbye") socket.close(4321, "as you wish");
      else socket.send(data, { binary });
    });
  });
  const { port } = server.address() as Deno.NetAddr;
  return { port, close: () => server.close() };
}

const PYTHON = `
import asyncio, ssl, sys, websockets
from websockets.exceptions import ConnectionClosed, InvalidStatusCode

async def talk(url, context):
    async with websockets.connect(url, ssl=context, subprotocols=["v1", "v2"], max_size=None) as socket:
        print(socket.subprotocol, socket.response_headers.get("X-Relay"))
        for said in ["été", b"\\xff\\x00", "", b"", "€" * 100_000, bytes(300_000), ["fr", "ag", "", "ments"]]:
            await socket.send(said)
            whole = said if not isinstance(said, list) else "".join(said)
            heard = await socket.recv()
            print(type(heard).__name__, heard == whole)
        await (await socket.ping())
        await socket.send("goodbye")
        try: await socket.recv()
        except ConnectionClosed as error: print(error.rcvd.code, error.rcvd.reason)

async def main():
    url, ca, dead = sys.argv[1:]
    await talk(url, ssl.create_default_context(cafile=ca) if ca else None)
    try: await websockets.connect(dead)
    except InvalidStatusCode as error: print(error.status_code)

asyncio.run(main())
`;

const HEARD = [
  "v2 yes",
  ...["str", "bytes", "str", "bytes", "str", "bytes", "str"].map((kind) => `${kind} True`),
  "4321 as you wish",
  "502",
  "",
].join("\n");

for (const tls of [false, true]) {
  const type = tls ? "WSS-LISTEN" : "WS-LISTEN";
  const peers = [...pythonWebsockets(), ...tls ? ["openssl"] : []];
  peerTest(`relay ${type} to WS: Python's websockets talks with ws through it`, peers, async () => {
    using folder = new TempFolder();
    const base = tls ? await certificate(folder, "s") : "";
    const server = await echoServer();
    const listen = `${type}:0,fork,protocol=v2,header=X-Relay: yes${tls ? `,cert=${base}.pem` : ""}`;
    await using through = await Relay.start(listen, `WS:127.0.0.1:${server.port},protocol=v2`);
    await using dead = await Relay.start("WS-LISTEN:0,fork", "TCP:127.0.0.1:1");
    const url = tls ? `wss://localhost:${through.port}/` : `ws://127.0.0.1:${through.port}/`;
    const args = ["-c", PYTHON, url, tls ? `${base}.crt` : "", `ws://127.0.0.1:${dead.port}/`];
    const { code, stdout, stderr } = await runCommand("/usr/bin/python3", args);
    server.close();
    assertEquals([code, stdout], [0, HEARD], stderr);
  });
}

peerTest("relay - ws://…: lines to Python's websockets and back, over TLS too", [
  "openssl",
  ...pythonWebsockets(),
], async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  for (const tls of [false, true]) {
    const server = new Deno.Command("/usr/bin/python3", {
      args: ["-u", "-c", PYTHON_SERVER, tls ? `${base}.pem` : ""],
      stdout: "piped",
    }).spawn();
    const reader = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const port = parseInt((await reader.read()).value!);
    const url = `${tls ? "wss" : "ws"}://jo:secret@localhost:${port}/a%20b?c=d,lines,protocol=v2`;
    const args = [
      "-t",
      "30",
      "-",
      `${url},header=X-One: 1,origin=https://a.example${tls ? `,cafile=${base}.crt` : ""}`,
    ];
    const { code, stdout, stderr } = await relay(args, "salut\nété\n");
    assertEquals([code, stdout], [
      0,
      "/a%20b?c=d v2 1 https://a.example Basic am86c2VjcmV0\nstr salut\nstr été\n",
    ], stderr);
    await server.status;
    await reader.cancel();
  }
});

const PYTHON_SERVER = `
import asyncio, ssl, sys, websockets

async def main():
    over = asyncio.Event()
    async def handler(socket, path):
        fields = [socket.request_headers[name] for name in ["X-One", "Origin", "Authorization"]]
        await socket.send(" ".join([path, socket.subprotocol] + fields))
        for count in range(2):
            said = await socket.recv()
            await socket.send(type(said).__name__ + " " + said)
        await socket.close()
        over.set()
    context = None
    if sys.argv[1]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
    server = await websockets.serve(handler, "localhost", 0, ssl=context, subprotocols=["v2"])
    print(server.sockets[0].getsockname()[1])
    await over.wait()

asyncio.run(main())
`;

Deno.test("relay WS-LISTEN talks with Deno's own WebSocket, to which the text of a program is text", async () => {
  await using server = await Relay.start("WS-LISTEN:0:/talk,fork,text", "PIPE");
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/talk`);
  const heard: string[] = [];
  const closed = new Promise<CloseEvent>((resolve) => socket.onclose = resolve);
  socket.onopen = () => socket.send(new TextEncoder().encode("é€😀"));
  socket.onmessage = ({ data }) => {
    heard.push(data);
    if (heard.join("") === "é€😀") socket.close(4000, "enough");
  };
  const { code, wasClean } = await closed;
  assertEquals([code, wasClean, heard.every((each) => typeof each === "string")], [4000, true, true]);
});

peerTest(
  "relay WS-LISTEN behind nginx lets in Chromium's pages of the one origin",
  ["chromium", "nginx"],
  async () => {
    await using pages = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      () => new Response("A page"),
    );
    const origin = `http://127.0.0.1:${pages.addr.port}`;
    const upgrade = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
    await using relayed = await Relay.start(`WS-LISTEN:0,fork,origin=${origin},protocol=v2`, "PIPE");
    await using nginx = await Nginx.before(`http://127.0.0.1:${relayed.port}`, upgrade);
    await using browser = await Browser.start();
    const page = await browser.open(origin);
    assertEquals(await page.value<string>(talk(nginx.url, "v2")), "v2: text été, closed 3999");
    assertEquals(await page.value<string>(talk(nginx.url, "v1")), "closed 1006");
    const other = await browser.open(nginx.url);
    assertEquals(await other.value<string>(talk(nginx.url, "v2")), "closed 1006");
    await relayed.server.line((line) => line.includes(`a page of ${nginx.url} was refused`));
  },
);

/** Script that says something, and tells what it heard. */
function talk(url: string, protocol: string): string {
  return `new Promise((resolve) => {
    const socket = new WebSocket("${url}".replace("http", "ws"), ["${protocol}"]);
    let heard = "";
    socket.onopen = () => socket.send("été");
    socket.onmessage = ({ data }) => {
      heard = socket.protocol + ": " + (typeof data === "string" ? "text " + data : "binary") + ", ";
      socket.close(3999);
    };
    socket.onclose = ({ code }) => resolve(heard + "closed " + code);
  })`;
}
