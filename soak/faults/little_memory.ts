import { BadClient, greedyQuestion, hasStreams, streamDoors } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";
import { descendants } from "../../tests/_kit/program/proc.ts";
import { MemoryLimit } from "../_kit/memory_limit.ts";

/** What a server may take in addition to what it has. */
const MORE_MIB = 128;

export default {
  name: "little memory",
  about:
    `a control group allows ${MORE_MIB} MiB more, and sixty clients ask for a lot and never read it, for three seconds`,
  suits: (subject) => hasStreams(subject) && !/process|thread|exec/.test(subject.name),
  missing: () => MemoryLimit.missing(),
  async inject(subject, { random, pause }) {
    using limit = new MemoryLimit(MORE_MIB);
    limit.enclose([subject.pid, ...descendants(subject.pid)]);
    using crowd = new DisposableStack();
    const [speech, door] = random.pick(streamDoors(subject));
    for (let count = 0; count < 60; count++) {
      const client = await BadClient.connect(door);
      if (client) crowd.use(client).write(greedyQuestion(speech));
    }
    await pause(3000);
  },
} satisfies Fault;
