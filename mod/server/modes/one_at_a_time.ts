import type { ConnectionHandler } from "../service.ts";
import type { WorkerSlots } from "../worker_slots.ts";
import { HandoffReceiver, type HandoffSender } from "./handoff.ts";
import type { WorkerClients } from "./worker_clients.ts";

/**
 * An iterative server in each worker: a client takes the first available slot, that of the worker which
 * accepted it or another's, and as long as all are taken nobody accepts.
 *
 * @param worker the number of this worker, from 0
 * @param slots who is free, shared by all workers
 * @param handler the service
 * @param sender passes clients on
 */
export function oneAtATime(
  worker: number,
  slots: WorkerSlots,
  handler: ConnectionHandler,
  sender: HandoffSender,
): WorkerClients {
  const serveInOwnSlot: ConnectionHandler = async (connection, context) => {
    try {
      await handler(connection, context);
    } finally {
      slots.release(worker);
    }
  };
  return {
    permits: {
      async acquire(signal) {
        await slots.whenFree(signal);
        return signal.aborted ? undefined : { [Symbol.dispose]() {/* the slot is what is given back */} };
      },
    },
    async handler(connection, context) {
      const slot = await slots.takeNext(worker);
      if (slot === worker) await serveInOwnSlot(connection, context);
      else await sender.handOff(slot, connection, context);
    },
    receiver: new HandoffReceiver((connection, context) => {
      slots.takeOver(worker);
      return serveInOwnSlot(connection, context);
    }),
    wake: () => slots.wake(),
    // A client that another worker handed to us may still be here.
    finished: async () => void await slots.takeOwn(worker),
  };
}
