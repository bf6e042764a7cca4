import type { Fault } from "../_kit/fault.ts";

export default {
  name: "kill bus",
  about:
    "kill -9 of the message bus, and a start two seconds later: what is said meanwhile waits, and nothing is lost",
  suits: (subject) => subject.plan.bus !== undefined,
  // Whoever starts while the bus is away does not listen before it is back
  alongside: (subject) => [subject.plan.partner!()],
  async inject(subject, { pause }) {
    await subject.plan.bus!.stop();
    await pause(2000);
    await subject.plan.bus!.restart();
  },
} satisfies Fault;
