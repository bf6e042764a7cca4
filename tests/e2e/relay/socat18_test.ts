import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Relay, relay } from "../../_kit/program/relay.ts";

/** What socat 1.8 has and 1.7 had not, beside what its own manual says of it. */

/** A SOCKS5 server that plays the part of RFC 1928 written down here, for one client. */
async function scriptedSocks(
  listener: Deno.Listener,
  steps: readonly (readonly number[])[],
): Promise<number[][]> {
  using conn = await listener.accept();
  const heard: number[][] = [];
  for (const reply of steps) {
    const buffer = new Uint8Array(512);
    const count = await conn.read(buffer) ?? 0;
    heard.push([...buffer.subarray(0, count)]);
    await conn.write(Uint8Array.from(reply));
  }
  return heard;
}

Deno.test("SOCKS5-LISTEN has the server wait, and begins when somebody has come", async () => {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const bound = [5, 0, 0, 1, 192, 0, 2, 1, 0x12, 0x34];
  const peer = [5, 0, 0, 4, ...Array(15).fill(0), 1, 0, 80];
  const serving = scriptedSocks(listener, [[5, 0], [
    ...bound,
    ...peer,
    ...new TextEncoder().encode("hello\n"),
  ]]);
  const address = `SOCKS5-LISTEN:127.0.0.1:${listener.addr.port}:0.0.0.0:4660`;
  const { stdout, stderr, code } = await relay([
    "-d2",
    "-u",
    address,
    "SYSTEM:cat; echo $SOCAT_PEERADDR $SOCAT_PEERPORT",
  ]);
  assertEquals(await serving, [[5, 1, 0], [5, 2, 0, 1, 0, 0, 0, 0, 0x12, 0x34]]);
  assertEquals([stdout, code], ["hello\n[0000:0000:0000:0000:0000:0000:0000:0001] 80\n", 0], stderr);
  assertStringIncludes(stderr, "listening on 192.0.2.1:4660 of the SOCKS server");
});

Deno.test("SOCKS5-CONNECT takes the port of the server in front of the host, with a login as well", async () => {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const serving = scriptedSocks(listener, [[5, 2], [1, 0], [5, 0, 0, 1, 0, 0, 0, 0, 0, 0, 111, 107, 10]]);
  const address =
    `SOCKS5-CONNECT:127.0.0.1:${listener.addr.port}:example.org:http,socksuser=joe,sockspass=secret`;
  const { stdout, stderr } = await relay(["-u", address, "-"]);
  assertEquals(stdout, "ok\n", stderr);
  const [, login, request] = await serving;
  assertEquals(login, [1, 3, 106, 111, 101, 6, ...new TextEncoder().encode("secret")]);
  assertEquals(request, [5, 1, 0, 3, 11, ...new TextEncoder().encode("example.org"), 0, 80]);
});

Deno.test("--statistics says at the end what has passed, in socat's words and columns", async () => {
  const { stderr, code } = await relay(
    ["--statistics", "-", "SYSTEM:cat >/dev/null; echo"],
    "x".repeat(1000),
  );
  assertEquals(code, 0, stderr);
  const lines = stderr.split("\n").filter((line) => line.includes("STATISTICS"));
  assertEquals(lines.length, 2, stderr);
  assertMatch(lines[0]!, / I STATISTICS: left to right: \d packets\(s\), 1000 byte\(s\)$/);
  assertMatch(lines[1]!, / I STATISTICS: right to left: 1 packets\(s\), {4}1 byte\(s\)$/);
});

Deno.test({
  name: "SIGUSR1 has a relay say what has passed, without ending it",
  ignore: Deno.build.os === "windows" || runtimeKeepsSigusr1(),
  async fn() {
    await using server = await Relay.start("TCP-LISTEN:0,fork", "PIPE");
    const echoed = async (text: string) =>
      (await relay(["-t", "5", "-", `TCP:127.0.0.1:${server.port}`], text)).stdout;
    assertEquals(await echoed("hello\n"), "hello\n");
    Deno.kill(server.server.child.pid, "SIGUSR1");
    await server.server.line((line) => line.endsWith("I STATISTICS: right to left: 1 packets(s), 6 byte(s)"));
    assertEquals(await echoed("again\n"), "again\n");
  },
});

Deno.test("children-shutup makes the messages of single connections less important, not those of the listener", async () => {
  // value, letter of the message about a target that cannot be reached
  for (const [value, letter] of [["0", "E"], ["1", "W"], ["2", "N"]]) {
    await using server = await Relay.start(
      `TCP-LISTEN:0,fork,children-shutup=${value}`,
      "OPEN:/no/such/file",
    );
    using client = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const line = await server.server.line((each) =>
      each.includes("/no/such/file") && each.includes("No such file")
    );
    assert(line.includes(` ${letter} `), line);
    assertEquals(await client.read(new Uint8Array(1)), null);
  }
});

Deno.test({
  name: "SHELL asks the shell of shell= or of the user, SYSTEM asks sh",
  ignore: Deno.build.os === "windows",
  async fn() {
    const says = async (address: string) => (await relay(["-u", address, "-"])).stdout;
    assertEquals(await says("SHELL:echo $0,shell=/bin/sh"), "/bin/sh\n");
    assertEquals((await says("SYSTEM:echo $0")).split("/").at(-1), "sh\n");
    assertEquals(await says("SHELL:echo $0 >&2,shell=/bin/sh,stderr"), "/bin/sh\n");
  },
});

/** From source, Deno from 2.9.2 on would open its debugger at SIGUSR1, and is kept from hearing it. */
function runtimeKeepsSigusr1(): boolean {
  const [major = 0, minor = 0, patch = 0] = Deno.version.deno.split(".").map(Number);
  return Deno.env.get("NETLAB_BIN") === undefined && major * 1e6 + minor * 1e3 + patch >= 2_009_002;
}
