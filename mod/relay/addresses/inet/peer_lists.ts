/**
 * `allow=`, `deny=` and the files of `allow-file=`, `deny-file=`: who may connect, as ncat's `--allow`,
 * `--allowfile`, `--deny`, `--denyfile` have it. A file holds one entry a word and comments after `#`; an
 * entry is an address (`192.0.2.7`, `2001:db8::7`), a network (`192.0.2.0/24`, `2001:db8::/32`), numbers of an
 * IPv4 address that may vary (`192.0.2.10-20`, `10.0.*.*`), or a name, which is looked up once.
 *
 * Whoever is denied stays out, allowed or not; where anybody is allowed, all others stay out.
 */
import { parseAddressRange } from "../../../net/address/address_range.ts";
import { isIpv6, literalFamily, withoutBrackets } from "../../../net/address/ip_literal.ts";
import { plainHostname } from "../../../net/address/socket_address.ts";
import type { Options } from "../../options/options.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { type ListEntry, optionEntries } from "./list_entries.ts";
import { addressesOf } from "./resolve.ts";

/** Why a peer stays out: the option that says so; undefined lets it in. */
export type PeerLists = (host: string) => "allow" | "deny" | undefined;

type HostTest = (host: string) => boolean;

/**
 * Reads the lists of an address.
 *
 * @throws {RelayError} for a file that cannot be read and for a bad entry, with its line
 */
export async function readPeerLists(options: Options): Promise<PeerLists> {
  const allow = await tests(options, "allow");
  const deny = await tests(options, "deny");
  const onlyAllowed = options.has("allow") || options.has("allow-file");
  return (peer) => {
    const host = plainHostname(peer);
    if (deny.some((test) => test(host))) return "deny";
    return onlyAllowed && !allow.some((test) => test(host)) ? "allow" : undefined;
  };
}

async function tests(options: Options, name: "allow" | "deny"): Promise<HostTest[]> {
  const made: HostTest[] = [];
  for (const entry of optionEntries(options, name, `${name}-file`)) made.push(...await testsOf(entry));
  return made;
}

async function testsOf(entry: ListEntry): Promise<HostTest[]> {
  const test = parseHostPattern(entry.text);
  if (test !== undefined) return [test];
  const [, name, bits] = /^([a-z_][\w.-]*?)(?:\/(\d{1,3}))?$/i.exec(entry.text) ?? [];
  if (name === undefined) throw badEntry(entry);
  const addresses = await addressesOf(name, undefined, 4).catch((error) => {
    throw new RelayError(`${entry.where}: ${(error as Error).message}`);
  });
  return addresses.map((address) => {
    const test = parseHostPattern(bits === undefined ? address : `${address}/${bits}`);
    if (test === undefined) throw badEntry(entry);
    return test;
  });
}

function badEntry({ where, text }: ListEntry): RelayError {
  return new RelayError(
    `${where}: "${text.slice(0, 80)}" is no address, network or name`,
    "  such as 192.0.2.7, 192.0.2.0/24, 192.0.2.10-20, 2001:db8::/32 or gateway.example.org",
  );
}

/** A test for an address, a network or an address with numbers that may vary; undefined: none of these. */
export function parseHostPattern(text: string): HostTest | undefined {
  const bare = text.replace(/^\[(.*)\](\/\d+)?$/, "$1$2");
  if (isIpv6(bare)) return literalFamily(bare.replace(/\/\d+$/, "")) === 6 ? network(bare) : undefined;
  return /^[\d.]+(\/\d+)?$/.test(bare) ? network(bare) : octets(bare);
}

function network(text: string): HostTest | undefined {
  try {
    const [address = "", bits] = text.split("/");
    return parseAddressRange(isIpv6(address) ? `[${address}]/${bits ?? 128}` : text);
  } catch {
    return undefined;
  }
}

/** `192.0.2.10-20`, `10.0.*.*`, `10.-5.1-.1`. */
function octets(text: string): HostTest | undefined {
  const parts = text.split(".").map((part) => /^(\d{1,3})?(?:([-*])(\d{1,3})?)?$/.exec(part));
  if (parts.length !== 4 || parts.some((part) => part === null || part[0] === "")) return undefined;
  const bounds = parts.map((part) => {
    const [, low, sign, high] = part!;
    if (sign === "*") return low === undefined && high === undefined ? [0, 255] : [1, 0];
    return sign === undefined ? [Number(low), Number(low)] : [Number(low ?? 0), Number(high ?? 255)];
  });
  if (bounds.some(([low, high]) => low! > high! || high! > 255)) return undefined;
  return (host) => {
    const numbers = literalFamily(withoutBrackets(host)) === 4 ? host.split(".").map(Number) : [];
    return numbers.length === 4 &&
      numbers.every((number, index) => number >= bounds[index]![0]! && number <= bounds[index]![1]!);
  };
}
