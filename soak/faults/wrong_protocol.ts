import { BadClient, greedyQuestion, hasStreams, streamDoors } from "../_kit/bad_client.ts";
import type { Speech } from "../_kit/door.ts";
import type { Fault } from "../_kit/fault.ts";

const SPOKEN: readonly Speech[] = ["http", "files", "chat", "calc", "prime"];

export default {
  name: "wrong protocol",
  about: "HTTP at the raw doors, raw lines at the HTTP doors",
  suits: hasStreams,
  async inject(subject, { random, pause }) {
    const [speech, door] = random.pick(streamDoors(subject));
    for (const other of SPOKEN.filter((each) => each !== speech)) {
      using client = await BadClient.connect(door);
      await Promise.race([client?.write(greedyQuestion(other)), pause(500)]);
      await Promise.race([client?.read(), pause(200)]);
    }
  },
} satisfies Fault;
