import { assertEquals } from "@std/assert";
import { CAPACITY, PeerQueue } from "../../../../mod/relay/addresses/udp/peer_queue.ts";
import { UdpSenders, WAITING } from "../../../../mod/relay/addresses/udp/udp_senders.ts";
import type { InetAddress } from "../../../../mod/net/address/socket_address.ts";
import type { DatagramSocket, ReceivedDatagram } from "../../../../mod/net/udp/datagram_socket.ts";

const from = (port: number): InetAddress => ({ transport: "udp", hostname: "127.0.0.1", port });

/** A socket on which these datagrams have come, and nothing more. */
class Delivered implements DatagramSocket {
  readonly address = from(1);
  open = true;
  #silence = Promise.withResolvers<never>();

  constructor(readonly datagrams: ReceivedDatagram[]) {}

  receive(): Promise<ReceivedDatagram> {
    const next = this.datagrams.shift();
    return next === undefined ? this.#silence.promise : Promise.resolve(next);
  }

  send(): Promise<number> {
    return Promise.resolve(0);
  }

  close(): void {
    this.open = false;
    this.#silence.reject(new Deno.errors.Interrupted("closed"));
  }

  joinGroup(): Promise<void> {
    return Promise.resolve();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

Deno.test("UdpSenders hears no more new senders than may wait", async () => {
  const many = Array.from(
    { length: 2 * WAITING },
    (_, port): ReceivedDatagram => ({ bytes: Uint8Array.of(port), from: from(port + 1) }),
  );
  const socket = new Delivered(many);
  const senders = new UdpSenders(socket, () => false);
  await new Promise((resolve) => setTimeout(resolve)); // all of them are heard before any is served
  const ports: (number | undefined)[] = [];
  for (let heard = 0; heard < WAITING; heard++) ports.push((await senders.next())?.peer.port);
  assertEquals(ports, Array.from({ length: WAITING }, (_, port) => port + 1));
  const none = senders.next();
  socket.close();
  assertEquals(await none, undefined);
});

for (const size of [0, 1, 1000, 65_507]) {
  const name = "PeerQueue keeps no more than the system would, however small the datagrams are";
  Deno.test(`${name}: ${size} bytes`, async () => {
    const queue = new PeerQueue(new Delivered([]), from(1), () => {});
    for (let pushed = 0; pushed < 10_000; pushed++) queue.push(new Uint8Array(size));
    let kept = 0;
    const marker = Symbol();
    const buffer = new Uint8Array(65_536);
    while (
      await Promise.race([
        queue.read(buffer),
        Promise.resolve().then(() => marker),
      ]) !== marker
    ) {
      kept++;
    }
    queue.close();
    assertEquals(kept, Math.floor(CAPACITY / (size + 256)));
  });
}
