import { BadClient, greedyQuestion, hasStreams, streamDoors } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "flood",
  about:
    "three clients ask without a pause as fast as they are taken, read nothing, and go away after three seconds",
  suits: hasStreams,
  async inject(subject, { random, pause, signal }) {
    const [speech, door] = random.pick(streamDoors(subject));
    const over = new AbortController();
    using crowd = new DisposableStack();
    const flood = async (client: BadClient) => {
      const questions = greedyQuestion(speech).repeat(20);
      while (!over.signal.aborted && !signal.aborted && await client.write(questions)) continue;
    };
    for (let count = 0; count < 3; count++) {
      const client = await BadClient.connect(door);
      if (client) flood(crowd.use(client));
    }
    await pause(3000);
    over.abort();
  },
} satisfies Fault;
