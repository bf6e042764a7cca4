import { BadClient, pickStreamAddress, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "half-opens",
  about: "thirty clients connect and never say a word for two seconds",
  appliesTo: takesStreams,
  async inject(server, { random, pause }) {
    const address = pickStreamAddress(server, random.pick);
    using silent = new DisposableStack();
    for (let count = 0; count < 30; count++) {
      const client = await BadClient.connect(address);
      if (client) silent.use(client);
    }
    await pause(2000);
  },
} satisfies Fault;
