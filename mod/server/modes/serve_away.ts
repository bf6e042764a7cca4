import { delay } from "@std/async";
import { Isolate } from "../workers/isolate/isolate.ts";
import type { IsolateRoom } from "../workers/isolate/isolate_room.ts";
import type { Link } from "../workers/isolate/link.ts";
import { isExhausted } from "../../net/errors/system_error.ts";
import type { Serving } from "./strategy.ts";

/** Milliseconds until the next attempt. */
const PAUSE = 50;

/**
 * Starts a worker or child that hosts this server's service, as soon as there is room for it, and says so in the trace. One
 * that runs out of descriptors before it is up is followed by another: no client has noticed yet.
 *
 * @param start starts it; whoever called ends what is returned.
 * @throws what `start` throws.
 */
export async function hostThere(start: () => Link, serving: Serving, room: IsolateRoom): Promise<Isolate> {
  while (true) {
    using _starting = await room.enter(serving.deadline);
    try {
      const isolate = host(start(), serving);
      await isolate.up;
      if (!isExhausted(isolate.failure) || serving.deadline.aborted) return isolate;
      await endThere(isolate, serving);
    } catch (error) {
      if (!isExhausted(error) || serving.deadline.aborted) throw error;
    }
    await delay(PAUSE, { signal: serving.deadline }).catch(() => {/* once more, and then no more */});
  }
}

function host(link: Link, { service, options, permissions, trace, deadline }: Serving): Isolate {
  trace.emit({ event: "start", detail: `${link.name} started` });
  const ref = { module: service.module, options, permissions };
  return new Isolate(link, { service: ref, tracing: trace.enabled, deadline });
}

/** Ends an isolate and says in the trace how it came to its end. */
export async function endThere(isolate: Isolate, { trace }: Serving): Promise<void> {
  await isolate.end();
  trace.emit({ event: "exit", detail: `${isolate.name} ended` });
}
