import { assertEquals, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { freePort } from "../../_kit/net/free_port.ts";
import { Relay, relay, socat } from "../../_kit/program/relay.ts";
import { certificate } from "../../_kit/net/certificate.ts";
import { noise } from "../../_kit/noise.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** What takes Deno 2.9: to ask clients for a certificate, and certificates of version 1. */
const ABLE = Number(Deno.version.deno.split(".")[1]) >= 9;

function newerTest(name: string, run: () => Promise<void>): void {
  if (ABLE) peerTest(name, ["openssl", "socat"], run);
  else Deno.test({ name: `${name} (skipped: needs Deno 2.9)`, ignore: true, fn: run });
}

function tlsTest(name: string, run: () => Promise<void>): void {
  peerTest(name, ["openssl", "socat"], run);
}

tlsTest("relay's OPENSSL client verifies socat's server by cafile", async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  const port = freePort();
  const serving = socat([`OPENSSL-LISTEN:${port},reuseaddr,cert=${base}.pem,verify=0`, "PIPE"]);
  const to = `OPENSSL:localhost:${port},cafile=${base}.crt,retry=50,interval=0.1`;
  assertEquals((await relay(["-t", "1", "-", to], "secret\n")).stdout, "secret\n");
  await serving;
});

/** Enough for every buffer on the way to fill and to make somebody wait. */
const MUCH = noise(20_000_000);

for (const [side, client] of [["socat", socat], ["relay", relay]] as const) {
  tlsTest(`relay's OPENSSL server tells a slow program the end of what ${side} has sent`, async () => {
    using folder = new TempFolder();
    const base = await certificate(folder, "s");
    await using server = await Relay.start(
      `OPENSSL-LISTEN:0,cert=${base}.pem,verify=0`,
      "SYSTEM:sha256sum",
    );
    const to = `OPENSSL:127.0.0.1:${server.port},verify=0`;
    const { stdout } = await client(["-t", "30", "-", to], MUCH);
    assertEquals(stdout, `${sha256(MUCH)}  -\n`);
  });
}

tlsTest("relay's OPENSSL client tells a slow program the end of what socat has sent", async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  folder.write("much", MUCH);
  const port = freePort();
  const from = `OPENSSL-LISTEN:${port},reuseaddr,cert=${base}.pem,verify=0`;
  const serving = socat(["-t", "30", from, `OPEN:${folder.path}/much!!OPEN:${folder.path}/answer,creat`]);
  const to = `OPENSSL:127.0.0.1:${port},verify=0,retry=50,interval=0.1`;
  await relay(["-t", "30", to, "SYSTEM:sha256sum"]);
  await serving;
  assertEquals(Deno.readTextFileSync(`${folder.path}/answer`), `${sha256(MUCH)}  -\n`);
});

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

tlsTest("relay's OPENSSL client refuses a server that nobody vouches for", async () => {
  using folder = new TempFolder();
  const [real, forged] = [await certificate(folder, "s"), await certificate(folder, "x")];
  await using server = await Relay.start(`OPENSSL-LISTEN:0,fork,cert=${forged}.pem,verify=0`, "PIPE");
  const to = `OPENSSL:localhost:${server.port}`;
  for (const trust of [`,cafile=${real}.crt`, ""]) {
    const { code, stdout } = await relay(["-", `${to}${trust}`], "secret");
    assertEquals([code, stdout], [1, ""], trust);
  }
  assertEquals((await relay(["-", `${to},verify=0`], "open")).stdout, "open");
});

newerTest("relay trusts no certificate of version 1, be it the trusted one itself", async () => {
  using folder = new TempFolder();
  for (const name of ["real", "forged"]) {
    const base = `${folder.path}/${name}`;
    await runCommand("openssl", [
      "req",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      "/CN=localhost",
      "-keyout",
      `${base}.key`,
      "-out",
      `${base}.csr`,
    ]);
    await runCommand("openssl", [
      "x509",
      "-req",
      "-days",
      "2",
      "-in",
      `${base}.csr`,
      "-signkey",
      `${base}.key`,
      "-out",
      `${base}.crt`,
    ]);
  }
  // A server could show either without having its key: the runtime does not notice.
  for (const shown of ["real", "forged"]) {
    const own = `${folder.path}/${shown}`;
    const from = `OPENSSL-LISTEN:0,fork,cert=${own}.crt,key=${own}.key,verify=0`;
    await using server = await Relay.start(from, "PIPE");
    const to = `OPENSSL:localhost:${server.port},cafile=${folder.path}/real.crt`;
    const { code, stdout, stderr } = await relay(["-", to], "secret");
    assertEquals([code, stdout], [1, ""], shown);
    assertStringIncludes(stderr, "of version 1 of X.509");
  }
});

newerTest("relay's OPENSSL-LISTEN demands a client certificate unless verify=0", async () => {
  using folder = new TempFolder();
  const [server, client] = [await certificate(folder, "s"), await certificate(folder, "c")];
  await using listening = await Relay.start(
    `OPENSSL-LISTEN:0,fork,cert=${server}.pem,cafile=${client}.crt`,
    "PIPE",
  );
  const to = `OPENSSL:localhost:${listening.port},cafile=${server}.crt`;
  assertEquals((await socat(["-t", "1", "-", `${to},cert=${client}.pem`], "with")).stdout, "with");
  assertEquals((await socat(["-t", "1", "-", to], "without")).stdout, "");
});

tlsTest("relay's OPENSSL-LISTEN talks to openssl s_client", async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  await using server = await Relay.start(
    `OPENSSL-LISTEN:0,fork,cert=${base}.crt,key=${base}.key,verify=0`,
    "SYSTEM:echo hello",
  );
  const { stdout } = await runCommand("openssl", [
    "s_client",
    "-quiet",
    "-connect",
    `localhost:${server.port}`,
    "-CAfile",
    `${base}.crt`,
  ], { stdin: "x\n" });
  assertStringIncludes(stdout, "hello");
});

tlsTest("relay lets go at once of a client that leaves before it speaks TLS", async () => {
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  await using server = await Relay.start(`OPENSSL-LISTEN:0,fork,cert=${base}.pem,verify=0`, "PIPE");
  const began = performance.now();
  (await Deno.connect({ hostname: "127.0.0.1", port: server.port })).close();
  await server.server.line((each) => each.includes("the peer closed the connection during the handshake"));
  assertEquals(performance.now() - began < 25_000, true, "it was noticed, and not given up after 30 s");
});
