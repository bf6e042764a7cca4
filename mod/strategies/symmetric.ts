import { delay } from "@std/async";
import { pool } from "./pool.ts";
import { startMember, type SymmetricMember } from "./symmetric_member.ts";
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
 * SO_REUSEPORT the kernel chooses by a hash of the addresses and knows nothing of who is busy: a client may wait behind a
 * long conversation while another worker sleeps, and clients waiting for a worker that dies are reset. Systems
 * other than Linux do not spread at all; there the pool takes over, and says so.
 *
 * When it is the wrong choice: conversations of very different lengths, and clients that stay; see `pool`.
 */
export const symmetric: Strategy = {
  name: "symmetric",
  isolates: "many",
  async serve(serving) {
    if (Deno.build.os !== "linux") return await fallBack(serving);
    requireReusePort();
    // A number of clients in all can only be kept to by one who counts them all.
    const count = serving.mostClients < Infinity ? 1 : Math.min(serving.workers, serving.maxConnections);
    const counter = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    // Our own sockets have found the port and made sure that it is free. Left open, they would get a share of the clients.
    serving.listeners.forEach((listener) => listener.close());
    const names = Array.from({ length: count }, (_, index) => `worker ${index + 1}`);
    const members = names.map((name) => startMember(name, serving, counter));
    try {
      await Promise.all(members.map((member) => member.listening));
    } catch (error) {
      await Promise.all(members.map((member) => member.kill()));
      throw error;
    }
    serving.announce();
    await Promise.all(members.map((member, index) => keep(member, names[index]!, serving, counter)));
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

/** Sees to it that there is a worker of this name until the server stops: one that dies is followed by another. */
async function keep(
  member: SymmetricMember,
  name: string,
  serving: Serving,
  counter: SharedArrayBuffer,
): Promise<void> {
  let current = member;
  for (let deaths = 0;; deaths++) {
    const reason = await current.over;
    serving.trace.emit({ event: "exit", detail: `${name} ended` });
    if (serving.signal.aborted || reason === undefined) return;
    serving.log(`${name} ${reason}; another one takes its place`);
    await delay(Math.min(10 * 2 ** deaths, 1000), { signal: serving.signal }).catch(
      () => {/* asked to stop */},
    );
    if (serving.signal.aborted) return;
    current = startMember(name, serving, counter);
    current.listening.catch(() => {/* told by `over`, too */});
  }
}
