import type { StopSignal } from "../process/stop_signals.ts";
import type { OrphanGuard } from "../process/orphan_guard.ts";
import type { AbortiveCloser } from "../net/tcp/abortive_close.ts";
import type { DatagramConnector } from "../net/udp/datagram_connector.ts";
import type { Tracer } from "../trace/tracer.ts";
import type { Log } from "./log.ts";
import type { TrafficTotals } from "./session/traffic_totals.ts";
import type { RelayEndpoint } from "./relay_endpoint.ts";

/** The things that all addresses of one relay share. */
export interface RelayContext {
  readonly log: Log;
  /** Aborted when the relay is to stop. */
  readonly signal: AbortSignal;
  /** Does something else at a signal that would stop the relay, until it is disposed of. */
  readonly divertSignal?: ((name: StopSignal, act: () => void) => Disposable) | undefined;
  /** Ends the relay as Ctrl-C does, where the system makes no signal of it. */
  readonly interrupt?: () => void;
  /** `-4` or `-6`, or 0 for `-0`. */
  readonly ipVersion: 0 | 4 | 6 | undefined;
  /** Called when an address listens and has nothing to do until a peer comes. */
  readonly idle?: (() => void) | undefined;
  /** The side that is open already when the other one is opened for it. */
  readonly peer?: RelayEndpoint;
  /** Name in the environment prefix of children: `SOCAT`. */
  readonly environment: Readonly<Record<string, string>>;
  /** A variable of our own environment, as it was at the start. */
  readonly variable: (name: string) => string | undefined;
  readonly descriptors: Descriptors;
  /** Is told what happens on the sockets. */
  readonly tracer: Tracer;
  readonly cleanups: Cleanups;
  /** What has passed so far. */
  readonly traffic: TrafficTotals;
  /** How a connection is reset, where one side can pass a reset on to the other. */
  readonly abortiveCloser?: AbortiveCloser | undefined;
  /** How a UDP socket is connected, where one side is to be. */
  readonly datagramConnector?: DatagramConnector | undefined;
  /** Takes the programs that are started along when this one is killed. */
  readonly orphans: OrphanGuard;
}

/** Hands out the numbers that messages call descriptors; the runtime does not tell the real ones. */
export class Descriptors {
  readonly #taken = new Set<number>([0, 1, 2, 3, 4]);

  /** The lowest free number. */
  take(): number {
    let number = 5;
    while (this.#taken.has(number)) number++;
    this.#taken.add(number);
    return number;
  }

  /** Gives a number back. */
  release(number: number): void {
    if (number > 4) this.#taken.delete(number);
  }
}

/**
 * Cleanup to be done when the relay ends, however it ends: socket files, lock files. Runs newest
 * first, once.
 */
export class Cleanups {
  readonly #steps = new Set<() => void>();

  /** Registers a synchronous step; the returned function runs it now and forgets it. */
  add(step: () => void): () => void {
    this.#steps.add(step);
    return () => {
      if (this.#steps.delete(step)) step();
    };
  }

  /** Runs everything left. */
  run(): void {
    for (const step of [...this.#steps].reverse()) {
      this.#steps.delete(step);
      step();
    }
  }
}
