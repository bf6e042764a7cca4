import { descendants } from "../../../tests/_kit/program/proc.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "freeze child",
  about: "SIGSTOP to one child process, SIGCONT a second later; it costs time and nothing else",
  appliesTo: (server) => ["echo-process", "relay-exec"].includes(server.name),
  async inject(server, { random, pause }) {
    for (let tries = 0; tries < 10; tries++) {
      const children = descendants(server.pid);
      if (children.length === 0) {
        await pause(100);
        continue;
      }
      const child = random.pick(children);
      server.signal("SIGSTOP", child);
      await pause(1000);
      return server.signal("SIGCONT", child);
    }
  },
} satisfies Fault;
