import { certificateHosts } from "../../net/tls/certificate.ts";
import { literalFamily } from "../../net/address/ip_literal.ts";

/** What gives a server its names. */
export interface HostNamesOptions {
  /** Where it listens: a name, an address, or undefined for every address. */
  readonly host: string | undefined;
  /** Its certificate (PEM), when it has one. */
  readonly cert: string | undefined;
  /** Names that were given to it. */
  readonly allowed: readonly string[];
}

/**
 * The names under which a server is reached, besides `localhost`: those of this machine, of its certificate,
 * those it was given.
 *
 * What the network suggests, such as a search domain from DHCP, is none of them: a name below a domain of
 * theirs is what somebody in a café would need to have a page of his read what is served to this machine
 * alone.
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
 * The host name, its first label, both in mDNS, and what the hosts file says beside it, as `hostname -f`
 * does.
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

/** A system that does not tell is none that fails. */
function ask(question: () => string): string | undefined {
  try {
    return question();
  } catch {
    return undefined;
  }
}
