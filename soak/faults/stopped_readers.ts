import { dial } from "../_kit/door.ts";
import { BadClient, greedyQuestion, hasStreams, streamDoors } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "stopped readers",
  about: "ten clients ask for a lot and never read it, for three seconds",
  suits: hasStreams,
  async inject(subject, { random, pause }) {
    const [speech, door] = random.pick(streamDoors(subject));
    using stopped = new DisposableStack();
    for (let count = 0; count < 10; count++) {
      const client = await BadClient.connect(door);
      if (client === undefined) continue;
      stopped.use(client);
      client.write(greedyQuestion(speech).repeat(10));
    }
    await pause(3000);
    await dial(door).then((conn) => conn.close());
  },
} satisfies Fault;
