import { computingServer } from "../_kit/servers/computing_server.ts";
import type { ServersOf } from "../_kit/servers/run_resources.ts";
import { WITH_IDLE_TIMEOUT } from "../_kit/servers/server_options.ts";

export default (async (resources) => [
  await computingServer(
    resources,
    "calc",
    ["calc"],
    ([port]) => [`${port}`, "--mode", "pool", ...WITH_IDLE_TIMEOUT],
  ),
]) satisfies ServersOf;
