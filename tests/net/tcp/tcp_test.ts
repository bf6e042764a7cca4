import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { formatAddress } from "../../../mod/net/address/socket_address.ts";
import type { Connection } from "../../../mod/net/connection.ts";
import { dial } from "../../../mod/net/tcp/dial.ts";
import { isDisconnect } from "../../../mod/net/errors/disconnect.ts";
import { listen } from "../../../mod/net/tcp/listen.ts";
import { NetError } from "../../../mod/net/errors/net_error.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";
import { untilReleased } from "../../_kit/net/until_listening.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function pair(): Promise<{ client: Connection; server: Connection } & Disposable> {
  const [listener] = await listen(0, { hostname: "127.0.0.1" });
  const { port } = listener!.address;
  const [client, server] = await Promise.all([dial({ hostname: "127.0.0.1", port }), listener!.accept()]);
  listener!.close();
  return {
    client,
    server,
    [Symbol.dispose]() {
      client.close();
      server.close();
    },
  };
}

Deno.test("a half-closed client still gets its answer", async () => {
  using both = await pair();
  await both.client.write(bytes("question"));
  await both.client.closeWrite();
  const buffer = new Uint8Array(100);
  assertEquals(await both.server.read(buffer), 8);
  assertEquals(await both.server.read(buffer), null);
  await both.server.write(bytes("answer"));
  assertEquals(await both.client.read(buffer), 6);
});

Deno.test("write() sends all of a large buffer to a reader that takes it bit by bit", async () => {
  using both = await pair();
  const size = 8 << 20;
  const writing = both.server.write(new Uint8Array(size)).then(() => both.server.closeWrite());
  const buffer = new Uint8Array(1 << 16);
  let received = 0;
  for (let n = await both.client.read(buffer); n !== null; n = await both.client.read(buffer)) received += n;
  await writing;
  assertEquals([received, both.client.bytesRead, both.server.bytesWritten], [size, size, size]);
});

Deno.test("close() ends a pending read with a disconnect, and may be called twice", async () => {
  using both = await pair();
  const reading = both.server.read(new Uint8Array(10));
  both.server.close();
  both.server.close();
  assertEquals(isDisconnect(await reading.catch((error) => error)), true);
});

for (const [own, other] of [["server", "client"], ["client", "server"]] as const) {
  Deno.test({
    name: `reset() by the ${own} tells the peer that what it got is not all there is`,
    ignore: Deno.build.os !== "linux",
    fn: async () => {
      using both = await pair();
      await both[own].write(bytes("half"));
      both[own].reset();
      const buffer = new Uint8Array(10);
      assertEquals(await both[other].read(buffer), 4);
      await assertRejects(() => both[other].read(buffer), Deno.errors.ConnectionReset);
    },
  });
}

testOn(
  POSIX,
  "a socket on :: takes IPv6 clients alone there",
  "listen() without a host takes clients of both families on one socket",
  async () => {
    const listeners = await listen(0);
    assertEquals(listeners.length, 1);
    using listener = listeners[0]!;
    for (const hostname of ["127.0.0.1", "::1"]) {
      using client = await dial({ hostname, port: listener.address.port });
      using server = await listener.accept();
      assertEquals(formatAddress(server.remote), formatAddress(client.local));
    }
  },
);

testOn(
  POSIX,
  "a socket on :: takes IPv6 clients alone there",
  "listen() for IPv6 only sends IPv4 clients away",
  async () => {
    const [listener] = await listen(0, { family: 6 });
    const accepting = listener!.accept();
    using four = await dial({ hostname: "127.0.0.1", port: listener!.address.port });
    assertEquals(await four.read(new Uint8Array(1)).catch(() => null), null);
    using six = await dial({ hostname: "::1", port: listener!.address.port });
    using server = await accepting;
    assertEquals(formatAddress(server.remote), formatAddress(six.local));
    listener!.close();
  },
);

Deno.test("listen() on a taken port says so and what to do", async () => {
  const [first] = await listen(0);
  using _held = first!;
  const error = await assertRejects(() => listen(first!.address.port), NetError);
  assertEquals(error.code, "address_in_use");
  assertStringIncludes(error.message, "choose another port, or 0 for any free one");
  if (Deno.build.os === "linux") assertStringIncludes(error.message, `(process ${Deno.pid})`);
});

Deno.test("listen() on an address that is not ours says so", async () => {
  const error = await assertRejects(() => listen(0, { hostname: "192.0.2.1" }), NetError);
  assertEquals(error.code, "address_not_available");
});

Deno.test("dial() says what is wrong in a sentence with a code", async () => {
  const [listener] = await listen(0, { hostname: "127.0.0.1" });
  const { port } = listener!.address;
  listener!.close();
  untilReleased(port);
  const error = await assertRejects(() => dial({ hostname: "localhost", port }), NetError);
  assertEquals(error.code, "connection_refused");
  const expected = `Cannot connect to localhost:${port}: connection refused (is the server running?)`;
  assertEquals(error.message, expected);
});

Deno.test("dial() tries a name address by address until one answers", async () => {
  const [listener] = await listen(0, { hostname: "127.0.0.1" });
  using open = listener!;
  using client = await dial({ hostname: "localhost", port: open.address.port });
  using _server = await open.accept();
  assertEquals(formatAddress(client.remote), `127.0.0.1:${open.address.port}`);
});

Deno.test("dial() reports a name that does not exist", async () => {
  const error = await assertRejects(() => dial({ hostname: "no-such-host.invalid", port: 1 }), NetError);
  assertEquals(error.code, "host_not_found");
});

Deno.test("dial() gives up with the reason of its signal", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  controller.abort(reason);
  const error = await assertRejects(() =>
    dial({ hostname: "127.0.0.1", port: 9 }, { signal: controller.signal })
  );
  assertEquals(error, reason);
  assertInstanceOf(error, Error);
});

peerTest("a client that vanishes without a word is missed by the system in the end", ["ss"], async () => {
  using both = await pair();
  const { port } = both.server.remote as { port: number };
  const { stdout } = await new Deno.Command("ss", { args: ["-tnoH", "dport", "=", `:${port}`] }).output();
  assertStringIncludes(new TextDecoder().decode(stdout), "timer:(keepalive,");
});
