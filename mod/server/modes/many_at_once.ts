import type { ClientPermits } from "../client_permits.ts";
import type { ConnectionHandler } from "../service.ts";
import type { WorkerClients } from "./worker_clients.ts";

/**
 * An event loop in each worker, with one limit for all workers together.
 *
 * A single loop takes a permit before it accepts. Here that could be the last one, taken by a worker to which
 * the kernel sends nobody while clients wait for another one. So a worker accepts one client more than it may
 * serve, and nobody else until that one has its permit.
 *
 * @param worker the number of this worker, from 0
 * @param permits how many clients there may be, shared by all workers; undefined: any number
 * @param handler the service
 * @param stop aborts when no more clients are to be served
 */
export function manyAtOnce(
  worker: number,
  permits: ClientPermits | undefined,
  handler: ConnectionHandler,
  stop: AbortSignal,
): WorkerClients {
  /** Settles when no client that was accepted here waits for its permit. */
  let admitted: Promise<unknown> = Promise.resolve();
  return {
    permits: {
      async acquire(signal) {
        await admitted;
        return signal.aborted ? undefined : { [Symbol.dispose]() {/* the client's own is given back */} };
      },
    },
    handler: permits === undefined ? handler : async (connection, context) => {
      const taken = permits.take(worker, stop);
      admitted = taken;
      if (!await taken) return;
      try {
        await handler(connection, context);
      } finally {
        permits.release(worker);
      }
    },
    wake: () => permits?.wake(),
    finished: () => Promise.resolve(),
  };
}
