import { Isolate } from "../isolate/isolate.ts";
import type { Link } from "../isolate/link.ts";
import type { Serving } from "./strategy.ts";

/**
 * Makes a freshly started worker or child into one that hosts this server's service, and says so in the trace.
 *
 * @param link the isolate; whoever called ends what is returned.
 */
export function hostThere(link: Link, { service, options, permissions, trace, deadline }: Serving): Isolate {
  trace.emit({ event: "start", detail: `${link.name} started` });
  const ref = { module: service.module, options, permissions };
  return new Isolate(link, { service: ref, tracing: trace.enabled, deadline });
}

/** Ends an isolate and says in the trace how it came to its end. */
export async function endThere(isolate: Isolate, { trace }: Serving): Promise<void> {
  await isolate.end();
  trace.emit({ event: "exit", detail: `${isolate.name} ended` });
}
