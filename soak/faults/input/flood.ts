import { BadClient, bulkyQuestion, streamAddresses, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "flood",
  about:
    "three clients ask without a pause as fast as they are taken, read nothing, and go away after three seconds",
  appliesTo: takesStreams,
  async inject(server, { random, pause, signal }) {
    const [protocol, address] = random.pick(streamAddresses(server));
    const over = new AbortController();
    using held = new DisposableStack();
    const flood = async (client: BadClient) => {
      const questions = bulkyQuestion(protocol).repeat(20);
      while (!over.signal.aborted && !signal.aborted && await client.write(questions)) continue;
    };
    for (let count = 0; count < 3; count++) {
      const client = await BadClient.connect(address);
      if (client) flood(held.use(client));
    }
    await pause(3000);
    over.abort();
  },
} satisfies Fault;
