/** TLS between the relay and programs that are not ours: every byte, the end, and what is wrong by its name. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { createHash } from "node:crypto";
import { certificate } from "../../_kit/net/certificate.ts";
import { freePort } from "../../_kit/net/free_port.ts";
import { noise } from "../../_kit/noise.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { usageOf } from "../../_kit/program/proc.ts";
import { Relay, relay, socat } from "../../_kit/program/relay.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

const CUT = fromFileUrl(new URL("../../_kit/net/cut_tls.py", import.meta.url));
const TRUNCATED = "peer closed connection without sending TLS close_notify";

peerTest("relay's OPENSSL client tells that a server's stream was cut", ["openssl", "python3"], async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  const server = new Deno.Command("python3", { args: [CUT, "serve", `${base}.pem`], stdout: "piped" })
    .spawn();
  const reader = server.stdout.getReader();
  const port = new TextDecoder().decode((await reader.read()).value).trim();
  const { code, stdout, stderr } = await relay(["-u", `OPENSSL:127.0.0.1:${port},verify=0`, "-"]);
  assertEquals([code, stdout.length], [1, 1000]);
  assertStringIncludes(stderr, TRUNCATED);
  await reader.cancel();
  await server.status;
});

peerTest("relay's OPENSSL-LISTEN tells that a client's stream was cut", ["openssl", "python3"], async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  await using server = await Relay.start(
    "-u",
    `OPENSSL-LISTEN:0,fork,cert=${base}.pem,verify=0`,
    `OPEN:${base}.out,creat,append`,
  );
  assertEquals((await runCommand("python3", [CUT, String(server.port)])).code, 0);
  await server.server.line((line) => line.includes(` E read(`) && line.includes(TRUNCATED));
  assertEquals(Deno.readTextFileSync(`${base}.out`), "x".repeat(1000));
});

/** What comes instead of TLS, and by what it is known in the log. */
const STRANGERS: readonly (readonly [name: string, log: string, call: (port: number) => Promise<unknown>])[] =
  [
    [
      "a plain HTTP client",
      "the peer does not speak TLS on this port",
      (port) => runCommand("curl", ["-s", "--max-time", "20", `http://127.0.0.1:${port}/`]),
    ],
    [
      "a client of TLS 1.1",
      "the peer speaks no TLS from version 1.2 on",
      (port) => runCommand("openssl", ["s_client", "-connect", `127.0.0.1:${port}`, "-tls1_1"]),
    ],
    ["a client that trusts nobody", "unknown CA", (port) => socat(["-", `OPENSSL:127.0.0.1:${port}`], "x")],
  ];

peerTest("relay's OPENSSL-LISTEN names what is wrong with a client, and serves the next", [
  "openssl",
  "socat",
  "curl",
], async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  await using server = await Relay.start(`OPENSSL-LISTEN:0,fork,cert=${base}.pem,verify=0`, "PIPE");
  for (const [name, log, call] of STRANGERS) {
    await call(server.port);
    await server.server.line((line) => line.toLowerCase().includes(log.toLowerCase()));
    const { stdout } = await socat(["-t", "10", "-", `OPENSSL:127.0.0.1:${server.port},verify=0`], name);
    assertEquals(stdout, name);
  }
});

