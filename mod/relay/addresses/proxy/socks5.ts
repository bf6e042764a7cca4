import { unpackIpv6 } from "../../../net/address/packed_address.ts";
import { ipv4Number, ipv6Groups, isIpv6, withoutBrackets } from "../../../net/address/ip_literal.ts";
import { HandshakeReader } from "../../../net/connection/handshake_reader.ts";
import type { Connection } from "../../../net/connection.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { longHost } from "../../socket_name.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { dialTcp } from "../inet/dial_tcp.ts";
import { portNumber } from "../inet/port_number.ts";
import { connecting } from "../retries.ts";
import { shakeHands } from "../shake_hands.ts";

/**
 * `SOCKS5-CONNECT:server[:socks-port]:host:port` and `SOCKS5-LISTEN:…` (RFC 1928; name and password after RFC
 * 1929): the server connects to a host for us, or waits there for one connection to itself. It resolves the name.
 */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [server, socksPort, host, port] = request.parameters as [string, string, string, string];
  const listens = request.type === "socks5-listen";
  return connecting(request, async () => {
    const number = portNumber(port, "tcp");
    const conn = await dialTcp(request, server, socksPort || (request.options.text("socksport") ?? "1080"));
    return await shakeHands(conn, async () => {
      const reader = new HandshakeReader(
        conn,
        listens ? LONGEST_WAIT : request.options.number("connect-timeout"),
      );
      await authenticate(request, conn, reader);
      await conn.write(commandBytes(listens ? BIND : CONNECT, withoutBrackets(host), number));
      const bound = await readReply(reader);
      if (!listens) return inetEndpoint(reader.rest(), request.context);
      request.context.log.notice(() => `listening on ${nameOf(bound)} of the SOCKS server`);
      const peer = await readReply(reader);
      request.context.log.notice(() => `accepting connection from ${nameOf(peer)} through the SOCKS server`);
      return inetEndpoint(reader.rest(), request.context, {
        PEERADDR: longHost(peer.hostname),
        PEERPORT: String(peer.port),
      });
    });
  });
}

const [CONNECT, BIND] = [1, 2];
/** A listener waits as long as it takes for somebody: the longest time that a timer knows, milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** The request of RFC 1928, section 4. */
export function commandBytes(command: number, host: string, port: number): Uint8Array {
  return Uint8Array.from([5, command, 0, ...addressBytes(host), port >> 8, port & 255]);
}

function nameOf({ hostname, port }: HostPort): string {
  return `${longHost(hostname)}:${port}`;
}

const PASSWORD = 2;

async function authenticate(
  request: OpenRequest,
  conn: Connection,
  reader: HandshakeReader,
): Promise<void> {
  const login = loginOf(request);
  await conn.write(Uint8Array.from(login === undefined ? [5, 1, 0] : [5, 2, 0, PASSWORD]));
  const [version, method] = await reader.exactly(2);
  if (version !== 5) throw new RelayError("socks: this is not the answer of a SOCKS5 server");
  if (method === 0) return;
  if (method !== PASSWORD || login === undefined) {
    throw new RelayError("socks: the server wants a login", "  socksuser=name:password");
  }
  await conn.write(Uint8Array.from([1, ...counted(login.user), ...counted(login.password)]));
  if ((await reader.exactly(2))[1] !== 0) throw new RelayError("socks: the server refused the login");
}

function loginOf(request: OpenRequest): { user: string; password: string } | undefined {
  const text = request.options.text("socksuser");
  if (text === undefined) return undefined;
  const [user = "", ...rest] = text.split(":");
  return { user, password: request.options.text("sockspass") ?? rest.join(":") };
}

/** Length in one byte, then the text. */
function counted(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 255) throw new RelayError("socks: at most 255 bytes fit");
  return [bytes.length, ...bytes];
}

/** Type and bytes of a target: 1 IPv4, 3 name, 4 IPv6. */
export function addressBytes(host: string): number[] {
  if (!Number.isNaN(ipv4Number(host))) return [1, ...host.split(".").map(Number)];
  const groups = isIpv6(host) ? ipv6Groups(host) : undefined;
  if (groups !== undefined) return [4, ...groups.flatMap((group) => [group >> 8, group & 255])];
  return [3, ...counted(host)];
}

const REPLIES = [
  "",
  "general failure of the server",
  "not allowed by the server's rules",
  "network unreachable",
  "host unreachable",
  "connection refused",
  "time to live expired",
  "command not supported",
  "address type not supported",
];

/** Reads a reply; resolves with the address in it, which some servers leave at zeros. */
async function readReply(reader: HandshakeReader): Promise<HostPort> {
  const [version, status, , type] = await reader.exactly(4);
  if (version !== 5) throw new RelayError("socks: this is not the answer of a SOCKS5 server");
  if (status !== 0) throw new RelayError(`socks: ${REPLIES[status!] ?? `unknown answer ${status}`}`);
  const length = type === 1 ? 4 : type === 4 ? 16 : (await reader.exactly(1))[0]!;
  const hostname = hostIn(type!, await reader.exactly(length));
  const [high, low] = await reader.exactly(2);
  return { hostname, port: high! << 8 | low! };
}

function hostIn(type: number, bytes: Uint8Array): string {
  if (type === 1) return bytes.join(".");
  return type === 4 ? unpackIpv6(bytes) : new TextDecoder().decode(bytes);
}
