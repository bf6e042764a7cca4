import { literalFamily } from "../../../net/address/ip_literal.ts";
import type { Family, Preference } from "../../../net/address/resolve_host.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { preferredFamily } from "./resolve.ts";

/** `res-nsaddr=`: names of hosts are asked of this server alone. */
export function nameServer(
  request: OpenRequest,
  family: Family,
): { resolve?: (hostname: string) => Promise<string[]> } {
  const text = request.options.text("res-nsaddr");
  if (text === undefined) return {};
  const server = readNameServer(text);
  const preferred = preferredFamily(request);
  return { resolve: (hostname) => ask(server, hostname, family, preferred) };
}

interface NameServer {
  readonly ipAddr: string;
  readonly port: number;
}

/**
 * Reads `192.0.2.1` or `192.0.2.1:5353`; an IPv6 address goes in brackets.
 *
 * @throws {RelayError}
 */
export function readNameServer(text: string): NameServer {
  const [, host, port = "53"] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text) ?? [];
  const ipAddr = host?.replace(/^\[(.*)\]$/, "$1");
  if (ipAddr === undefined || literalFamily(ipAddr) === undefined || Number(port) > 65535) {
    throw new RelayError(`option "res-nsaddr=${text}": it takes the address of a server and perhaps a port`);
  }
  return { ipAddr, port: Number(port) };
}

async function ask(
  server: NameServer,
  hostname: string,
  family: Family,
  preferred: Preference,
): Promise<string[]> {
  if (literalFamily(hostname) !== undefined) return [hostname];
  const kinds = family === undefined ? preferred === 6 ? [6, 4] : [4, 6] : [family];
  const answers = await Promise.allSettled(
    kinds.map((kind) => Deno.resolveDns(hostname, kind === 4 ? "A" : "AAAA", { nameServer: server })),
  );
  const found = answers.flatMap((each) => each.status === "fulfilled" ? each.value : []);
  if (found.length > 0) return found;
  throw new RelayError(
    `getaddrinfo("${hostname}"): ${server.ipAddr} port ${server.port} has no address for this name, or does not answer`,
  );
}
