import type { Fault } from "../../_kit/fault.ts";
import { loopback } from "../../_kit/system/loopback.ts";

/** The smallest that IPv6 allows, and the system's own for loopback. */
const [SMALL, USUAL] = [1280, 65_536];

export default {
  name: "small packets",
  about: `packets of ${SMALL} bytes at most for two seconds, for everybody: bulk comes in other pieces`,
  appliesTo: () => true,
  missing: loopback.missing,
  async inject(_server, { pause }) {
    await loopback.set("mtu", `${SMALL}`);
    await pause(2000).finally(() => loopback.set("mtu", `${USUAL}`));
  },
} satisfies Fault;
