import { BadClient, pickStreamAddress, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "deaf log",
  about: "nobody reads the server's standard error for three seconds, while clients give it something to say",
  appliesTo: takesStreams,
  async inject(server, { random, pause }) {
    const address = pickStreamAddress(server, random.pick);
    server.stopReadingLog();
    try {
      for (let count = 0; count < 300; count++) {
        using client = await BadClient.connect(address);
        await client?.write("no such file\n");
      }
      await pause(3000);
    } finally {
      server.resumeReadingLog();
    }
  },
} satisfies Fault;
