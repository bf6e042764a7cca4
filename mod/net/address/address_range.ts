import { rangeErrorOf } from "../../i18n/message_error.ts";
import { msg } from "../../i18n/message.ts";
import { ipv4Number, ipv6Groups, isIpv6, mappedIpv4 } from "./ip_literal.ts";
import { plainHostname } from "./socket_address.ts";

/** Decides whether a peer's address is inside a range. */
export type AddressRange = (host: string) => boolean;

/**
 * Reads the value of `range=`: `10.0.0.0/8`, `10.0.0.0:255.0.0.0` (any mask, holes included), `[fe80::]/10`.
 * IPv4 addresses that are mapped into IPv6, `[::ffff:10.0.0.0]/104`, are those of IPv4.
 *
 * @throws {RangeError} with what is wrong
 */
export function parseAddressRange(text: string): AddressRange {
  const v6 = /^\[([^\]]+)\](?:\/(\d+))?$/.exec(text) ??
    (/^[0-9a-f:.]*::?[0-9a-f:.]*\/\d+$/i.test(text) && isIpv6(text.split("/")[0]!)
      ? ["", ...text.split("/")]
      : null);
  if (v6 !== null) return v6Range(v6[1]!, Number(v6[2] ?? 128), text);
  const v4 = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+)|:(\d+\.\d+\.\d+\.\d+))?$/.exec(text);
  if (v4 === null) throw rangeErrorOf(msg`bad range "${text}"`);
  const mask = v4[3] === undefined ? bitsMask(Number(v4[2] ?? 32), text) : ipv4Number(v4[3]);
  return v4Range(ipv4Number(v4[1]!), mask, text);
}

function v4Range(network: number, mask: number, text: string): AddressRange {
  if (Number.isNaN(network) || Number.isNaN(mask)) throw rangeErrorOf(msg`bad range "${text}"`);
  const wanted = (network & mask) >>> 0;
  return (host) => {
    const number = ipv4Number(plainHostname(host));
    return !Number.isNaN(number) && ((number & mask) >>> 0) === wanted;
  };
}

function bitsMask(bits: number, text: string): number {
  if (bits > 32) throw rangeErrorOf(msg`bad range "${text}": at most 32 bits`);
  return bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
}

function v6Range(network: string, bits: number, text: string): AddressRange {
  const wanted = bigOf(network);
  if (wanted === undefined || bits > 128) throw rangeErrorOf(msg`bad range "${text}"`);
  const mapped = mappedIpv4(network);
  if (mapped !== undefined && bits >= 96) return v4Range(ipv4Number(mapped), bitsMask(bits - 96, text), text);
  const shift = BigInt(128 - bits);
  return (host) => {
    const number = bigOf(host);
    return number !== undefined && number >> shift === wanted >> shift;
  };
}

function bigOf(host: string): bigint | undefined {
  if (!isIpv6(host)) return undefined;
  return ipv6Groups(host)?.reduce((number, group) => (number << 16n) | BigInt(group), 0n);
}
