import { typeErrorOf } from "../../i18n/message_error.ts";
import { type Message, messageData, msg } from "../../i18n/message.ts";
import { delay } from "@std/async";
import { spreadsConnections } from "../../process/spreads_connections.ts";
import { SpawnLimiter } from "../workers/isolate/spawn_limiter.ts";
import { pool } from "./pool.ts";
import { ClientPermits } from "../client_permits.ts";
import { WorkerSlots } from "../worker_slots.ts";
import { HandoffReceiver, HOME } from "./handoff.ts";
import { StopTally } from "./stop_tally.ts";
import { startSymmetricWorker, type WorkerGroup, type WorkerHandle, workerName } from "./worker_handle.ts";
import type { Mode, ServerContext } from "./mode.ts";

/**
 * # symmetric: N workers that each accept for themselves
 *
 * No watcher and no buffer: every worker is an iterative server by itself, and all of them listen
 * on the same port (sheet 000 §4; UNP ch. 30, prethreading with per-thread accept). On the sheet N
 * threads call `accept` on one shared socket. A Deno worker cannot be given a socket, so each opens
 * its own with SO_REUSEPORT, and Linux spreads the connections over them (socket(7)). The socket
 * and the handler are in the same isolate, so no byte crosses between isolates: it is the fastest
 * mode that uses several cores.
 *
 * The two are not quite the same. One shared queue gives the next client to the first worker that
 * is free. With SO_REUSEPORT the kernel chooses by a hash of the addresses and does not know which
 * workers are busy. So a busy worker that gets a client hands it over to a free one (`handoff.ts`;
 * all of them see who is free, in `worker_slots.ts`), and only those clients pay for crossing
 * between two isolates. Some difference remains: a client has to wait for a worker that computes
 * without a pause, because that worker cannot even accept it, and clients waiting for a worker that
 * dies are reset. Systems other than Linux do not spread connections at all; there the pool takes
 * over, and says so.
 *
 * When it is the wrong choice: clients that stay; see `pool`.
 */
export const symmetric: Mode = {
  name: "symmetric",
  isolates: "many",
  check({ listen }) {
    if (listen !== undefined) {
      throw typeErrorOf(
        msg`Cannot serve in mode symmetric with a listen of one's own: each of its workers opens a TCP socket by itself; use another mode`,
      );
    }
    if (spreadsConnections()) requireReusePort();
  },
  async serve(server) {
    if (!spreadsConnections()) return await fallBack(server);
    const count = workersOf(server);
    // Our own sockets have found the port and made sure that it is free. If they stayed open, they
    // would get a share of the clients.
    server.listeners.forEach((listener) => listener.close());
    const workers: WorkerHandle[] = [];
    const home = server.inCommon && new HandoffReceiver(server.inCommon.handler);
    const group: WorkerGroup = {
      server,
      counter: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
      slots: WorkerSlots.memory(count),
      permits: permitsOf(server, count),
      tally: new StopTally(count, (open) => server.stopping(open)),
      handOff: (to, message) =>
        to === HOME ? home?.serve(message.from, message.port) : workers[to]!.send(message),
    };
    for (let index = 0; index < count; index++) workers.push(startSymmetricWorker(index, group));
    try {
      await Promise.all(workers.map((worker) => worker.listening));
    } catch (error) {
      await Promise.all(workers.map((worker) => worker.kill()));
      throw error;
    }
    server.announce();
    const limiter = new SpawnLimiter();
    await Promise.all(workers.map((_, index) => keepRunning(index, workers, group, limiter, home)));
  },
};

function workersOf({ manyAtOnce, mostClients, workers, maxConnections }: ServerContext): number {
  // Only a single counter of all clients can enforce a total number of them.
  if (mostClients < Infinity) return 1;
  return manyAtOnce ? workers : Math.min(workers, maxConnections);
}

function permitsOf(
  { manyAtOnce, maxConnections }: ServerContext,
  workers: number,
): SharedArrayBuffer | undefined {
  return manyAtOnce && maxConnections < Infinity ? ClientPermits.memory(maxConnections, workers) : undefined;
}

/**
 * Without the flag the runtime ends the whole program, with no way to catch it; that would be a poor answer.
 */
function requireReusePort(): void {
  if ("listenDatagram" in Deno) return;
  throw typeErrorOf(
    msg`Cannot serve in mode symmetric: sharing a port needs "unstable": ["net"] in deno.json, or --unstable-net`,
  );
}

function fallBack(server: ServerContext): Promise<void> {
  server.log(
    msg`this system does not spread clients over several sockets: one watcher accepts for all workers`,
  );
  return pool.serve({ ...server, queue: 0 });
}

/** Keeps a worker in this place until the server stops: one that dies is replaced. */
async function keepRunning(
  index: number,
  workers: WorkerHandle[],
  group: WorkerGroup,
  limiter: SpawnLimiter,
  home: HandoffReceiver | undefined,
): Promise<void> {
  const { signal, trace, log } = group.server;
  const name = workerName(index);
  for (let deaths = 0;; deaths++) {
    const reason = await workers[index]!.over;
    trace.emit({ event: "exit", detail: `${name} ended` });
    cleanUpAfter(index, reason ?? msg`ended`, workers, group);
    home?.workerEnded(index, reason ?? msg`ended`);
    if (signal.aborted || reason === undefined) return;
    log(msg`worker ${index + 1} ${reason}; another one takes its place`);
    await delay(Math.min(10 * 2 ** deaths, 1000), { signal }).catch(() => {/* asked to stop */});
    const starting = await limiter.acquire(signal);
    if (signal.aborted) return;
    workers[index] = startSymmetricWorker(index, group);
    workers[index].listening.catch(() => {/* told by `over`, too */}).finally(() =>
      starting[Symbol.dispose]()
    );
  }
}

/**
 * The workers that served a dead worker's clients, or handed clients to it, are told; its slot
 * becomes free for the next.
 */
function cleanUpAfter(
  worker: number,
  reason: Message,
  workers: readonly WorkerHandle[],
  group: WorkerGroup,
): void {
  workers.forEach((each) => each.send({ type: "ended", worker, reason: messageData(reason) }));
  new WorkerSlots(group.slots).vacate(worker);
  if (group.permits !== undefined) new ClientPermits(group.permits).vacate(worker);
}
