import { BadClient, greedyQuestion, hasStreams, streamDoors } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "one-byte writers",
  about: "five clients send their question a byte at a time, each byte a packet of its own",
  suits: hasStreams,
  async inject(subject, { random, pause }) {
    const [speech, door] = random.pick(streamDoors(subject));
    const question = new TextEncoder().encode(greedyQuestion(speech)).subarray(0, 60);
    await Promise.all(Array.from({ length: 5 }, async () => {
      using client = await BadClient.connect(door);
      for (const byte of question) {
        if (!await client?.write(Uint8Array.of(byte))) return;
        await pause(20);
      }
    }));
  },
} satisfies Fault;
