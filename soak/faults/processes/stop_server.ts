import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "stop server",
  about:
    "SIGTERM or SIGHUP, and a start afterwards; whoever is in the middle of something gets the time of --grace",
  appliesTo: () => true,
  async inject(server, { random }) {
    using _down = server.outages.begin({ may: ["break"] });
    await server.kill(random.pick(["SIGTERM", "SIGHUP"] as const));
    await server.start();
  },
} satisfies Fault;
