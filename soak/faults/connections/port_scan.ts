import { BadClient, streamAddresses, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "port scan",
  about: "every port is opened and closed two hundred times without a word",
  appliesTo: takesStreams,
  async inject(server) {
    for (const [, address] of streamAddresses(server)) {
      for (let count = 0; count < 200; count++) (await BadClient.connect(address))?.[Symbol.dispose]();
    }
  },
} satisfies Fault;
