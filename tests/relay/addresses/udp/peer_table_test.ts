import { assertEquals } from "@std/assert";
import { PeerTable } from "../../../../mod/relay/addresses/udp/peer_table.ts";
import type { InetAddress } from "../../../../mod/net/address/socket_address.ts";

const PEERS: InetAddress[] = ["127.0.0.1", "127.0.0.2", "::1"].flatMap((hostname) =>
  [1, 2].map((port) => ({ transport: "udp", hostname, port }))
);

Deno.test("PeerTable tells peers apart by host and port, and forgets one without the others", () => {
  const table = new PeerTable<number>();
  PEERS.forEach((peer, index) => table.set(peer, index));
  const all = () => PEERS.map((peer) => table.get({ ...peer }));
  assertEquals(all(), [0, 1, 2, 3, 4, 5]);
  table.delete({ ...PEERS[2]! });
  table.delete({ transport: "udp", hostname: "127.0.0.9", port: 9 });
  assertEquals(all(), [0, 1, undefined, 3, 4, 5]);
  PEERS.forEach((peer) => table.delete(peer));
  assertEquals(all(), PEERS.map(() => undefined));
  table.set(PEERS[4]!, 7);
  assertEquals(table.get(PEERS[4]!), 7);
});
