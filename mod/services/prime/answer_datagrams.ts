import { hostOf } from "../../net/address/host_of.ts";
import { type InetAddress, plainHostname } from "../../net/address/socket_address.ts";
import { DatagramEndpoint, type DatagramEndpointOptions } from "../../server/datagrams/datagram_endpoint.ts";
import type { SenderRate } from "../../server/datagrams/sender_rate.ts";
import type { PrimalityTester, PrimeAnswer } from "./primality_tester.ts";

/** The arguments of {@linkcode answerDatagrams}. */
export interface DatagramService extends DatagramEndpointOptions {
  readonly tester: PrimalityTester;
  readonly rate: SenderRate;
  /** Large numbers under test or waiting, with who asked; one map for all sockets of a server. */
  readonly pending?: Map<Promise<void>, string>;
  /** Whether an empty datagram ends the service, as on the sheet. */
  readonly stopOnEmpty: boolean;
}

/**
 * How many large numbers that came in datagrams may be under test or waiting at a time; further
 * datagrams are dropped, as datagrams may be.
 */
const mostPending = 64;
/** How many of them may come from one host, so that there is room for others. */
const mostOfOneHost = 16;

/**
 * The prime service of sheet 003 §1.2 (exercise E20): a datagram with an integer is answered by a datagram
 * `T`, `F` or `E`.
 *
 * Anybody can write any address on a datagram, so three rules bound what the service can be made to do to
 * others. The answer is never longer than the question: an explanation that would make it longer is left out,
 * and an empty datagram is not answered at all. A datagram that is itself an answer is not answered, or two
 * servers whose addresses were put on one forged datagram would keep each other busy for ever. And the
 * answers to one address are bounded in their rate.
 *
 * @returns when it was stopped by the signal, or by an empty datagram.
 */
export async function answerDatagrams(service: DatagramService): Promise<void> {
  const { signal, pending = new Map<Promise<void>, string>() } = service;
  using endpoint = new DatagramEndpoint(service);
  for (let received = await endpoint.receive(); received !== null; received = await endpoint.receive()) {
    const { bytes, from } = received;
    if (bytes.length === 0 && service.stopOnEmpty) break;
    const client = hostOf(from);
    const answer = isWorthAnswering(service, bytes, from) && hasRoom(pending, client)
      ? service.tester.test(bytes, { client })
      : undefined;
    if (answer instanceof Promise) {
      const length = bytes.length; // the view will be another datagram by then
      const task = answer.then((late) => endpoint.send(encode(fit(late, length)), from)).finally(() =>
        pending.delete(task)
      );
      pending.set(task, client);
    } else if (answer) {
      await endpoint.send(encode(fit(answer, bytes.length)), from);
    }
  }
  if (!signal.aborted) await Promise.all(pending.keys());
}

function isWorthAnswering(
  { rate }: DatagramService,
  bytes: Uint8Array,
  from: InetAddress,
): boolean {
  return bytes.length > 0 && !isAnswer(bytes) && rate.allows(plainHostname(from.hostname));
}

function hasRoom(pending: ReadonlyMap<unknown, string>, client: string): boolean {
  if (pending.size < mostOfOneHost) return true;
  return pending.size < mostPending &&
    [...pending.values()].filter((each) => each === client).length < mostOfOneHost;
}

function isAnswer(bytes: Uint8Array): boolean {
  return bytes.length === 1 && "TFE".includes(String.fromCharCode(bytes[0]!));
}

/** The answer with as much of its reason, all or what is before its colon, as makes it no longer than the question. */
function fit({ letter, reason }: PrimeAnswer, longest: number): string {
  const [short] = reason.split(":", 1);
  const explained = reason === "" ? [] : [`${letter} ${reason}`, `${letter} ${short}`];
  return explained.find((answer) => answer.length <= longest) ?? letter;
}

/** Nearly all answers are one letter, which need not be encoded each time. */
function encode(answer: string): Uint8Array {
  return LETTERS[answer] ?? encoder.encode(answer);
}

const encoder = new TextEncoder();
const LETTERS: Readonly<Record<string, Uint8Array>> = {
  T: encoder.encode("T"),
  F: encoder.encode("F"),
  E: encoder.encode("E"),
};
