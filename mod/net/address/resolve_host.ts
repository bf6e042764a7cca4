import { NetError } from "../errors/net_error.ts";
import { literalFamily } from "./ip_literal.ts";

/** Which addresses are wanted: IPv4 only, IPv6 only, or both. */
export type Family = 4 | 6 | undefined;
/**
 * Which addresses come first: those of a family, or `"system"`: as getaddrinfo(3) itself has them (RFC 6724 §6);
 * without it the runtime has the say, which puts IPv4 first.
 */
export type Preference = Family | "system";

/**
 * The numeric addresses of a host, in the order in which they should be tried.
 *
 * This is `getaddrinfo(3)`, so names from the hosts file count too; a numeric address is returned as it is.
 *
 * @param hostname a name or a numeric address, without brackets.
 * @param family 4 or 6 to keep only that kind.
 * @param prefer which come first.
 * @throws {NetError} `host_not_found` when there is no such name, or no address of the family; its
 *   cause is the resolver's error.
 */
export async function resolveHost(
  hostname: string,
  family?: Family,
  prefer?: Preference,
): Promise<string[]> {
  const version = literalFamily(hostname);
  if (version !== undefined) {
    if (family !== undefined && family !== version) {
      throw new NetError("host_not_found", { action: "resolve", hostname, family, numeric: true });
    }
    return [hostname];
  }
  const found = await lookUp(hostname, family, prefer === "system");
  if (prefer === undefined || prefer === "system") return found;
  const first = found.filter((each) => literalFamily(each) === prefer);
  return [...first, ...found.filter((each) => !first.includes(each))];
}

/** The longest possible name, in characters (RFC 1035 §2.3.4). */
const LONGEST_NAME = 255;

async function lookUp(hostname: string, family: Family, systemOrder: boolean): Promise<string[]> {
  const { lookup } = await import("node:dns/promises");
  try {
    if (hostname === "" || hostname.length > LONGEST_NAME) throw new RangeError();
    const found = await lookup(hostname, {
      all: true,
      family: family ?? 0,
      ...(systemOrder ? { verbatim: true } : {}),
    });
    return [...new Set(found.map((entry) => entry.address))];
  } catch (cause) {
    throw new NetError("host_not_found", { action: "resolve", hostname, family, numeric: false }, { cause });
  }
}
