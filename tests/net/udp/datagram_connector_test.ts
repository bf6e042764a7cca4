import { assertEquals, assertRejects } from "@std/assert";
import { errorText } from "../../../mod/net/errors/system_error.ts";
import { openDatagramConnector } from "../../../mod/net/udp/datagram_connector.ts";
import { bindDatagrams, type DatagramSocket } from "../../../mod/net/udp/datagram_socket.ts";
import type { HostPort } from "../../../mod/net/tcp/dial.ts";
import { untilReleased } from "../../_kit/net/until_listening.ts";
import { testOn } from "../../_kit/test_on.ts";

const LINUX = ["linux"] as const;
const WHY = "the calls are those of Linux' C library";
const LOOPBACK = { transport: "udp", hostname: "127.0.0.1" } as const;

/** A port where nobody listens. */
function closedPort(): number {
  const socket = bindDatagrams({ hostname: "127.0.0.1", port: 0 });
  const { port } = socket.address;
  socket.close();
  untilReleased(port, "udp");
  return port;
}

async function refused(act: () => Promise<unknown>): Promise<void> {
  assertEquals(errorText(await assertRejects(act)), "Connection refused");
}

testOn(
  LINUX,
  WHY,
  "a UDP socket that is connected hears that nobody listens, in a receive or a send",
  async () => {
    await using connector = openDatagramConnector()!;
    const to = { ...LOOPBACK, port: closedPort() };
    using socket = bindDatagrams({ hostname: "0.0.0.0", port: 0 }, {
      connect: (local) => connector.connect(local, to),
    });
    assertEquals(socket.address.hostname, "127.0.0.1");
    const waiting = refused(() => socket.receive(new Uint8Array(10)));
    await socket.send(new Uint8Array(1), to);
    await waiting;
    await socket.send(new Uint8Array(1), to);
    await refused(async () => {
      while (true) await socket.send(new Uint8Array(1), to);
    });
  },
);

testOn(
  LINUX,
  WHY,
  "a UDP socket that is connected takes datagrams of its peer and of nobody else",
  async () => {
    await using connector = openDatagramConnector()!;
    const open = (to?: HostPort): DatagramSocket =>
      bindDatagrams(
        { hostname: "127.0.0.1", port: 0 },
        to && { connect: (local) => connector.connect(local, to) },
      );
    using peer = open();
    using stranger = open();
    using socket = open(peer.address);
    const buffer = new Uint8Array(10);
    for (let turn = 0; turn < 3; turn++) {
      await stranger.send(new Uint8Array([9]), socket.address);
      await peer.send(new Uint8Array([turn]), socket.address);
      const { bytes, from } = await socket.receive(buffer);
      assertEquals([[...bytes], from.port], [[turn], peer.address.port]);
      await socket.send(new Uint8Array([turn]), peer.address);
      assertEquals([...(await peer.receive(buffer)).bytes], [turn]);
    }
    const waiting = socket.receive(buffer);
    socket.close();
    await assertRejects(() => waiting);
  },
);

testOn(LINUX, WHY, "a UDP socket that cannot be connected is as it was", async () => {
  await using connector = openDatagramConnector()!;
  using peer = bindDatagrams({ hostname: "127.0.0.1", port: 0 });
  // Another socket than the one that is meant, and a network that cannot be had from there.
  using socket = bindDatagrams({ hostname: "127.0.0.1", port: 0 }, {
    connect: ({ hostname, port }) => connector.connect({ hostname, port: port ^ 1 }, peer.address),
  });
  using unreachable = bindDatagrams({ hostname: "127.0.0.1", port: 0 }, {
    connect: (local) => connector.connect(local, { hostname: "::1", port: 9 }),
  });
  for (const each of [socket, unreachable]) {
    await each.send(new Uint8Array([7]), peer.address);
    assertEquals([...(await peer.receive(new Uint8Array(10))).bytes], [7]);
  }
});
