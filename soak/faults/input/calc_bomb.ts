import { BadClient } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";
import { workerThreads } from "../../_kit/system/worker_threads.ts";

/** 12 s of a processor, when nobody ends it. */
const BOMB = `(${Array(100).fill("gcd(7**46000,3**82000)").join("+")})\n`;
const CLIENTS = 5;
const LOOKS = 12;
const PAUSE_MS = 500;

export default {
  name: "calc bomb",
  about:
    "five clients ask two hundred times for what takes 12 s to compute, and break off; threads are counted",
  appliesTo: (server) => server.address("calc") !== undefined,
  async inject(server, { pause }) {
    const { pid, plan: { lateWorkers = 0 } } = server;
    await pause(2 * PAUSE_MS); // it may have been started a moment ago
    const before = workerThreads(pid);
    let most = before;
    let last = before;
    const held = new DisposableStack();
    for (let count = 0; count < CLIENTS; count++) {
      const client = await BadClient.connect(server.address("calc")!);
      if (client) void held.use(client).write(BOMB.repeat(200));
    }
    for (let look = 0; look < LOOKS; look++) {
      await pause(PAUSE_MS);
      if (look === LOOKS / 2) held.dispose();
      const now = workerThreads(pid);
      // One that has just been ended is gone by the next look, however busy the machine is
      most = Math.max(most, Math.min(last, now));
      last = now;
    }
    held.dispose();
    if (pid === server.pid && most > before + lateWorkers) {
      throw new Error(`${before} workers became ${most}: those that are to end go on computing`);
    }
  },
} satisfies Fault;
