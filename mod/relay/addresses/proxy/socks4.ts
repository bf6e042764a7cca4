import { withoutBrackets } from "../../../net/address/ip_literal.ts";
import { HandshakeReader } from "../../../net/connection/handshake_reader.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { dialTcp } from "../inet/dial_tcp.ts";
import { portNumber } from "../inet/port_number.ts";
import { addressesOf } from "../inet/resolve.ts";
import { connecting } from "../retries.ts";
import { shakeHands } from "../shake_hands.ts";

/** `SOCKS4:server:host:port` (we resolve the name) and `SOCKS4A` (the server does). */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [server, host, port] = request.parameters as [string, string, string];
  return connecting(request, async () => {
    const question = await requestOf(request, host, portNumber(port, "tcp"));
    const conn = await dialTcp(request, server, request.options.text("socksport") ?? "1080");
    return await shakeHands(conn, async () => {
      await conn.write(question);
      const reader = new HandshakeReader(conn, request.options.number("connect-timeout"));
      checkReply(await reader.exactly(8));
      return inetEndpoint(reader.rest(), request.context);
    });
  });
}

async function requestOf(request: OpenRequest, host: string, port: number): Promise<Uint8Array> {
  const { variable } = request.context;
  const user = request.options.text("socksuser") ?? variable("LOGNAME") ?? variable("USER") ?? "anonymous";
  if (request.type === "socks4a") return socks4Request([0, 0, 0, 1], port, user, withoutBrackets(host));
  const [address] = await addressesOf(host, 4, 4);
  return socks4Request(address!.split(".").map(Number), port, user);
}

/** The bytes of a SOCKS4 CONNECT request; with a `name` a SOCKS4A one. */
export function socks4Request(
  address: readonly number[],
  port: number,
  user: string,
  name?: string,
): Uint8Array {
  const text = `${user}\0${name === undefined ? "" : `${name}\0`}`;
  return Uint8Array.from([4, 1, port >> 8, port & 255, ...address, ...new TextEncoder().encode(text)]);
}

const REPLIES: Readonly<Record<number, string>> = {
  91: "request rejected or failed",
  92: "request rejected: the server cannot reach identd on this computer",
  93: "request rejected: identd names another user",
};

function checkReply(reply: Uint8Array): void {
  if (reply[0] !== 0) throw new RelayError("socks: this is not the answer of a SOCKS4 server");
  if (reply[1] !== 90) throw new RelayError(`socks: ${REPLIES[reply[1]!] ?? `unknown answer ${reply[1]}`}`);
}
