import { delay } from "@std/async";
import type { ConnectionOptions } from "@nats-io/transport-node";
import type { Message } from "../i18n/message.ts";
import type { BusServer } from "./bus_address.ts";
import { type BusLogin, connectionOptions } from "./bus_login.ts";
import { busProblem } from "./bus_problem.ts";

/** The arguments of {@linkcode stayConnected}. */
export interface StayConnectedOptions {
  /** Tried in this order. */
  readonly servers: readonly BusServer[];
  readonly login: BusLogin;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Connects and lives on that connection. @returns why it has ended @throws why there is none */
  live(options: ConnectionOptions): Promise<unknown>;
  /** Told why there is no connection, after each try. */
  away(reason: Message): void;
}

/**
 * One connection to a bus after the other, for ever, and more and more slowly while that fails.
 *
 * @returns when it was stopped by the signal
 */
export async function stayConnected(options: StayConnectedOptions): Promise<void> {
  const { signal, away } = options;
  for (let wait = WAIT_FIRST; !signal.aborted; wait = Math.min(2 * wait, WAIT_MOST)) {
    const begun = performance.now();
    const reasons = await tryAll(options);
    if (signal.aborted) return;
    if (performance.now() - begun > STEADY) wait = WAIT_FIRST;
    away(busProblem(reasons));
    await delay(wait * (0.75 + Math.random() / 2), { signal }).catch(() => {/* closing */});
  }
}

/** Asks each server in turn until one lets us in; resolves when that connection has ended, or none has begun. */
async function tryAll({ servers, login, signal, live }: StayConnectedOptions): Promise<unknown[]> {
  const reasons: unknown[] = [];
  for (const server of servers) {
    if (signal.aborted) return reasons;
    try {
      return [await live(connectionOptions(server, login))];
    } catch (error) {
      reasons.push(error);
    }
  }
  return reasons;
}

/** Milliseconds between two tries, which grow from the first to the second. */
const WAIT_FIRST = 250;
const WAIT_MOST = 4000;
/** Milliseconds after which a connection is taken for one that works. */
const STEADY = 10_000;
