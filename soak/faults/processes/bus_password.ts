import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "bus password",
  about: "the message bus wants a password that nobody has, for three seconds: what is said meanwhile waits",
  appliesTo: (server) => server.plan.bus !== undefined,
  // A server that starts meanwhile is not let in either
  alsoHits: (server) => [server.plan.partner!()],
  async inject(server, { pause }) {
    const bus = server.plan.bus!;
    await bus.reload({ config: `authorization { user: me, password: "not known to anybody" }` });
    try {
      await pause(3000);
    } finally {
      await bus.reload({});
    }
  },
} satisfies Fault;
