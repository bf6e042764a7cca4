import { literalFamily } from "../address/ip_literal.ts";
import { unpackAddress } from "../address/packed_address.ts";
import type { InetAddress, SocketAddress } from "../address/socket_address.ts";
import { crc32c } from "./crc32c.ts";
import { CRC32C, type ProxiedEnds, type ProxyHeader, ProxyHeaderError } from "./proxy_header.ts";

/**
 * Reads a line of version 1, without its line end.
 *
 * @throws {ProxyHeaderError}
 */
export function parseProxyLine(line: string): ProxyHeader {
  // What follows UNKNOWN has no meaning.
  if (/^PROXY UNKNOWN(?: .*)?$/.test(line)) return { version: 1, ends: undefined };
  const [, family, source, destination, from, to] =
    /^PROXY TCP([46]) (\S+) (\S+) (0|[1-9]\d{0,4}) (0|[1-9]\d{0,4})$/.exec(line) ?? [];
  if (family === undefined) throw new ProxyHeaderError("malformed");
  return { version: 1, ends: { source: end(source!, from!), destination: end(destination!, to!) } };

  function end(hostname: string, port: string): InetAddress {
    const fits = literalFamily(hostname) === Number(family) && !hostname.includes("%");
    if (!fits || Number(port) > 65535) throw new ProxyHeaderError("malformed");
    return { transport: "tcp", hostname, port: Number(port) };
  }
}

/** Bytes of the two ends by family: IPv4, IPv6, UNIX. */
const LENGTHS: Readonly<Record<number, number>> = { 1: 12, 2: 36, 3: 216 };

/**
 * Reads a whole header of version 2: signature, four bytes, and as many more as these say.
 *
 * @throws {ProxyHeaderError}
 */
export function parseProxyBytes(bytes: Uint8Array): ProxyHeader {
  const [command, kind] = [bytes[12]!, bytes[13]!];
  if (command >> 4 !== 2 || (command & 15) > 1) throw new ProxyHeaderError("malformed");
  const payload = bytes.subarray(16);
  const [family, protocol] = [kind >> 4, kind & 15];
  const length = LENGTHS[family];
  // A family or a protocol that is unknown, or that nobody says: the values behind it cannot be found.
  const nameless = length === undefined || protocol < 1 || protocol > 2;
  // LOCAL: the proxy's own connection, such as a health check; the rest has no meaning.
  if ((command & 15) === 0 || nameless) return { version: 2, ends: undefined };
  if (payload.length < length) throw new ProxyHeaderError("malformed");
  checkValues(bytes, 16 + length);
  return { version: 2, ends: family === 3 ? unixEnds(payload) : inetEnds(payload, family, protocol) };
}

/** The values behind the ends have a type, a length and that many bytes each; the checksum has to fit. */
function checkValues(bytes: Uint8Array, from: number): void {
  for (let at = from; at < bytes.length;) {
    const length = 256 * (bytes[at + 1] ?? 0) + (bytes[at + 2] ?? 0);
    const next = at + 3 + length;
    if (next > bytes.length) throw new ProxyHeaderError("malformed");
    if (bytes[at] === CRC32C) checkSum(bytes, at + 3, length);
    at = next;
  }
}

/** The checksum is that of the whole header with zeros in its place. */
function checkSum(bytes: Uint8Array, at: number, length: number): void {
  if (length !== 4) throw new ProxyHeaderError("malformed");
  const said = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
  if (crc32c(Uint8Array.from(bytes).fill(0, at, at + 4)) !== said) throw new ProxyHeaderError("checksum");
}

function inetEnds(payload: Uint8Array, family: number, protocol: number): ProxiedEnds {
  const size = family === 1 ? 4 : 16;
  const view = new DataView(payload.buffer, payload.byteOffset);
  const end = (index: 0 | 1): SocketAddress => ({
    transport: protocol === 1 ? "tcp" : "udp",
    hostname: unpackAddress(payload.subarray(index * size, index * size + size)),
    port: view.getUint16(2 * size + 2 * index),
  });
  return { source: end(0), destination: end(1) };
}

function unixEnds(payload: Uint8Array): ProxiedEnds {
  const end = (index: 0 | 1): SocketAddress => {
    const name = payload.subarray(index * 108, index * 108 + 108);
    // A name that begins with a zero byte is an abstract one, or none.
    const length = name.indexOf(0, 1);
    const path = new TextDecoder().decode(length < 0 ? name : name.subarray(0, length));
    return { transport: "unix", path: path === "\0" ? "" : path };
  };
  return { source: end(0), destination: end(1) };
}
