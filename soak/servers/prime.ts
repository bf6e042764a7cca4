import { computingServer } from "../_kit/servers/computing_server.ts";
import type { ServersOf } from "../_kit/servers/run_resources.ts";

export default (async (resources) => [
  await computingServer(
    resources,
    "prime",
    ["prime", "prime-udp"],
    ([tcp, udp]) => [`${tcp}`, "--udp", `${udp}`],
  ),
]) satisfies ServersOf;
