import { BadClient, bulkyQuestion, streamAddresses, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Protocol } from "../../_kit/servers/server_address.ts";
import type { Fault } from "../../_kit/fault.ts";

const SPOKEN: readonly Protocol[] = ["http", "files", "chat", "calc", "prime"];

export default {
  name: "wrong protocol",
  about: "HTTP to the raw sockets, raw lines to the HTTP sockets",
  appliesTo: takesStreams,
  async inject(server, { random, pause }) {
    const [protocol, address] = random.pick(streamAddresses(server));
    for (const other of SPOKEN.filter((each) => each !== protocol)) {
      using client = await BadClient.connect(address);
      await Promise.race([client?.write(bulkyQuestion(other)), pause(500)]);
      await Promise.race([client?.read(), pause(200)]);
    }
  },
} satisfies Fault;
