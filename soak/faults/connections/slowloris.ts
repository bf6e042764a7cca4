import { BadClient, bulkyQuestion, streamAddresses, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "slowloris",
  about: "fifty clients begin a question and add a byte now and then, never its end, for three seconds",
  appliesTo: takesStreams,
  async inject(server, { random, pause, signal }) {
    const [protocol, address] = random.pick(streamAddresses(server));
    using held = new DisposableStack();
    const clients: BadClient[] = [];
    for (let count = 0; count < 50; count++) {
      const client = await BadClient.connect(address);
      if (client) clients.push(held.use(client));
    }
    const beginning = bulkyQuestion(protocol).split("\n")[0]!.slice(0, 14);
    for (let at = 0; at < beginning.length && !signal.aborted; at++) {
      await Promise.race([Promise.all(clients.map((each) => each.write(beginning[at]!))), pause(500)]);
      await pause(200);
    }
  },
} satisfies Fault;
