import { literalFamily, withoutBrackets } from "../../../net/address/ip_literal.ts";
import { type InterfaceAddress, networkInterfaces } from "../../../net/address/network_interfaces.ts";
import { plainHostname, type SocketAddress } from "../../../net/address/socket_address.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import type { Options } from "../../options/options.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { type ListEntry, optionEntries } from "../inet/list_entries.ts";
import { parseHostPattern } from "../inet/peer_lists.ts";
import { versionToAccept } from "../proxy_protocol/proxy_protocol_options.ts";

/** Whether a client may have a target at one of the addresses that its name has. */
export type TargetRules = (target: HostPort, address: string, client: SocketAddress) => boolean;

type TargetRule = (target: HostPort, address: string) => boolean;

/**
 * Where clients of a proxy may go: to the targets of `allow-target=` and of the file of `allow-target-file=`,
 * and without these anywhere. This machine's own addresses (loopback, link-local, none, and those of its
 * interfaces) are for clients on this machine, unless a rule names them: services there trust whoever reaches
 * them, and a firewall in front of them does not see what comes from here. A client that only a PROXY header
 * calls so is not on this machine: 127.0.0.1 there is the proxy's, or made up.
 *
 * A rule is `HOST` or `HOST:PORT`. HOST is a name as the client says it (`example.org`, `*.example.org`, `*`),
 * an address, a network or numbers that vary; PORT is a number, `8000-8099` or `*`.
 *
 * @param interfaces the addresses of this machine, asked for each time, since they change
 * @throws {RelayError} for a bad rule
 */
export function readTargetRules(
  options: Options,
  interfaces: () => readonly InterfaceAddress[] = networkInterfaces,
): TargetRules {
  const rules = optionEntries(options, "allow-target", "allow-target-file").map(ruleOf);
  const onlyThese = options.has("allow-target") || options.has("allow-target-file");
  const passedOn = versionToAccept(options) !== undefined;
  return (target, address, client) => {
    const allowed = rules.filter(({ allows }) => allows(target, address));
    if ((passedOn || !isLocal(client)) && isOwn(address, interfaces)) {
      return allowed.some(({ exact }) => exact);
    }
    return !onlyThese || allowed.length > 0;
  };
}

function ruleOf(entry: ListEntry): { readonly allows: TargetRule; readonly exact: boolean } {
  const [, host, port = "*"] =
    /^(\[[^\]]+\](?:\/\d+)?|[^:[\]]+)(?::(\*|\d{1,5}(?:-\d{1,5})?))?$/.exec(entry.text) ?? [];
  const isHost = host === undefined ? undefined : hostTest(host);
  const [low = 0, high = low] = port === "*" ? [0, 65535] : port.split("-").map(Number);
  if (isHost === undefined || low > high || high > 65535) {
    throw new RelayError(
      `${entry.where}: "${entry.text.slice(0, 80)}" is no target`,
      "  such as example.org:443, *.example.org, 192.0.2.0/24:22 or [2001:db8::1]:8000-8099",
    );
  }
  return {
    exact: !host!.startsWith("*"),
    allows: (target, address) => target.port >= low && target.port <= high && isHost(target, address),
  };
}

function hostTest(host: string): TargetRule | undefined {
  const pattern = parseHostPattern(host);
  if (pattern !== undefined) return (_, address) => pattern(plainHostname(address));
  if (!/^(\*|(\*\.)?[\w-]+(\.[\w-]+)*\.?)$/.test(host)) return undefined;
  if (host === "*") return () => true;
  const name = plainName(host.replace(/^\*/, ""));
  return host.startsWith("*")
    ? ({ hostname }) => plainName(hostname).endsWith(name)
    : ({ hostname }) => plainName(hostname) === name;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** Loopback, link-local, the address that means any of ours, and those that an interface has. */
function isOwn(address: string, interfaces: () => readonly InterfaceAddress[]): boolean {
  const host = plainHostname(withoutBrackets(address));
  return OWN.some((test) => test(host)) ||
    interfaces().some((each) => parseHostPattern(each.address)?.(host) ?? false);
}

const OWN = ["127.0.0.0/8", "0.0.0.0/8", "169.254.0.0/16", "::1/128", "::/128", "fe80::/10"].map((network) =>
  parseHostPattern(network)!
);

function isLocal(client: SocketAddress): boolean {
  return "path" in client || literalFamily(client.hostname) !== undefined && isLoopback(client.hostname);
}

/** Whether only this machine can reach an address. */
export function isLoopback(address: string): boolean {
  const host = plainHostname(address);
  return LOOPBACK.some((test) => test(host));
}

const LOOPBACK = ["127.0.0.0/8", "::1/128"].map((network) => parseHostPattern(network)!);
