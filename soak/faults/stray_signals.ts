import type { Fault } from "../_kit/fault.ts";

export default {
  name: "stray signals",
  about: "SIGPIPE, SIGURG, SIGWINCH and SIGCHLD from nowhere: none of them means anything to a server",
  suits: () => true,
  async inject(subject, { pause }) {
    for (const signal of ["SIGPIPE", "SIGURG", "SIGWINCH", "SIGCHLD"] as const) {
      subject.signal(signal);
      await pause(100);
    }
  },
} satisfies Fault;
