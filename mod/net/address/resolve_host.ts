import { ipVersion } from "./socket_address.ts";
import { NetError } from "../errors/net_error.ts";

/** Which addresses are wanted: IPv4 only, IPv6 only, or both. */
export type Family = 4 | 6 | undefined;

/**
 * The numeric addresses of a host, in the order in which they should be tried.
 *
 * This is `getaddrinfo(3)`, so names from the hosts file count too; a numeric address is returned as it is.
 *
 * @param hostname a name or a numeric address, without brackets.
 * @param family 4 or 6 to keep only that kind.
 * @throws {NetError} `host_not_found` when there is no such name, or none of the family.
 */
export async function resolveHost(hostname: string, family?: Family): Promise<string[]> {
  const version = ipVersion(hostname);
  if (version !== undefined) {
    if (family !== undefined && family !== version) {
      throw new NetError("host_not_found", { action: "resolve", hostname, family, numeric: true });
    }
    return [hostname];
  }
  return await lookUp(hostname, family);
}

async function lookUp(hostname: string, family: Family): Promise<string[]> {
  const { lookup } = await import("node:dns/promises");
  try {
    const found = await lookup(hostname, { all: true, family: family ?? 0 });
    return [...new Set(found.map((entry) => entry.address))];
  } catch {
    throw new NetError("host_not_found", { action: "resolve", hostname, family, numeric: false });
  }
}
