import { BadClient, hasStreams, streamDoor } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

/** Few enough for the descriptors of this process; servers may have fewer, and must live with it. */
const CLIENTS = Math.min(1000, Math.floor(openFilesLimit() / 8));

export default {
  name: "burst",
  about: `${CLIENTS} clients connect at the same moment, and leave after half a second`,
  suits: (subject) => hasStreams(subject) && !isDear(subject.name),
  async inject(subject, { random, pause }) {
    const door = streamDoor(subject, random.pick);
    using crowd = new DisposableStack();
    const coming = Array.from({ length: CLIENTS }, async () => {
      const client = await BadClient.connect(door);
      if (client === undefined) return;
      if (crowd.disposed) client[Symbol.dispose]();
      else crowd.use(client);
    });
    // Beyond the backlog the kernel makes them try again after a second: the rest of them comes too late on purpose
    await Promise.race([Promise.all(coming), pause(2000)]);
    await pause(500);
  },
} satisfies Fault;

/** A process or a thread for each of a thousand clients is what docs/modes.md warns of; it would measure the machine. */
function isDear(name: string): boolean {
  return /process|thread|exec/.test(name);
}

function openFilesLimit(): number {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(Deno.readTextFileSync("/proc/self/limits"))?.[1] ?? 1024);
  } catch {
    return 1024; // not Linux: what most systems give
  }
}
