import { BadClient, hasStreams, streamDoors } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "port scan",
  about: "every door is opened and closed two hundred times without a word",
  suits: hasStreams,
  async inject(subject) {
    for (const [, door] of streamDoors(subject)) {
      for (let count = 0; count < 200; count++) (await BadClient.connect(door))?.[Symbol.dispose]();
    }
  },
} satisfies Fault;
