import { connectTo } from "../../_kit/servers/server_address.ts";
import { BadClient, bulkyQuestion, streamAddresses, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "stopped readers",
  about: "ten clients ask for a lot and never read it, for three seconds",
  appliesTo: takesStreams,
  async inject(server, { random, pause }) {
    const [protocol, address] = random.pick(streamAddresses(server));
    using stopped = new DisposableStack();
    for (let count = 0; count < 10; count++) {
      const client = await BadClient.connect(address);
      if (client === undefined) continue;
      stopped.use(client);
      client.write(bulkyQuestion(protocol).repeat(10));
    }
    await pause(3000);
    await connectTo(address).then((conn) => conn.close());
  },
} satisfies Fault;
