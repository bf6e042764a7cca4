import type { Fault } from "../_kit/fault.ts";

export default {
  name: "stop server",
  about: "SIGTERM, and a start afterwards; whoever is in the middle of something gets the time of --grace",
  suits: () => true,
  async inject(subject) {
    using _down = subject.outages.begin({ may: ["break"] });
    await subject.kill("SIGTERM");
    await subject.start();
  },
} satisfies Fault;
