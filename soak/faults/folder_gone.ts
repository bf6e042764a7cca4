import type { Fault } from "../_kit/fault.ts";

export default {
  name: "folder gone",
  about:
    "the served folder gets another name for a second, and then its own again: what is under way goes on",
  suits: (subject) => subject.plan.served !== undefined,
  async inject(subject, { pause }) {
    const path = subject.plan.served!;
    using _gone = subject.outages.begin({ may: ["refuse"] });
    await Deno.rename(path, `${path}-away`);
    await pause(1000);
    await Deno.rename(`${path}-away`, path);
  },
} satisfies Fault;
