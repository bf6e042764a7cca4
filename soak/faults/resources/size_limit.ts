import type { Fault } from "../../_kit/fault.ts";
import { prlimitMissing, processLimit } from "../../_kit/system/process_limit.ts";

export default {
  name: "size limit",
  about: "ulimit -f 0 on the running server for two seconds: every write to a file brings SIGXFSZ",
  appliesTo: (server) => server.plan.folder !== undefined,
  missing: prlimitMissing,
  async inject(server, { pause }) {
    using _need = server.outages.begin({ may: ["refuse"] });
    await using _none = await processLimit(server.pid, "fsize", 0);
    await pause(2000);
  },
} satisfies Fault;
