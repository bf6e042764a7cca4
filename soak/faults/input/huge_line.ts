import { BadClient, pickStreamAddress, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "huge line",
  about: "four megabytes without a line end, as fast as they are taken",
  appliesTo: takesStreams,
  async inject(server, { random, pause }) {
    using client = await BadClient.connect(pickStreamAddress(server, random.pick));
    const piece = "x".repeat(100_000);
    const flood = async () => {
      for (let count = 0; count < 40; count++) if (!await client?.write(piece)) return;
    };
    const reading = async () => {
      while (client !== undefined && (await client.read() ?? 0) > 0) continue;
    };
    await Promise.race([Promise.all([flood(), reading()]), pause(3000)]);
  },
} satisfies Fault;
