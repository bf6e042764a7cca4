import { IsolateRoom } from "../workers/isolate/isolate_room.ts";
import type { Link } from "../workers/isolate/link.ts";
import { serveHere } from "./serve_here.ts";
import { endThere, hostThere } from "./serve_away.ts";
import { Permits } from "../permits.ts";
import type { Serving } from "./strategy.ts";

/**
 * The accept loop with an isolate of its own for each client, which is started when the client comes and ended when it has
 * left: what `thread` and `process` have in common.
 *
 * @param start starts an isolate; its argument numbers them from 1.
 */
export function oneEach(serving: Serving, start: (number: number) => Link): Promise<void> {
  let started = 0;
  const room = new IsolateRoom();
  return serveHere(serving, whileThereIsRoom(room, serving), async (connection, context) => {
    const isolate = await hostThere(() => start(++started), { ...serving, trace: context.trace }, room);
    try {
      context.trace.emit({ event: "handed", detail: `to ${isolate.name}` });
      await isolate.serve(connection, context);
    } finally {
      await endThere(isolate, { ...serving, trace: context.trace });
    }
  });
}

/** While a client inside waits for room, the next ones had better wait in the backlog: there they take no descriptor. */
function whileThereIsRoom(room: IsolateRoom, { maxConnections }: Serving): Pick<Permits, "acquire"> {
  const permits = new Permits(maxConnections);
  return {
    async acquire(signal) {
      await room.whenNobodyWaits();
      return await permits.acquire(signal);
    },
  };
}
