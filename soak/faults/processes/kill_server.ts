import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "kill server",
  about:
    "kill -9 of the whole server, which is started again on its ports: what was acknowledged must still be there",
  appliesTo: () => true,
  async inject(server) {
    using _down = server.outages.begin({ may: ["break"] });
    // A room on several servers holds back the members at the other server until the dead ones are
    // taken for gone
    await server.kill();
    await server.start();
  },
} satisfies Fault;
