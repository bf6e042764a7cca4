import { assert, assertEquals } from "@std/assert";
import { peerTest } from "../_kit/peers/peer.ts";
import { Ports } from "../../soak/_kit/servers/ports.ts";

peerTest("Ports gives out free ports, none twice, that no client's connection is given", ["sh"], () => {
  const ports = new Ports();
  const taken = Array.from({ length: 100 }, () => ports.take());
  assertEquals(new Set(taken).size, 100);
  const connections = parseInt(Deno.readTextFileSync("/proc/sys/net/ipv4/ip_local_port_range"));
  assert(taken.every((port) => port > 1024 && port < connections), `${taken}`);
});
