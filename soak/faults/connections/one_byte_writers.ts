import { BadClient, bulkyQuestion, streamAddresses, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "one-byte writers",
  about: "five clients send their question a byte at a time, each byte a packet of its own",
  appliesTo: takesStreams,
  async inject(server, { random, pause }) {
    const [protocol, address] = random.pick(streamAddresses(server));
    const question = new TextEncoder().encode(bulkyQuestion(protocol)).subarray(0, 60);
    await Promise.all(Array.from({ length: 5 }, async () => {
      using client = await BadClient.connect(address);
      for (const byte of question) {
        if (!await client?.write(Uint8Array.of(byte))) return;
        await pause(20);
      }
    }));
  },
} satisfies Fault;
