import type { Fault } from "../_kit/fault.ts";

export default {
  name: "bus password",
  about: "the message bus wants a password that nobody has, for three seconds: what is said meanwhile waits",
  suits: (subject) => subject.plan.bus !== undefined,
  // Whoever starts meanwhile is not let in either
  alongside: (subject) => [subject.plan.partner!()],
  async inject(subject, { pause }) {
    const bus = subject.plan.bus!;
    await bus.reload({ config: `authorization { user: me, password: "not known to anybody" }` });
    try {
      await pause(3000);
    } finally {
      await bus.reload({});
    }
  },
} satisfies Fault;
