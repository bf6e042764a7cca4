import { certificateHosts } from "../../net/tls/certificate.ts";
import { literalFamily } from "../../net/address/ip_literal.ts";

/** The sources of a server's names. */
export interface HostNamesOptions {
  /** Where it listens: a name, an address, or undefined for every address. */
  readonly host: string | undefined;
  /** Its certificate (PEM), when it has one. */
  readonly cert: string | undefined;
  /** Further names that were given to it. */
  readonly allowed: readonly string[];
}

/**
 * The names of a server, besides `localhost`: those of this machine, of its certificate, and those
 * it was given.
 *
 * Names that the network suggests, such as a search domain from DHCP, are not among them: with a
 * name below such a domain, somebody in a café could make his page read what is served to this
 * machine only.
 */
export function hostNames({ host, cert, allowed }: HostNamesOptions): string[] {
  return [
    ...machineNames(),
    ...(host === undefined || literalFamily(host) !== undefined ? [] : [host]),
    ...(cert === undefined ? [] : certificateHosts(cert)),
    ...allowed,
  ];
}

/**
 * The host name, its first label, both in mDNS, and the names next to it in the hosts file, as
 * `hostname -f` does.
 */
function machineNames(): string[] {
  const name = ask(() => Deno.hostname());
  if (name === undefined || name === "") return [];
  const label = name.split(".")[0]!;
  const lines = (ask(() => Deno.readTextFileSync(HOSTS_FILE)) ?? "").split("\n")
    .map((line) => line.replace(/#.*/, "").trim().split(/\s+/).slice(1))
    .filter((names) => names.includes(name));
  return [name, label, `${label}.local`, ...lines.flat()];
}

const HOSTS_FILE = "/etc/hosts";

/** A system that does not say is not an error. */
function ask(question: () => string): string | undefined {
  try {
    return question();
  } catch {
    return undefined;
  }
}
