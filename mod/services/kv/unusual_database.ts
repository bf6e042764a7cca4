import { plainHostname } from "../../net/address/socket_address.ts";
import { DatagramEndpoint, type DatagramEndpointOptions } from "../../server/datagrams/datagram_endpoint.ts";
import type { SenderRate } from "../../server/datagrams/sender_rate.ts";
import { CommandError } from "./commands/kv_command.ts";
import type { KvServer } from "./kv_server.ts";
import { latin1Bytes, latin1Text } from "./latin1.ts";
import { OutOfMemory } from "./store/keyspace.ts";

/** The arguments of {@linkcode unusualDatabase}. */
export interface UnusualDatabaseOptions extends DatagramEndpointOptions {
  readonly server: KvServer;
  /** What the key `version` tells. */
  readonly version: string;
  readonly rate: SenderRate;
}

/** Requests and answers are shorter than this, bytes. */
const LONGEST = 1000;

/**
 * The protocol of Protohackers' fourth problem, over UDP: a datagram with a `=` sets the key before the first one to
 * what follows, and is not answered; any other asks for a key and is answered `key=value`. The key `version` tells what
 * the server is, and cannot be set. Keys and values are those of the other clients.
 *
 * Anybody can write any address on a datagram. An answer may be longer than its question, by the length of a value that
 * somebody has set: the rate for one address bounds what that can be used for. With a password there are no datagrams,
 * because it would have to be in each.
 *
 * @returns when it was stopped by the signal.
 */
export async function unusualDatabase(options: UnusualDatabaseOptions): Promise<void> {
  const { server, version, rate } = options;
  const { keyspace, journal, bus } = server;
  using endpoint = new DatagramEndpoint(options);
  for (let received = await endpoint.receive(); received !== null; received = await endpoint.receive()) {
    const { bytes, from } = received;
    if (bytes.length >= LONGEST || !rate.allows(plainHostname(from.hostname))) continue;
    const request = latin1Text(bytes);
    const split = request.indexOf("=");
    if (split < 0) {
      // What is answered is kept: a value that may be undone has not been set yet
      await journal?.kept().catch(() => {/* undone; the answer tells what there is */});
      if (bus?.isFresh === false) continue;
      const value = request === "version" ? version : keyspace.get(request) ?? "";
      const answer = `${request}=${value}`;
      if (answer.length < LONGEST) await endpoint.send(latin1Bytes(answer), from);
    } else if (request.slice(0, split) !== "version") {
      const key = request.slice(0, split);
      try {
        await server.atomically(key, () => keyspace.set(key, request.slice(split + 1)));
      } catch (error) {
        // Nobody is told that it was not set: a datagram may be lost, too
        if (!(error instanceof OutOfMemory || error instanceof CommandError)) throw error;
      }
    }
  }
}
