/** The blocks of a pcapng file (draft-ietf-opsawg-pcapng): a section, one interface, packets. */

/** Packets begin with an IP header, version 4 or 6: there is no Ethernet here. */
const LINKTYPE_RAW = 101;

/** Section header and interface description: what a file begins with. */
export function sectionHeader(): Uint8Array {
  const section = new DataView(new ArrayBuffer(16));
  section.setUint32(0, 0x1a2b3c4d, true);
  section.setUint16(4, 1, true);
  section.setBigInt64(8, -1n, true);
  const link = new DataView(new ArrayBuffer(8));
  link.setUint16(0, LINKTYPE_RAW, true);
  return joined(block(0x0a0d0d0a, new Uint8Array(section.buffer)), block(1, new Uint8Array(link.buffer)));
}

/** One packet seen at a time, milliseconds since 1970. */
export function packetBlock(packet: Uint8Array, ms: number): Uint8Array {
  const body = new Uint8Array(20 + padded(packet.length));
  const view = new DataView(body.buffer);
  const micros = BigInt(Math.round(ms * 1000));
  view.setUint32(4, Number(micros >> 32n), true);
  view.setUint32(8, Number(micros & 0xffffffffn), true);
  view.setUint32(12, packet.length, true);
  view.setUint32(16, packet.length, true);
  body.set(packet, 20);
  return block(6, body);
}

/** Type, length, body, length again. */
function block(type: number, body: Uint8Array): Uint8Array {
  const all = new Uint8Array(body.length + 12);
  const view = new DataView(all.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, all.length, true);
  all.set(body, 8);
  view.setUint32(all.length - 4, all.length, true);
  return all;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
