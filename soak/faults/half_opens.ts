import { BadClient, hasStreams, streamDoor } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "half-opens",
  about: "thirty clients connect and never say a word for two seconds",
  suits: hasStreams,
  async inject(subject, { random, pause }) {
    const door = streamDoor(subject, random.pick);
    using silent = new DisposableStack();
    for (let count = 0; count < 30; count++) {
      const client = await BadClient.connect(door);
      if (client) silent.use(client);
    }
    await pause(2000);
  },
} satisfies Fault;
