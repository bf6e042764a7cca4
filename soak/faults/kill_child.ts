import { descendants } from "../../tests/_kit/program/proc.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "kill child",
  about: "kill -9 of one child process; it may cost the conversation that it served, and no other",
  suits: (subject) => ["echo-process", "relay-exec"].includes(subject.name),
  async inject(subject, { random, pause }) {
    for (let tries = 0; tries < 5; tries++) {
      const children = descendants(subject.pid);
      if (children.length > 0) {
        using _one = subject.outages.begin({ may: ["break"], pardons: 1 });
        subject.signal("SIGKILL", random.pick(children));
        // The client of the dead child has to notice before the pardon runs out
        await pause(1000);
      } else await pause(100);
    }
  },
} satisfies Fault;
