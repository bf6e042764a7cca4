import { delay } from "@std/async";
import { IsolateRoom } from "../workers/isolate/isolate_room.ts";
import { pool } from "./pool.ts";
import { Seats } from "../seats.ts";
import { type Crew, memberName, startMember, type SymmetricMember } from "./symmetric_member.ts";
import type { Serving, Strategy } from "./strategy.ts";

/**
 * # symmetric: N workers that each accept for themselves
 *
 * No watcher and no buffer: every worker is an iterative server of its own, and all of them listen on the same port (sheet
 * 000 §4; UNP ch. 30, prethreading with per-thread accept). On the sheet N threads call `accept` on one shared socket. A
 * Deno worker cannot be given a socket, so each opens its own with SO_REUSEPORT, and Linux spreads the connections over
 * them (socket(7)). The socket is where the handler is, so no byte crosses an isolate: it is the quickest of the ways that
 * use several cores.
 *
 * The two are not quite the same. One shared queue gives the next client to the first worker that is free. With
 * SO_REUSEPORT the kernel chooses by a hash of the addresses and knows nothing of who is busy. A worker that gets a client
 * it has no time for therefore lends it to one that has (`lent_clients.ts`; who is free, all of them see in `seats.ts`),
 * and only those clients pay for the way between two isolates. What remains of the difference: a client waits for a worker that
 * computes without a pause, for that one cannot even accept it, and clients waiting for a worker that dies are reset. Systems
 * other than Linux do not spread at all; there the pool takes over, and says so.
 *
 * When it is the wrong choice: clients that stay; see `pool`.
 */
export const symmetric: Strategy = {
  name: "symmetric",
  isolates: "many",
  async serve(serving) {
    if (Deno.build.os !== "linux") return await fallBack(serving);
    requireReusePort();
    // A number of clients in all can only be kept to by one who counts them all.
    const count = serving.mostClients < Infinity ? 1 : Math.min(serving.workers, serving.maxConnections);
    // Our own sockets have found the port and made sure that it is free. Left open, they would get a share of the clients.
    serving.listeners.forEach((listener) => listener.close());
    const members: SymmetricMember[] = [];
    const crew: Crew = {
      serving,
      counter: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
      seats: Seats.memory(count),
      pass: (to, order) => members[to]!.order(order),
    };
    for (let index = 0; index < count; index++) members.push(startMember(index, crew));
    try {
      await Promise.all(members.map((member) => member.listening));
    } catch (error) {
      await Promise.all(members.map((member) => member.kill()));
      throw error;
    }
    serving.announce();
    const room = new IsolateRoom();
    await Promise.all(members.map((_, index) => keep(index, members, crew, room)));
  },
};

/** Without the flag the runtime ends the whole program, with no way to catch it; that would be a poor answer. */
function requireReusePort(): void {
  if ("listenDatagram" in Deno) return;
  throw new TypeError(
    'Cannot serve in mode symmetric: sharing a port needs "unstable": ["net"] in deno.json, or --unstable-net',
  );
}

function fallBack(serving: Serving): Promise<void> {
  serving.log(
    "this system does not spread clients over several sockets: one watcher accepts for all workers",
  );
  return pool.serve({ ...serving, queue: 0 });
}

/** Sees to it that there is a worker in this place until the server stops: one that dies is followed by another. */
async function keep(
  index: number,
  members: SymmetricMember[],
  crew: Crew,
  room: IsolateRoom,
): Promise<void> {
  const { signal, trace, log } = crew.serving;
  const name = memberName(index);
  for (let deaths = 0;; deaths++) {
    const reason = await members[index]!.over;
    trace.emit({ event: "exit", detail: `${name} ended` });
    bury(index, reason ?? "ended", members, crew);
    if (signal.aborted || reason === undefined) return;
    log(`${name} ${reason}; another one takes its place`);
    await delay(Math.min(10 * 2 ** deaths, 1000), { signal }).catch(() => {/* asked to stop */});
    const starting = await room.enter(signal);
    if (signal.aborted) return;
    members[index] = startMember(index, crew);
    members[index].listening.catch(() => {/* told by `over`, too */}).finally(() =>
      starting[Symbol.dispose]()
    );
  }
}

/** Those who had clients of a dead worker, or lent it one, are told; its seat is free for the next. */
function bury(worker: number, reason: string, members: readonly SymmetricMember[], crew: Crew): void {
  members.forEach((member) => member.order({ type: "gone", worker, reason }));
  new Seats(crew.seats).vacate(worker);
}
