import type { Message } from "../../../i18n/message.ts";
import { parseBusAddress, ROOM, withoutLogin } from "../../../bus/bus_address.ts";
import type { BusLogin } from "../../../bus/bus_login.ts";
import { BusStream } from "./bus_stream.ts";
import { SharedLog } from "./shared_log.ts";

/**
 * A log that several servers share, kept by a NATS server in a JetStream stream.
 *
 * @throws an error with a sentence when the address cannot be read
 */
export function natsLog({ address, login, ...options }: NatsLogOptions): SharedLog {
  const place = parseBusAddress(address, ROOM);
  return new SharedLog(
    { ...options, shown: withoutLogin(address), clock: MONOTONIC },
    (listener) => new BusStream({ address: place, login }, listener),
  );
}

/** The options of a log kept by NATS. */
export interface NatsLogOptions {
  /** As {@linkcode parseBusAddress} reads it. */
  address: string;
  login: BusLogin;
  /** This server's mark, unique on the bus. */
  server: string;
  /** Ends the tries to join. */
  signal: AbortSignal;
  /** Says a sentence to the person who runs the server. */
  log(message: Message): void;
}

const MONOTONIC = {
  now: () => performance.now(),
  every(milliseconds: number, act: () => void) {
    const timer = setInterval(act, milliseconds);
    return () => clearInterval(timer);
  },
};
