import type { Fault } from "../_kit/fault.ts";

export default {
  name: "kill server",
  about:
    "kill -9 of the whole server, which is started again on its ports: what was acknowledged must still be there",
  suits: () => true,
  async inject(subject) {
    using _down = subject.outages.begin({ may: ["break"] });
    // A room on several servers holds those who sit at the other one back until the dead are taken for gone
    await subject.kill();
    await subject.start();
  },
} satisfies Fault;
