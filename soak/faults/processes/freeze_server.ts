import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "freeze server",
  about: "SIGSTOP, and SIGCONT one to three seconds later; it costs time and nothing else",
  appliesTo: () => true,
  async inject(server, { random, pause }) {
    server.signal("SIGSTOP");
    await pause(1000 + random.integer(2000));
    server.signal("SIGCONT");
  },
} satisfies Fault;