peerTest("relay's OPENSSL client sends name and protocols as told", ["openssl"], async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  for (const [options, name] of [["snihost=x.example", "x.example"], ["commonname=localhost", "localhost"]]) {
    const port = freePort();
    const args = ["s_server", "-accept", `127.0.0.1:${port}`, "-cert", `${base}.crt`, "-key", `${base}.key`];
    const server = new Deno.Command("openssl", {
      args: [...args, "-naccept", "1", "-tlsextdebug", "-alpn", "h2,http/1.1"],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const to = `OPENSSL:127.0.0.1:${port},cafile=${base}.crt,commonname=localhost,${options},alpn=http/1.1`;
    const { code, stderr } = await relay(["-u", "-", `${to},retry=100,interval=0.1`], "hello\n");
    const said = await new Response(server.stdout).text();
    await server.stdin.close().catch(() => {/* it has ended */});
    await server.status;
    assertEquals(code, 0, stderr);
    for (const each of ["hello", name!, "ALPN protocols selected: http/1.1"]) {
      assertStringIncludes(said, each);
    }
  }
});

/** A transfer in each role and direction, with pauses: `socat -u … OPENSSL` as Galera's scripts do it. */
const DATA = noise(16 * 1024 * 1024);
const HASH = sha256(DATA);

for (const side of ["receives", "sends"] as const) {
  for (const role of ["client", "server"] as const) {
    peerTest(
      `a relay that ${side} as a TLS ${role} agrees with socat on 16 MiB`,
      ["openssl", "socat"],
      async () => {
        using folder = new TempFolder();
        const base = await certificate(folder, "s");
        folder.write("data", DATA);
        const listen = `OPENSSL-LISTEN:%,reuseaddr,bind=127.0.0.1,cert=${base}.pem,verify=0`;
        const connect = "OPENSSL:127.0.0.1:%,verify=0,retry=100,interval=0.1";
        const port = freePort();
        const addresses = (own: string) => own.replace("%", String(port));
        const [ours, theirs] = role === "server" ? [listen, connect] : [connect, listen];
        const from = `OPEN:${folder.path}/data,rdonly`;
        // Whoever receives stops for a moment, so that everything in between fills.
        const slowly = `SYSTEM:sleep 0.5; cat > ${folder.path}/copy`;
        const words = (own: boolean, address: string) =>
          own === (side === "sends") ? ["-u", from, addresses(address)] : ["-u", addresses(address), slowly];
        const [a, b] = await Promise.all([relay(words(true, ours)), socat(words(false, theirs))]);
        assertEquals([a.code, b.code], [0, 0], a.stderr + b.stderr);
        assertEquals(sha256(Deno.readFileSync(`${folder.path}/copy`)), HASH);
      },
    );
  }
}

peerTest("a peer that does not read costs a TLS relay little memory", ["openssl", "socat"], async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  await using server = await Relay.start(
    "-u",
    "OPEN:/dev/zero",
    `OPENSSL-LISTEN:0,cert=${base}.pem,verify=0`,
  );
  const before = usageOf(server.server.child.pid).residentKib ?? 0;
  const peer = new Deno.Command("socat", {
    args: ["-u", `OPENSSL:127.0.0.1:${server.port},verify=0`, "SYSTEM:sleep 600"],
    stderr: "null",
  }).spawn();
  try {
    await server.server.line((line) => line.includes("starting data transfer"));
    // Memory stands still when every buffer on the way is full.
    let seen = -1;
    await until(() => {
      const now = usageOf(server.server.child.pid).cpuSeconds ?? 0;
      const still = now === seen;
      seen = now;
      return still;
    });
    const taken = ((usageOf(server.server.child.pid).residentKib ?? 0) - before) / 1024;
    assert(taken < 64, `${taken} MiB`);
  } finally {
    peer.kill();
    await peer.status;
  }
});

peerTest("hundreds of TLS sessions leave nothing open", ["openssl"], async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  await using server = await Relay.start(`OPENSSL-LISTEN:0,fork,cert=${base}.pem,verify=0`, "PIPE");
  const caCerts = [Deno.readTextFileSync(`${base}.crt`)];
  const session = async (index: number) => {
    const connection = await Deno.connectTls({ hostname: "localhost", port: server.port, caCerts });
    await connection.write(Uint8Array.of(index & 255));
    const buffer = new Uint8Array(2);
    assertEquals([await connection.read(buffer), buffer[0]], [1, index & 255]);
    // Most end as they should, some leave in the middle.
    if (index % 5 > 0) await connection.closeWrite();
    connection.close();
  };
  await session(0);
  const open = () => [...Deno.readDirSync(`/proc/${server.server.child.pid}/fd`)].length;
  const before = open();
  for (let index = 0; index < 300; index += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, each) => session(index + each)));
  }
  await until(() => open() <= before);
});

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
