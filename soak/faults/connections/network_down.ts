import type { Fault } from "../../_kit/fault.ts";
import { loopback } from "../../_kit/system/loopback.ts";

export default {
  name: "network down",
  about:
    "the network is away for a second, for everybody: what was sent is sent again, and nobody notices more than that",
  appliesTo: () => true,
  missing: loopback.missing,
  async inject(_server, { pause }) {
    await loopback.set("down");
    await pause(1000).finally(() => loopback.set("up"));
    // Until it has been sent again
    await pause(2000);
  },
} satisfies Fault;
