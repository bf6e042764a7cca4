import type { Isolate } from "../workers/isolate/isolate.ts";
import { IsolateRoom } from "../workers/isolate/isolate_room.ts";
import { startWorker } from "../workers/isolate/worker_link.ts";
import type { Connection } from "../../net/connection.ts";
import type { HandlerContext } from "../service.ts";
import { type Job, JobQueue } from "../job_queue.ts";
import { endThere, hostThere } from "./serve_away.ts";
import { serveHere } from "./serve_here.ts";
import type { Serving, Strategy } from "./strategy.ts";
import type { Tally } from "../tally.ts";

/**
 * # pool: a watcher and N workers
 *
 * Starting a thread for each client is dear, so N of them are started beforehand and each serves one client after another
 * (sheet 000 §4; UNP ch. 30 calls it prethreading with the main thread accepting). The watcher accepts and puts the client
 * into a producer/consumer buffer; the first worker that is free takes it out. The buffer is bounded: when N clients are
 * being served and `queue` more are waiting, the watcher stops accepting, and whoever comes now waits in the kernel's
 * backlog instead.
 *
 * A worker that crashes is replaced, and its client is the only one who notices.
 *
 * When it is the wrong choice: clients that stay. N of them that say nothing occupy the N workers, and the server is an
 * iterative one from then on; `netlab lab modes` shows it. Give the pool short conversations, an `--idle-timeout`, or both.
 */
export const pool: Strategy = {
  name: "pool",
  isolates: "many",
  async serve(serving) {
    const { workers, queue, statistics } = serving;
    const clients = new JobQueue<Client>();
    const room = new IsolateRoom();
    const crew = Array.from(
      { length: workers },
      (_, index) => work(`worker ${index + 1}`, clients, serving, room),
    );
    await serveHere(serving, workers + queue, async (connection, context) => {
      const taken = clients.put({ connection, context });
      statistics.queued = clients.length;
      context.trace.emit({ event: "queued", detail: `${clients.length} waiting` });
      await taken;
    });
    clients.close();
    await Promise.all(crew);
  },
};

interface Client {
  readonly connection: Connection;
  readonly context: HandlerContext;
}

/** One worker's life: the next client, and the next, in a new isolate whenever the last one has died. */
async function work(
  name: string,
  clients: JobQueue<Client>,
  serving: Serving,
  room: IsolateRoom,
): Promise<void> {
  const tally = serving.statistics.worker(name);
  let isolate = await hostThere(() => startWorker(name, serving.permissions), serving, room);
  for await (const client of clients) {
    serving.statistics.queued = clients.length;
    await serveOne(client, isolate, tally);
    if (!isolate.alive) {
      await endThere(isolate, serving);
      isolate = await hostThere(() => startWorker(name, serving.permissions), serving, room);
    }
    serving.trace.emit({ event: "idle", detail: `${name} is free` });
  }
  await endThere(isolate, serving);
}

async function serveOne(job: Job<Client>, isolate: Isolate, tally: Tally): Promise<void> {
  const { connection, context } = job.task;
  context.trace.emit({ event: "handed", detail: `to ${isolate.name}` });
  tally.begin(connection);
  try {
    await isolate.serve(connection, context);
    job.done();
  } catch (error) {
    job.failed(error);
  } finally {
    tally.end(connection);
  }
}
