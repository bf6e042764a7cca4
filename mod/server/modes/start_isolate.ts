import { delay } from "@std/async";
import { Isolate } from "../workers/isolate/isolate.ts";
import type { SpawnLimiter } from "../workers/isolate/spawn_limiter.ts";
import type { Channel } from "../workers/isolate/channel.ts";
import { isExhausted } from "../../net/errors/system_error.ts";
import type { ServerContext } from "./mode.ts";

/** Milliseconds until the next attempt. */
const PAUSE = 50;

/**
 * Starts a worker or child that hosts this server's service, as soon as there is room for it, and
 * says so in the trace. If it runs out of descriptors before it is up, another one is started: no
 * client has noticed yet.
 *
 * @param start starts it; the caller must end the isolate that is returned.
 * @throws what `start` throws.
 */
export async function startIsolate(
  start: () => Channel,
  server: ServerContext,
  limiter: SpawnLimiter,
): Promise<Isolate> {
  while (true) {
    using _starting = await limiter.acquire(server.deadline);
    try {
      const isolate = host(start(), server);
      await isolate.up;
      if (!isExhausted(isolate.failure) || server.deadline.aborted) return isolate;
      await endIsolate(isolate, server);
    } catch (error) {
      if (!isExhausted(error) || server.deadline.aborted) throw error;
    }
    await delay(PAUSE, { signal: server.deadline }).catch(() => {/* once more, and then no more */});
  }
}

function host(channel: Channel, { module, options, permissions, trace, deadline }: ServerContext): Isolate {
  trace.emit({ event: "start", detail: `${channel.name} started` });
  const ref = { module, options, permissions };
  return new Isolate(channel, { service: ref, tracing: trace.enabled, deadline });
}

/** Ends an isolate and says in the trace how it ended. */
export async function endIsolate(isolate: Isolate, { trace }: ServerContext): Promise<void> {
  await isolate.end();
  trace.emit({ event: "exit", detail: `${isolate.name} ended` });
}
