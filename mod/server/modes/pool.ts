import { type Message, msg } from "../../i18n/message.ts";
import type { Isolate } from "../workers/isolate/isolate.ts";
import { SpawnLimiter } from "../workers/isolate/spawn_limiter.ts";
import { startWorkerThread } from "../workers/isolate/worker_channel.ts";
import type { Connection } from "../../net/connection.ts";
import type { HandlerContext } from "../service.ts";
import { type Job, JobQueue } from "../job_queue.ts";
import { endIsolate, startIsolate } from "./start_isolate.ts";
import { serveLocally } from "./serve_locally.ts";
import type { Mode, ServerContext } from "./mode.ts";
import type { Counters } from "../counters.ts";

/**
 * # pool: a watcher and N workers
 *
 * Starting a thread for each client is expensive, so N of them are started beforehand and each
 * serves one client after another (sheet 000 §4; UNP ch. 30 calls it prethreading with the main
 * thread accepting). The watcher accepts and puts the client into a producer/consumer buffer; the
 * first worker that is free takes it out. The buffer is bounded: when N clients are being served
 * and `queue` more are waiting, the watcher stops accepting, and further clients wait in the
 * kernel's backlog instead.
 *
 * A worker that crashes is replaced, and only its client notices.
 *
 * When it is the wrong choice: clients that stay. N silent clients occupy the N workers, and from
 * then on nobody else is served; `netlab lab modes` shows it. Give the pool short conversations, an
 * `--idle-timeout`, or both.
 */
export const pool: Mode = {
  name: "pool",
  isolates: "many",
  async serve(server) {
    const { workers, queue, statistics } = server;
    const clients = new JobQueue<Client>();
    const limiter = new SpawnLimiter();
    const group = Array.from(
      { length: workers },
      (_, index) => work(msg`worker ${index + 1}`, clients, server, limiter),
    );
    await serveLocally(server, workers + queue, async (connection, context) => {
      const taken = clients.put({ connection, context });
      statistics.queued = clients.length;
      context.trace.emit({ event: "queued", detail: `${clients.length} waiting` });
      await taken;
    });
    clients.close();
    await Promise.all(group);
  },
};

interface Client {
  readonly connection: Connection;
  readonly context: HandlerContext;
}

/** One worker's life: the next client, and the next, in a new isolate whenever the last one has died. */
async function work(
  name: Message,
  clients: JobQueue<Client>,
  server: ServerContext,
  limiter: SpawnLimiter,
): Promise<void> {
  const counters = server.statistics.worker(String(name));
  let isolate = await startIsolate(() => startWorkerThread(name, server.permissions), server, limiter);
  for await (const client of clients) {
    server.statistics.queued = clients.length;
    await serveOne(client, isolate, counters);
    if (!isolate.alive) {
      await endIsolate(isolate, server);
      isolate = await startIsolate(() => startWorkerThread(name, server.permissions), server, limiter);
    }
    server.trace.emit({ event: "idle", detail: `${name} is free` });
  }
  await endIsolate(isolate, server);
}

async function serveOne(job: Job<Client>, isolate: Isolate, counters: Counters): Promise<void> {
  const { connection, context } = job.task;
  context.trace.emit({ event: "handed", detail: `to ${isolate.name}` });
  counters.begin(connection);
  try {
    await isolate.serve(connection, context);
    job.done();
  } catch (error) {
    job.failed(error);
  } finally {
    counters.end(connection);
  }
}
