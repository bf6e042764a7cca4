import { literalFamily, withoutBrackets } from "../../../net/address/ip_literal.ts";
import { type Family, type Preference, resolveHost } from "../../../net/address/resolve_host.ts";
import { errorCode } from "../../../net/errors/system_error.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

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
  // Only IPv6 has more than one colon, and a relay that lets nobody else in must listen there.
  const six = /:.*:/.test(request.options.text("range") ?? "") ? 6 : undefined;
  return requiredFamily(request) ?? six ?? (request.context.ipVersion || undefined) ??
    environmentFamily(request) ?? 4;
}

/**
 * The family to try first when connecting: `-4`, `-6`, `-0` for the resolver's order, the variable that means
 * the same, or IPv4 as socat 1.7 does.
 */
export function preferredFamily({ context }: OpenRequest): Preference {
  const chosen = context.ipVersion ?? FAMILIES[context.variable("SOCAT_PREFERRED_RESOLVE_IP") ?? ""] ?? 4;
  return chosen || "system";
}

function environmentFamily({ context }: OpenRequest): Family {
  return FAMILIES[context.variable("SOCAT_DEFAULT_LISTEN_IP") ?? ""] || undefined;
}

/** What variables say: a family, or 0 for none that is preferred. */
const FAMILIES: Readonly<Record<string, 0 | 4 | 6>> = { 0: 0, 4: 4, 6: 6 };

/**
 * All addresses of a host, those of the preferred family first, by the system's own resolver (hosts file
 * included).
 *
 * @throws {RelayError} when the name is unknown or has no address of the family
 */
export async function addressesOf(host: string, family: Family, preferred: Preference): Promise<string[]> {
  try {
    return await resolveHost(withoutBrackets(host), family, preferred);
  } catch (error) {
    throw unresolved(host, family, error);
  }
}

/** The sentence for a name that cannot be resolved. */
export function unresolved(host: string, family: Family, error: unknown): RelayError {
  const literal = literalFamily(withoutBrackets(host));
  const why = literal !== undefined && literal !== family
    ? "Address family for hostname not supported"
    : errorCode((error as Error).cause) === "EAI_AGAIN"
    ? "Temporary failure in name resolution"
    : "Name or service not known";
  return new RelayError(`getaddrinfo("${host.length > 255 ? host.slice(0, 80) : host}"): ${why}`);
}

/** The local end that `bind=`, `sourceport=` and `lowport` ask for; undefined parts are free. */
interface BindOption {
  readonly host: string | undefined;
  readonly port: string | undefined;
}

/** Reads `bind=host:port`, `bind=:port`, `bind=host`, `bind=[::1]:port`, and `sourceport=`. */
export function localEnd(request: OpenRequest): BindOption {
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
