import { SpawnLimiter } from "../workers/isolate/spawn_limiter.ts";
import type { Channel } from "../workers/isolate/channel.ts";
import { serveLocally } from "./serve_locally.ts";
import { endIsolate, startIsolate } from "./start_isolate.ts";
import { Semaphore } from "../semaphore.ts";
import type { ServerContext } from "./mode.ts";

/**
 * The accept loop with a separate isolate for each client, which is started when the client comes
 * and ended when it has left: the common part of `thread` and `process`.
 *
 * @param start starts an isolate; its argument numbers them from 1.
 */
export function isolatePerClient(server: ServerContext, start: (number: number) => Channel): Promise<void> {
  let started = 0;
  const limiter = new SpawnLimiter();
  return serveLocally(server, whenSpawnable(limiter, server), async (connection, context) => {
    const isolate = await startIsolate(() => start(++started), { ...server, trace: context.trace }, limiter);
    try {
      context.trace.emit({ event: "handed", detail: `to ${isolate.name}` });
      await isolate.serve(connection, context);
    } finally {
      await endIsolate(isolate, { ...server, trace: context.trace });
    }
  });
}

/**
 * While an accepted client waits for its isolate, the next ones should wait in the backlog, where
 * they take no descriptor.
 */
function whenSpawnable(limiter: SpawnLimiter, { maxConnections }: ServerContext): Pick<Semaphore, "acquire"> {
  const permits = new Semaphore(maxConnections);
  return {
    async acquire(signal) {
      await limiter.whenIdle();
      return await permits.acquire(signal);
    },
  };
}
