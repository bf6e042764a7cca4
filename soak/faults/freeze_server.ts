import type { Fault } from "../_kit/fault.ts";

export default {
  name: "freeze server",
  about: "SIGSTOP, and SIGCONT one to three seconds later; it costs time and nothing else",
  suits: () => true,
  async inject(subject, { random, pause }) {
    subject.signal("SIGSTOP");
    await pause(1000 + random.integer(2000));
    subject.signal("SIGCONT");
  },
} satisfies Fault;
