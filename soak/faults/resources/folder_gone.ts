import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "folder gone",
  about:
    "the served folder gets another name for a second, and then its own again: what is under way goes on",
  appliesTo: (server) => server.plan.served !== undefined,
  async inject(server, { pause }) {
    const path = server.plan.served!;
    using _gone = server.outages.begin({ may: ["refuse"] });
    await Deno.rename(path, `${path}-away`);
    await pause(1000);
    await Deno.rename(`${path}-away`, path);
  },
} satisfies Fault;
