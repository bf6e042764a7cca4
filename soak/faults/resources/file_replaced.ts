import { join } from "@std/path";
import type { Fault } from "../../_kit/fault.ts";
import { SERVED } from "../../_kit/clients/served_files.ts";

export default {
  name: "file replaced",
  about: "the bulky file becomes a folder for half a second, and is then put back: what is under way goes on",
  appliesTo: (server) => server.plan.served !== undefined,
  async inject(server, { pause }) {
    const path = join(server.plan.served!, SERVED.at(-1)!.name);
    using _gone = server.outages.begin({ may: ["refuse"] });
    await Deno.rename(path, `${path}.away`);
    await Deno.mkdir(path);
    await pause(500);
    await Deno.remove(path);
    await Deno.rename(`${path}.away`, path);
  },
} satisfies Fault;
