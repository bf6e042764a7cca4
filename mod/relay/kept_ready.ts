import { hasNodeTls } from "../net/tls/has_node_tls.ts";
import { resolveAddress } from "./addresses/registry.ts";
import { parseAddress } from "./grammar/address.ts";
import type { CommandLine } from "./grammar/command_line.ts";

/**
 * Whether a reset may come in on one side and go out on the other: both are sockets that have connections,
 * and one of them is TCP's.
 *
 * @throws {import("./grammar/grammar_error.ts").GrammarError} for a mistake in an address
 */
export function passesResets(line: CommandLine): boolean {
  if (line.extensions.replay !== undefined) return false;
  const types = line.addresses.map((text) => {
    const address = parseAddress(text);
    return address.kind === "single" ? resolveAddress(address).type : undefined;
  });
  const tcp = types.map((type) => type?.groups.includes("tcp") ?? false);
  return tcp.some(Boolean) && types.every((type, index) => tcp[index] || STREAMS.test(type?.keyword ?? ""));
}

/** Other addresses whose peer can reset a connection, which a UNIX socket does with unread data. */
const STREAMS = /^(unix|abstract)-(client|connect|listen)$/;

/**
 * Whether only a reset ends a handshake that has stalled: so it is with the runtime's own TLS, which is used
 * before Deno 2.9, and holds on to the connection for as long as the peer does.
 *
 * @throws {import("./grammar/grammar_error.ts").GrammarError} for a mistake in an address
 */
export function breaksOffHandshakes(line: CommandLine, runtime = Deno.version.deno): boolean {
  if (hasNodeTls(runtime) || line.extensions.replay !== undefined) return false;
  return line.addresses.some((text) => {
    const address = parseAddress(text);
    return address.kind === "single" && /^(openssl|wss)/.test(resolveAddress(address).type.keyword);
  });
}

/**
 * Whether a UDP socket is to be connected to one peer.
 *
 * @throws {import("./grammar/grammar_error.ts").GrammarError} for a mistake in an address
 */
export function connectsDatagrams(line: CommandLine): boolean {
  if (line.extensions.replay !== undefined) return false;
  return line.addresses.map((text) => parseAddress(text)).some((address) =>
    (address.kind === "single" ? [address] : [address.read, address.write]).some((each) =>
      /^udp\d?-connect$/.test(resolveAddress(each).type.keyword)
    )
  );
}
