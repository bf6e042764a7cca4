/** IP packets around data: IPv4 (RFC 791) or IPv6 (RFC 8200), with TCP (RFC 9293) or UDP (RFC 768). */
import type { HostPort } from "../../net/tcp/dial.ts";
import { ipv6Groups, isIpv6 } from "../../net/address/ip_literal.ts";

export const FIN = 1;
export const SYN = 2;
export const PSH = 8;
export const ACK = 16;

const TCP = 6;
const UDP = 17;

/** The part of a TCP header that changes from packet to packet. */
export interface TcpState {
  readonly sequence: number;
  readonly acknowledged: number;
  readonly flags: number;
}

/** A TCP segment in its IP packet. */
export function tcpPacket(from: HostPort, to: HostPort, state: TcpState, data: Uint8Array): Uint8Array {
  const segment = new Uint8Array(20 + data.length);
  const view = new DataView(segment.buffer);
  view.setUint16(0, from.port);
  view.setUint16(2, to.port);
  view.setUint32(4, state.sequence);
  view.setUint32(8, state.acknowledged);
  view.setUint8(12, 5 << 4);
  view.setUint8(13, state.flags);
  view.setUint16(14, 65535);
  segment.set(data, 20);
  view.setUint16(16, transportChecksum(from, to, TCP, segment));
  return inIp(from, to, TCP, segment);
}

/** A UDP datagram in its IP packet. */
export function udpPacket(from: HostPort, to: HostPort, data: Uint8Array): Uint8Array {
  const datagram = new Uint8Array(8 + data.length);
  const view = new DataView(datagram.buffer);
  view.setUint16(0, from.port);
  view.setUint16(2, to.port);
  view.setUint16(4, datagram.length);
  datagram.set(data, 8);
  view.setUint16(6, transportChecksum(from, to, UDP, datagram) || 0xffff);
  return inIp(from, to, UDP, datagram);
}

function inIp(from: HostPort, to: HostPort, protocol: number, payload: Uint8Array): Uint8Array {
  const [source, target] = addresses(from, to);
  return source.length === 4
    ? inIpv4(source, target, protocol, payload)
    : inIpv6(source, target, protocol, payload);
}

function inIpv4(source: Uint8Array, target: Uint8Array, protocol: number, payload: Uint8Array): Uint8Array {
  const packet = new Uint8Array(20 + payload.length);
  const view = new DataView(packet.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, packet.length);
  view.setUint16(6, 0x4000);
  view.setUint8(8, 64);
  view.setUint8(9, protocol);
  packet.set(source, 12);
  packet.set(target, 16);
  view.setUint16(10, checksum(packet.subarray(0, 20)));
  packet.set(payload, 20);
  return packet;
}

function inIpv6(source: Uint8Array, target: Uint8Array, protocol: number, payload: Uint8Array): Uint8Array {
  const packet = new Uint8Array(40 + payload.length);
  const view = new DataView(packet.buffer);
  view.setUint8(0, 0x60);
  view.setUint16(4, payload.length);
  view.setUint8(6, protocol);
  view.setUint8(7, 64);
  packet.set(source, 8);
  packet.set(target, 24);
  packet.set(payload, 40);
  return packet;
}

/** Both addresses as bytes of one family: IPv4 next to IPv6 is written as IPv4-mapped. */
function addresses(from: HostPort, to: HostPort): [Uint8Array, Uint8Array] {
  const v6 = isIpv6(from.hostname) || isIpv6(to.hostname);
  return [addressBytes(from.hostname, v6), addressBytes(to.hostname, v6)];
}

function addressBytes(host: string, v6: boolean): Uint8Array {
  if (!v6) return Uint8Array.from(host.split("."), Number);
  const groups = ipv6Groups(isIpv6(host) ? host : `::ffff:${host}`) ?? Array<number>(8).fill(0);
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]));
}

function transportChecksum(from: HostPort, to: HostPort, protocol: number, segment: Uint8Array): number {
  const [source, target] = addresses(from, to);
  const pseudo = new Uint8Array(source.length * 2 + 8);
  pseudo.set(source);
  pseudo.set(target, source.length);
  const view = new DataView(pseudo.buffer);
  view.setUint32(source.length * 2, segment.length);
  view.setUint8(pseudo.length - 1, protocol);
  return checksum(pseudo, segment);
}

/** The Internet checksum (RFC 1071) over parts; every part but the last has an even length. */
export function checksum(...parts: readonly Uint8Array[]): number {
  let sum = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) sum += (part[at]! << 8) + (part[at + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 65536);
  return ~sum & 0xffff;
}
