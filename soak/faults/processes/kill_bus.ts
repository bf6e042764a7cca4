import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "kill bus",
  about:
    "kill -9 of the message bus, and a start two seconds later: what is said meanwhile waits, and nothing is lost",
  appliesTo: (server) => server.plan.bus !== undefined,
  // A server that starts while the bus is away does not listen before it is back
  alsoHits: (server) => [server.plan.partner!()],
  async inject(server, { pause }) {
    await server.plan.bus!.stop();
    await pause(2000);
    await server.plan.bus!.restart();
  },
} satisfies Fault;
