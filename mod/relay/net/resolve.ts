import { RelayError } from "../relay_endpoint.ts";
import type { OpenRequest } from "../addresses/address_type.ts";
import { ipv4Number, ipv6Groups } from "../../net/address/ip_literal.ts";

/** 4, 6, or undefined for "either". */
export type Family = 4 | 6 | undefined;

/** The family an address insists on: its keyword (`TCP4`), `pf=`, or undefined. */
export function requiredFamily(request: OpenRequest): Family {
  const version = /^(?:tcp|udp)([46])/.exec(request.type)?.[1];
  if (version !== undefined) return Number(version) as 4 | 6;
  const pf = request.options.text("protocol-family")?.toLowerCase();
  if (pf === undefined) return undefined;
  if (["4", "ip4", "ipv4", "inet", "inet4", "2"].includes(pf)) return 4;
  if (["6", "ip6", "ipv6", "inet6", "10"].includes(pf)) return 6;
  throw new RelayError(`unknown protocol family "${pf}"`);
}

/** The family to listen with: required, or that of `range=`, or `-4`/`-6`, or IPv4 as socat 1.7 does. */
export function listenFamily(request: OpenRequest): 4 | 6 {
  // Only IPv6 has more than one colon, and who lets nobody else in must listen there.
  const six = /:.*:/.test(request.options.text("range") ?? "") ? 6 : undefined;
  return requiredFamily(request) ?? six ?? request.context.ipVersion ?? environmentFamily(request) ?? 4;
}

function environmentFamily({ context }: OpenRequest): Family {
  const value = context.variable("SOCAT_DEFAULT_LISTEN_IP");
  return value === "4" ? 4 : value === "6" ? 6 : undefined;
}

/** `[::1]` without its brackets. */
export function bareHost(host: string): string {
  return /^\[.*\]$/.test(host) ? host.slice(1, -1) : host;
}

/**
 * All addresses of a host, those of the preferred family first, by the system's own resolver (hosts file included).
 *
 * @throws {RelayError} when the name is unknown or has no address of the family
 */
export async function resolveHost(host: string, family: Family, preferred: Family): Promise<string[]> {
  const bare = bareHost(host);
  const literal = literalFamily(bare);
  if (literal !== undefined) {
    if (family !== undefined && family !== literal) {
      throw unresolved(host, "Address family for hostname not supported");
    }
    return [bare];
  }
  const found = await lookupAll(bare, family);
  return [
    ...found.filter((each) => each.family === preferred),
    ...found.filter((each) => each.family !== preferred),
  ]
    .map((each) => each.address);
}

function literalFamily(host: string): Family {
  if (host.includes(":") && ipv6Groups(host) !== undefined) return 6;
  return Number.isNaN(ipv4Number(host)) ? undefined : 4;
}

async function lookupAll(host: string, family: Family): Promise<{ address: string; family: number }[]> {
  if (host === "" || host.length > 255) throw unresolved(host.slice(0, 80), "Name or service not known");
  const { lookup } = await import("node:dns/promises");
  try {
    return await lookup(host, { all: true, family: family ?? 0 });
  } catch (error) {
    const code = (error as { code?: string }).code;
    throw unresolved(
      host,
      code === "EAI_AGAIN" ? "Temporary failure in name resolution" : "Name or service not known",
    );
  }
}

function unresolved(host: string, why: string): RelayError {
  return new RelayError(`getaddrinfo("${host}"): ${why}`);
}

/** The local end that `bind=`, `sourceport=` and `lowport` ask for; undefined parts are free. */
export interface LocalEnd {
  readonly host: string | undefined;
  readonly port: string | undefined;
}

/** Reads `bind=host:port`, `bind=:port`, `bind=host`, `bind=[::1]:port`, and `sourceport=`. */
export function localEnd(request: OpenRequest): LocalEnd {
  const bind = request.options.text("bind");
  const parts = bind === undefined ? null : /^(\[[^\]]*\]|[^:]*)(?::(\w*))?$/.exec(bind);
  if (bind !== undefined && parts === null) {
    throw new RelayError(`bad bind address "${bind}"`, "  an IPv6 address goes in brackets");
  }
  const sourceport = request.options.number("sourceport");
  return {
    host: parts?.[1] || undefined,
    port: sourceport === undefined ? parts?.[2] || undefined : String(sourceport),
  };
}
