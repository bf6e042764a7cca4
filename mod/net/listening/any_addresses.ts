import type { Family } from "../address/resolve_host.ts";
import { networkInterfaces } from "../address/network_interfaces.ts";
import { errorKind } from "../errors/system_error.ts";

/**
 * # Every address of the machine
 *
 * A socket on `::` takes IPv6 clients. Whether it takes IPv4 clients too (RFC 3493 §5.3) is the system's
 * choice unless the program sets IPV6_V6ONLY, which the runtime has no option for: Linux and macOS let it,
 * Windows, OpenBSD, and Linux with `net.ipv6.bindv6only=1` do not. There a second socket on `0.0.0.0` listens
 * beside it.
 *
 * Trying the second socket on the same port would not tell which it is: "in use" may mean our own first
 * socket or another program, and macOS lets both listen in either case. So the system is asked something that
 * only a socket for both families can do: to bind an IPv4 address written as an IPv6 one (RFC 4291 §2.5.5.2),
 * on a port of its own for an instant. That takes a tenth of a millisecond.
 */

/**
 * The addresses that together stand for every address of this machine, the first one first: a socket on each
 * of them serves everybody. A machine that has no IPv6 address gets none for IPv6.
 */
export function anyAddresses(family: Family): readonly string[] {
  if (family === 6) return ["::"];
  if (family === 4 || !hasIpv6()) return ["0.0.0.0"];
  return takesBothFamilies() ? ["::"] : ["::", "0.0.0.0"];
}

/** Whether an address means every address of a family. */
export function isAnyAddress(hostname: string): boolean {
  return hostname === "0.0.0.0" || hostname === "::";
}

/**
 * Whether a socket on `::` takes IPv4 clients as well. Where the program may not try, it is supposed to.
 */
export function takesBothFamilies(): boolean {
  const refusal = tryToBind("::ffff:0.0.0.0");
  return refusal === undefined || errorKind(refusal) === "resources";
}

/** The loopback address is there wherever IPv6 is, but for a few containers. */
function hasIpv6(): boolean {
  return tryToBind("::1") === undefined || !isGranted({ name: "sys", kind: "networkInterfaces" }) ||
    networkInterfaces().some(({ family }) => family === "IPv6");
}

/** @returns the system's error; undefined when it went well, or when it may not be tried. */
function tryToBind(hostname: string): unknown {
  if (!isGranted({ name: "net", host: `[${hostname}]:0` })) return undefined;
  try {
    Deno.listen({ hostname, port: 0 }).close();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Without a permission, the runtime would not only refuse, but ask the user for it on a terminal. */
function isGranted(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}
