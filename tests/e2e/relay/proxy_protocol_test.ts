/** The PROXY protocol of relay, with proxies and servers that are not ours and with bytes made by hand. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { SocketAddress } from "../../../mod/net/address/socket_address.ts";
import { encodeProxyHeader } from "../../../mod/net/proxy_protocol/encode_proxy_header.ts";
import { startOnFreePort } from "../../_kit/net/free_port.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

/** Tells the client whose connection it is, and gives back what it says. */
const TELL = "SYSTEM:echo $SOCAT_PEERADDR $SOCAT_PEERPORT $SOCAT_SOCKADDR $SOCAT_SOCKPORT; cat";

/** Says something byte by byte or at once, half-closes, and gives back all that comes. */
async function ask(port: number, said: Uint8Array, oneByOne = false): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  conn.setNoDelay(true);
  try {
    for (const piece of oneByOne ? [...said].map((byte) => Uint8Array.of(byte)) : [said]) {
      await conn.write(piece);
    }
    await conn.closeWrite();
    return await new Response(conn.readable).text();
  } catch {
    return ""; // sent away
  }
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function v2(source: SocketAddress, destination: SocketAddress): Uint8Array {
  return encodeProxyHeader({ version: 2, ends: { source, destination } });
}

function tcp(hostname: string, port: number): SocketAddress {
  return { transport: "tcp", hostname, port };
}

testOn(
  POSIX,
  "there is no shell",
  "relay takes the client's address from a PROXY header, loses nothing behind it, and refuses all else",
  async () => {
    await using server = await Relay.start("-t", "30", "TCP-LISTEN:0,bind=127.0.0.1,fork,accept-proxy", TELL);
    const [first, second] = [tcp("2001:db8::7", 5), tcp("2001:db8::1", 443)];
    const cases: [said: Uint8Array, heard: string][] = [
      [bytes("PROXY TCP4 192.0.2.7 198.51.100.1 5 443\r\nhello"), "192.0.2.7 5 198.51.100.1 443\nhello"],
      [
        Uint8Array.from([...v2(first, second), ...bytes("hello")]),
        `[2001:0db8:${"0000:".repeat(5)}0007] 5 [2001:0db8:${"0000:".repeat(5)}0001] 443\nhello`,
      ],
      [
        Uint8Array.from([
          ...v2({ transport: "unix", path: "/c" }, { transport: "unix", path: "/s" }),
          ...bytes("hello"),
        ]),
        "/c /s\nhello",
      ],
    ];
    for (const [said, heard] of cases) {
      for (const oneByOne of [false, true]) assertEquals(await ask(server.port, said, oneByOne), heard);
    }
    assertStringIncludes(await ask(server.port, bytes("PROXY UNKNOWN\r\nhi")), "127.0.0.1 ");
    assertEquals(await ask(server.port, bytes("GET / HTTP/1.0\r\n\r\n")), "");
    assertEquals(await ask(server.port, bytes("PROXY TCP4 1.2.3.4\r\n\r\n")), "");
    const told = (text: string) => server.server.line((line) => line.includes(text));
    await told("does not begin with a PROXY header");
    await told("the PROXY header is malformed");
    await told("passes on AF=2 192.0.2.7:5");
  },
);

testOn(
  POSIX,
  "there is no shell",
  "relay holds the client of a PROXY header to range= and allow=, and proxies to proxy-protocol-from=",
  async () => {
    await using server = await Relay.start(
      "-t",
      "30",
      "TCP-LISTEN:0,bind=127.0.0.1,fork,proxy-protocol=1,range=192.0.2.0/24,deny=192.0.2.9,proxy-protocol-from=127.0.0.0/8",
      TELL,
    );
    await using strict = await Relay.start(
      "-t",
      "30",
      "TCP-LISTEN:0,bind=127.0.0.1,fork,accept-proxy,proxy-protocol-from=192.0.2.0/24",
      TELL,
    );
    const from = (host: string) => bytes(`PROXY TCP4 ${host} 198.51.100.1 5 443\r\nhello`);
    assertEquals(await ask(server.port, from("192.0.2.7")), "192.0.2.7 5 198.51.100.1 443\nhello");
    assertEquals(await ask(server.port, from("192.0.2.9")), "");
    assertEquals(await ask(server.port, from("127.0.0.1")), "");
    assertEquals(await ask(server.port, bytes("PROXY UNKNOWN\r\nhello")), "");
    assertEquals(await ask(server.port, v2(tcp("192.0.2.7", 5), tcp("192.0.2.1", 6))), "");
    assertEquals(await ask(strict.port, from("192.0.2.7")), "");
    await server.server.line((line) => line.includes("due to range option"));
    await server.server.line((line) => line.includes("due to deny option"));
    await server.server.line((line) => line.includes("of the other version"));
    await strict.server.line((line) => line.includes("due to proxy-protocol-from option"));
  },
);

