import type { Fault } from "../_kit/fault.ts";

export default {
  name: "stop server",
  about:
    "SIGTERM or SIGHUP, and a start afterwards; whoever is in the middle of something gets the time of --grace",
  suits: () => true,
  async inject(subject, { random }) {
    using _down = subject.outages.begin({ may: ["break"] });
    await subject.kill(random.pick(["SIGTERM", "SIGHUP"] as const));
    await subject.start();
  },
} satisfies Fault;
