import { assertEquals } from "@std/assert";
import { ACK, checksum, PSH, tcpPacket, udpPacket } from "../../../mod/relay/extensions/packet.ts";
import { packetBlock, sectionHeader } from "../../../mod/relay/extensions/pcapng.ts";

const A = { hostname: "10.0.0.1", port: 1000 };
const B = { hostname: "10.0.0.2", port: 80 };

Deno.test("checksum() is the one of RFC 1071's example", () => {
  assertEquals(checksum(Uint8Array.of(0, 1, 0xf2, 3, 0xf4, 0xf5, 0xf6, 0xf7)), 0xffff - 0xddf2);
});

Deno.test("tcpPacket() carries checksums that add up to nothing", () => {
  const data = new TextEncoder().encode("odd");
  const packet = tcpPacket(A, B, { sequence: 1, acknowledged: 2, flags: PSH | ACK }, data);
  assertEquals(checksum(packet.subarray(0, 20)), 0);
  const pseudo = Uint8Array.of(10, 0, 0, 1, 10, 0, 0, 2, 0, 0, 0, packet.length - 20, 0, 0, 0, 6);
  assertEquals(checksum(pseudo, packet.subarray(20)), 0);
  assertEquals(packet.subarray(40), data);
});

Deno.test("udpPacket() between families is written as IPv6", () => {
  const packet = udpPacket({ hostname: "::1", port: 1 }, B, new Uint8Array(4));
  assertEquals([packet[0], packet[6], packet.length], [0x60, 17, 40 + 8 + 4]);
});

Deno.test("packetBlock() pads to four bytes and repeats its length", () => {
  const block = packetBlock(new Uint8Array(5), 1000);
  const view = new DataView(block.buffer);
  assertEquals([view.getUint32(0, true), view.getUint32(4, true), block.length % 4], [6, block.length, 0]);
  assertEquals([view.getUint32(20, true), view.getUint32(block.length - 4, true)], [5, block.length]);
});

Deno.test("sectionHeader() names the byte order and raw IP", () => {
  const view = new DataView(sectionHeader().buffer);
  assertEquals([view.getUint32(8, true), view.getUint16(28 + 8, true)], [0x1a2b3c4d, 101]);
});