testOn(
  POSIX,
  "there is no shell",
  "relay passes the client's address on from one PROXY header to the next, over TCP and over UNIX",
  async () => {
    using folder = new TempFolder();
    await using last = await Relay.start(
      "-t",
      "30",
      "TCP-LISTEN:0,bind=127.0.0.1,fork,proxy-protocol=2",
      TELL,
    );
    await using unix = await Relay.start(
      "-t",
      "30",
      `UNIX-LISTEN:${folder.path}/s,fork,proxy-protocol=1`,
      `TCP:127.0.0.1:${last.port},proxy-protocol=2`,
    );
    await using middle = await Relay.start(
      "-t",
      "30",
      "TCP-LISTEN:0,bind=127.0.0.1,fork,accept-proxy",
      `UNIX-CONNECT:${folder.path}/s,send-proxy`,
    );
    await using front = await Relay.start(
      "-t",
      "30",
      "TCP-LISTEN:0,bind=127.0.0.1,fork",
      `TCP:127.0.0.1:${last.port},send-proxy-v2`,
    );
    const said = bytes("PROXY TCP4 192.0.2.7 198.51.100.1 5 443\r\nhello");
    assertEquals(await ask(middle.port, said), "192.0.2.7 5 198.51.100.1 443\nhello");
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: front.port });
    await conn.closeWrite();
    const { port } = conn.localAddr as Deno.NetAddr;
    assertEquals(await new Response(conn.readable).text(), `127.0.0.1 ${port} 127.0.0.1 ${front.port}\n`);
    assertEquals(unix.server.lines.filter((line) => / [EW] /.test(line)), []);
  },
);

const HAPROXY = (port: number, upstream: number, header: string) => `
defaults
  mode tcp
  timeout connect 30s
  timeout client 30s
  timeout server 30s
listen sends
  bind 127.0.0.1:${port}
  server s 127.0.0.1:${upstream} ${header}
`;

peerTest("relay understands the headers of haproxy, in both versions", ["haproxy"], async () => {
  await using server = await Relay.start("-t", "30", "TCP-LISTEN:0,bind=127.0.0.1,fork,accept-proxy", TELL);
  for (
    const header of [
      "send-proxy",
      "send-proxy-v2",
      "send-proxy-v2-ssl",
      "send-proxy-v2 proxy-v2-options crc32c",
    ]
  ) {
    using folder = new TempFolder();
    const { child, port } = await startOnFreePort("haproxy", (port) => [
      "-f",
      folder.write("haproxy.cfg", HAPROXY(port, server.port, header)),
    ]);
    using conn = await Deno.connect({ hostname: "127.0.0.1", port });
    const own = (conn.localAddr as Deno.NetAddr).port;
    const wanted = `127.0.0.1 ${own} 127.0.0.1 ${port}\n`;
    const buffer = new Uint8Array(100);
    let heard = "";
    while (heard.length < wanted.length) {
      const count = await conn.read(buffer);
      if (count === null) break;
      heard += new TextDecoder().decode(buffer.subarray(0, count));
    }
    child.kill();
    await child.status;
    assertEquals(heard, wanted, header);
  }
});

const RETURNS = (port: number) => `
defaults
  mode http
  timeout client 30s
frontend accepts
  bind 127.0.0.1:${port} accept-proxy
  http-request return status 200 content-type text/plain lf-string "%[src]:%[src_port] %[dst]:%[dst_port]\\n"
`;

peerTest("haproxy understands the headers of relay, in both versions", ["haproxy"], async () => {
  using folder = new TempFolder();
  const { child, port } = await startOnFreePort("haproxy", (port) => [
    "-f",
    folder.write("haproxy.cfg", RETURNS(port)),
  ]);
  try {
    for (const option of ["proxy-protocol", "proxy-protocol=2", "send-proxy", "send-proxy-v2"]) {
      await using front = await Relay.start(
        "-t",
        "30",
        "TCP-LISTEN:0,bind=127.0.0.1",
        `TCP:127.0.0.1:${port},${option}`,
      );
      using conn = await Deno.connect({ hostname: "127.0.0.1", port: front.port });
      await conn.write(bytes("GET / HTTP/1.0\r\n\r\n"));
      const own = (conn.localAddr as Deno.NetAddr).port;
      const text = await new Response(conn.readable).text();
      assertStringIncludes(text, `\r\n\r\n127.0.0.1:${own} 127.0.0.1:${front.port}\n`, option);
    }
  } finally {
    child.kill();
    await child.status;
  }
});

peerTest("nginx understands the header of relay", ["nginx"], async () => {
  using folder = new TempFolder();
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) =>
    `${what}_temp_path ${folder.path}/${what};`
  ).join(" ");
  const { child, port } = await startOnFreePort("nginx", (port) => [
    "-c",
    folder.write(
      "nginx.conf",
      `daemon off; pid ${folder.path}/pid; error_log /dev/null; events {} http { access_log off; ${temp}
        server { listen 127.0.0.1:${port} proxy_protocol;
          location / { return 200 "$proxy_protocol_addr:$proxy_protocol_port\\n"; } } }`,
    ),
  ]);
  try {
    for (const option of ["send-proxy", "send-proxy-v2"]) {
      const said = "GET / HTTP/1.0\r\n\r\n";
      const { stdout } = await relay(
        ["-t", "20", "-", `TCP:127.0.0.1:${port},${option},bind=127.0.0.1`],
        said,
      );
      assertStringIncludes(stdout, "\r\n\r\n127.0.0.1:", option);
    }
  } finally {
    child.kill();
    await child.status;
  }
});

peerTest("relay understands the header of curl", ["curl"], async () => {
  await using server = await Relay.start(
    "-t",
    "30",
    "TCP-LISTEN:0,bind=127.0.0.1,accept-proxy",
    "SYSTEM:echo HTTP/1.0 200 OK; echo; echo $SOCAT_PEERADDR",
  );
  const { stdout } = await runCommand("curl", [
    "-s",
    "--haproxy-protocol",
    `http://127.0.0.1:${server.port}/`,
  ]);
  assertEquals(stdout, "127.0.0.1\n");
});
