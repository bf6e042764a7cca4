import type { Fault } from "../../_kit/fault.ts";
import { fakeTime } from "../../_kit/system/moved_clock.ts";

const JUMPS = ["-400d", "+400d", "-1h", "+1h", "-30"];

export default {
  name: "clock jump",
  about: "the server's time of day jumps by a year, an hour or half a minute, and back",
  appliesTo: (server) => server.plan.clock !== undefined,
  missing: () => fakeTime() === undefined ? "libfaketime is not installed" : null,
  async inject(server, { random, pause }) {
    for (const jump of [random.pick(JUMPS), random.pick(JUMPS)]) {
      await Deno.writeTextFile(server.plan.clock!, `${jump}\n`);
      await pause(700);
    }
    await Deno.writeTextFile(server.plan.clock!, "+0\n");
  },
} satisfies Fault;
