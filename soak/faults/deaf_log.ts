import { BadClient, hasStreams, streamDoor } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "deaf log",
  about: "nobody reads the server's standard error for three seconds, while clients give it something to say",
  suits: hasStreams,
  async inject(subject, { random, pause }) {
    const door = streamDoor(subject, random.pick);
    subject.turnAway();
    try {
      for (let count = 0; count < 300; count++) {
        using client = await BadClient.connect(door);
        await client?.write("no such file\n");
      }
      await pause(3000);
    } finally {
      subject.listen();
    }
  },
} satisfies Fault;
