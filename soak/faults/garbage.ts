import { BadClient, hasStreams, streamDoor } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "garbage",
  about: "random bytes, line ends among them, from five clients who read what comes back",
  suits: hasStreams,
  async inject(subject, { random, pause }) {
    const door = streamDoor(subject, random.pick);
    for (let count = 0; count < 5; count++) {
      using client = await BadClient.connect(door);
      await Promise.race([client?.write(random.bytes(20_000)), pause(1000)]);
      await Promise.race([client?.read(), pause(200)]);
    }
  },
} satisfies Fault;
