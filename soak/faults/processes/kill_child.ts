import { descendants } from "../../../tests/_kit/program/proc.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "kill child",
  about: "kill -9 of one child process; it may cost the conversation that it served, and no other",
  appliesTo: (server) => ["echo-process", "relay-exec"].includes(server.name),
  async inject(server, { random, pause }) {
    for (let tries = 0; tries < 5; tries++) {
      const children = descendants(server.pid);
      if (children.length > 0) {
        using _one = server.outages.begin({ may: ["break"], tolerates: 1 });
        server.signal("SIGKILL", random.pick(children));
        // The client of the dead child has to notice while the outage is open
        await pause(1000);
      } else await pause(100);
    }
  },
} satisfies Fault;
