import { BadClient, pickStreamAddress, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";
import { prlimitMissing, processLimit } from "../../_kit/system/process_limit.ts";

/** As a shell that was told `ulimit -n 64`. */
const FEW = 64;

export default {
  name: "few descriptors",
  about:
    `ulimit -n ${FEW} on the running server, and a hundred clients who hold connections, for two seconds`,
  appliesTo: takesStreams,
  missing: prlimitMissing,
  async inject(server, { random, pause }) {
    // The runtime's HTTP server, which serves browsers, closes its socket; clients that waited
    // there have to come again
    using _need = server.outages.begin({ may: server.address("web") ? ["refuse", "break"] : ["refuse"] });
    await using _few = await processLimit(server.pid, "nofile", FEW);
    using held = new DisposableStack();
    const address = pickStreamAddress(server, random.pick);
    for (let count = 0; count < 100; count++) {
      const client = await BadClient.connect(address);
      if (client) held.use(client);
    }
    await pause(2000);
  },
} satisfies Fault;
