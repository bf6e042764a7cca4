import { BadClient, pickStreamAddress, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

/** Few enough for the descriptors of this process; servers may have fewer, and must live with it. */
const CLIENTS = Math.min(1000, Math.floor(openFilesLimit() / 8));

export default {
  name: "burst",
  about: `${CLIENTS} clients connect at the same moment, and leave after half a second`,
  appliesTo: (server) => takesStreams(server) && !startsOnePerClient(server.name),
  async inject(server, { random, pause }) {
    const address = pickStreamAddress(server, random.pick);
    using held = new DisposableStack();
    const coming = Array.from({ length: CLIENTS }, async () => {
      const client = await BadClient.connect(address);
      if (client === undefined) return;
      if (held.disposed) client[Symbol.dispose]();
      else held.use(client);
    });
    // Beyond the backlog the kernel makes them try again after a second: the rest of them comes too
    // late, as intended
    await Promise.race([Promise.all(coming), pause(2000)]);
    await pause(500);
  },
} satisfies Fault;

/**
 * A process or a thread for each of a thousand clients is what docs/modes.md warns of; it would measure the
 * machine.
 */
function startsOnePerClient(name: string): boolean {
  return /process|thread|exec/.test(name);
}

function openFilesLimit(): number {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(Deno.readTextFileSync("/proc/self/limits"))?.[1] ?? 1024);
  } catch {
    return 1024; // not Linux: what most systems give
  }
}
