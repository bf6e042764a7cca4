import { type InetAddress, plainHostname } from "../../net/address/socket_address.ts";
import { DatagramEndpoint, type DatagramEndpointOptions } from "../../server/datagrams/datagram_endpoint.ts";
import type { SenderRate } from "../../server/datagrams/sender_rate.ts";
import type { EchoLoops } from "./echo_loops.ts";
import { upperCase } from "./upper_case.ts";

/** The arguments of {@linkcode echoDatagrams}. */
export interface EchoDatagramsOptions extends DatagramEndpointOptions {
  /** How a datagram is changed before it goes back. */
  readonly transform: "upper" | "none";
  readonly rate: SenderRate;
  /** One for all sockets of a server. */
  readonly loops: EchoLoops;
}

/**
 * Echo by datagrams (RFC 862): each is answered by one datagram, to the address and the port that it came from, an
 * empty one by an empty one.
 *
 * Anybody can write any address on a datagram, so the service must be worth nothing to those who put somebody
 * else's there. An answer is never longer than its question: text that upper case would make longer goes back as it
 * came. The answers to one address are bounded in their rate. And no answer goes where another server answers
 * it: to a port below 1024, where services are and clients are not (echo itself at 7, chargen at 19), to the
 * port that is our own, here or on another machine, or, in the end, to one from which nothing comes but what we
 * have said ({@linkcode EchoLoops}).
 *
 * @returns when it was stopped by the signal.
 */
export async function echoDatagrams(options: EchoDatagramsOptions): Promise<void> {
  const { transform, rate, loops } = options;
  using endpoint = new DatagramEndpoint(options);
  const own = endpoint.socket.address.port;
  for (let received = await endpoint.receive(); received !== null; received = await endpoint.receive()) {
    const { bytes, from } = received;
    if (isServer(from, own) || !rate.allows(plainHostname(from.hostname))) continue;
    const peer = `${from.hostname} ${from.port}`;
    if (!loops.allows(peer, bytes)) continue;
    const answer = transform === "upper" ? noLonger(upperCase(bytes), bytes) : bytes;
    loops.answered(peer, answer);
    await endpoint.send(answer, from);
  }
}

/** Whether no client sends from that port. */
function isServer({ port }: InetAddress, own: number): boolean {
  return port <= LAST_RESERVED || port === own;
}

function noLonger(answer: Uint8Array, question: Uint8Array): Uint8Array {
  return answer.length <= question.length ? answer : question;
}

/** The last of the ports that systems give to nobody but services (RFC 6335, section 6: System Ports). */
const LAST_RESERVED = 1023;
