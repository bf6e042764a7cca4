import { BadClient } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";
import { workerThreads } from "../_kit/worker_threads.ts";

/** 12 s of a processor, when nobody ends it. */
const BOMB = `(${Array(100).fill("gcd(7**46000,3**82000)").join("+")})\n`;
const CLIENTS = 5;
const LOOKS = 12;
const PAUSE_MS = 500;

export default {
  name: "calc bomb",
  about:
    "five clients ask two hundred times for what takes 12 s to compute, and break off; threads are counted",
  suits: (subject) => subject.door("calc") !== undefined,
  async inject(subject, { pause }) {
    const { pid, plan: { lateWorkers = 0 } } = subject;
    await pause(2 * PAUSE_MS); // it may have been started a moment ago
    const before = workerThreads(pid);
    let most = before;
    const crowd = new DisposableStack();
    for (let count = 0; count < CLIENTS; count++) {
      const client = await BadClient.connect(subject.door("calc")!);
      if (client) void crowd.use(client).write(BOMB.repeat(200));
    }
    for (let look = 0; look < LOOKS; look++) {
      await pause(PAUSE_MS);
      if (look === LOOKS / 2) crowd.dispose();
      most = Math.max(most, workerThreads(pid));
    }
    crowd.dispose();
    if (pid === subject.pid && most > before + lateWorkers) {
      throw new Error(`${before} workers became ${most}: those that are to end go on computing`);
    }
  },
} satisfies Fault;
