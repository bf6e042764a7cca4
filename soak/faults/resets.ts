import { dial } from "../_kit/door.ts";
import { BadClient, greedyQuestion, hasStreams, streamDoors } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "resets",
  about: "twenty clients ask for a lot, read a little and close: their kernel answers the rest with RST",
  suits: hasStreams,
  async inject(subject, { random, pause }) {
    const [speech, door] = random.pick(streamDoors(subject));
    for (let count = 0; count < 20; count++) {
      using client = await BadClient.connect(door);
      await Promise.race([client?.write(greedyQuestion(speech)), pause(500)]);
      await Promise.race([client?.read(), pause(100)]);
    }
    // Whoever comes next is served as if nothing had been
    await dial(door).then((conn) => conn.close());
  },
} satisfies Fault;
