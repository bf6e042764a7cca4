import { connectTo } from "../../_kit/servers/server_address.ts";
import { BadClient, bulkyQuestion, streamAddresses, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "resets",
  about: "twenty clients ask for a lot, read a little and close: their kernel answers the rest with RST",
  appliesTo: takesStreams,
  async inject(server, { random, pause }) {
    const [protocol, address] = random.pick(streamAddresses(server));
    for (let count = 0; count < 20; count++) {
      using client = await BadClient.connect(address);
      await Promise.race([client?.write(bulkyQuestion(protocol)), pause(500)]);
      await Promise.race([client?.read(), pause(100)]);
    }
    // The next client is served as if nothing had happened
    await connectTo(address).then((conn) => conn.close());
  },
} satisfies Fault;
