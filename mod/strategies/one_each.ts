import type { Link } from "../isolate/link.ts";
import { serveHere } from "./serve_here.ts";
import { endThere, hostThere } from "./serve_away.ts";
import type { Serving } from "./strategy.ts";

/**
 * The accept loop with an isolate of its own for each client, which is started when the client comes and ended when it has
 * left: what `thread` and `process` have in common.
 *
 * @param start starts an isolate; its argument numbers them from 1.
 */
export function oneEach(serving: Serving, start: (number: number) => Link): Promise<void> {
  let started = 0;
  return serveHere(serving, Infinity, async (connection, context) => {
    const isolate = hostThere(start(++started), { ...serving, trace: context.trace });
    try {
      context.trace.emit({ event: "handed", detail: `to ${isolate.name}` });
      await isolate.serve(connection, context);
    } finally {
      await endThere(isolate, { ...serving, trace: context.trace });
    }
  });
}
