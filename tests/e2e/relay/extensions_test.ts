import { deadline } from "@std/async";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

Deno.test("relay --explain says what would be done and does not do it", async () => {
  const { stdout, code } = await relay(["--explain", "-u", "OPEN:/nonexistent", "TCP:localhost:6789"]);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "Left:  the file /nonexistent");
  assertStringIncludes(stdout, "from left to right only");
});

Deno.test("relay --record and --replay play a conversation again", async () => {
  using folder = new TempFolder();
  const file = `${folder.path}/talk`;
  assertEquals((await relay(["--record", file, "-", "PIPE"], "hello\n")).stdout, "hello\n");
  assertEquals((await relay(["--replay", file, "SYSTEM:tr a-z A-Z"])).stdout, "HELLO\n");
});

Deno.test("relay --rewrite changes whole lines and keeps half a line at the end to itself", async () => {
  const { stdout } = await relay(["--rewrite", "s/b(.)/[$1]/g", "-", "PIPE"], "abc\nhalf");
  assertEquals(stdout, "a[c]\n");
});

Deno.test("relay --rewrite-with lets a module decide", async () => {
  using folder = new TempFolder();
  const module = folder.write(
    "m.js",
    "export default (line, way) => line === 'no' ? null : `${way[0]} ${line}`;",
  );
  const { stdout } = await relay(["--rewrite-with", module, "-", "PIPE"], "yes\nno\n");
  assertEquals(stdout, "r l yes\n");
});

Deno.test("relay --stats counts both ways", async () => {
  const { stderr } = await relay(["--stats", "-", "PIPE"], "12345");
  assertMatch(stderr, /1 session\n {2}left to right: 5 bytes .*\n {2}right to left: 5 bytes/);
});

Deno.test("relay --pcap writes a capture that begins and ends as one should", async () => {
  using folder = new TempFolder();
  const file = `${folder.path}/c.pcapng`;
  await relay(["--pcap", file, "-", "PIPE"], "payload");
  const bytes = Deno.readFileSync(file);
  const view = new DataView(bytes.buffer);
  let blocks = 0;
  for (let at = 0; at < bytes.length; at += view.getUint32(at + 4, true)) blocks++;
  // section, interface, handshake 3, data and ACK twice, FINs 3
  assertEquals(blocks, 2 + 3 + 4 + 3);
  assertStringIncludes(new TextDecoder("latin1").decode(bytes), "payload");
});

Deno.test("relay --chop writes one byte at a time", async () => {
  const { stderr, stdout } = await relay(["-v", "--chop", "-", "SYSTEM:cat"], "abc");
  assertEquals(stdout, "abc");
  assertEquals(stderr.match(/^.*> .*length=1 /gm)?.length, 3);
});

Deno.test("relay --reconnect goes on with a server that comes back", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  await using server = await Relay.start(
    "--reconnect",
    "TCP-LISTEN:0",
    `TCP:127.0.0.1:${listener.addr.port}`,
  );
  using client = await Deno.connect({ port: server.port });
  const buffer = new Uint8Array(10);
  for (const text of ["first", "again"]) {
    const conn = await listener.accept();
    await client.write(new TextEncoder().encode(text));
    const count = await conn.read(buffer);
    assertEquals(new TextDecoder().decode(buffer.subarray(0, count!)), text);
    conn.close();
  }
  listener.close();
});

Deno.test("relay keeps the boundaries of datagrams, from the empty one to the largest", async () => {
  const server = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const client = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const target = `UDP:127.0.0.1:${(server.addr as Deno.NetAddr).port}`;
  await using relaying = await Relay.start("UDP-LISTEN:0,bind=127.0.0.1,fork", target);
  const to = { transport: "udp", hostname: "127.0.0.1", port: relaying.port } as const;
  const buffer = new Uint8Array(65_536);
  for (const size of [0, 1, 0, 1473, 65_507, 2]) {
    await client.send(new Uint8Array(size), to);
    const [there, from] = await deadline(server.receive(buffer), 30_000);
    assertEquals(there.length, size);
    await server.send(there, from);
    assertEquals((await deadline(client.receive(buffer), 30_000))[0].length, size);
  }
  client.close();
  server.close();
});

Deno.test("relay goes on hearing the one UDP sender that max-children lets in", async () => {
  const server = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const client = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const target = `UDP:127.0.0.1:${(server.addr as Deno.NetAddr).port}`;
  await using relaying = await Relay.start("UDP-LISTEN:0,bind=127.0.0.1,fork,max-children=1", target);
  for (const byte of [1, 2, 3]) {
    await client.send(Uint8Array.of(byte), {
      transport: "udp",
      hostname: "127.0.0.1",
      port: relaying.port,
    });
    assertEquals([...(await deadline(server.receive(), 30_000))[0]], [byte]);
  }
  client.close();
  server.close();
});
