import { join } from "@std/path";
import type { ServersOf } from "../_kit/servers/run_resources.ts";
import { HERE } from "../_kit/servers/server_options.ts";
import { TestedServer } from "../_kit/servers/tested_server.ts";

/** The disk of the store, MiB: its clients delete what they have set. */
const STORE_MIB = 16;

export default (async ({ workDir, ports }) => {
  const { path, small } = await workDir.disk("kv-store", STORE_MIB);
  return [
    new TestedServer({
      name: "kv",
      sockets: ["kv", "kv-udp"],
      args: ([port, udp]) => ["kv", "serve", `${port}`, ...HERE, "--udp", `${udp}`],
    }, ports),
    new TestedServer({
      name: "kv-store",
      sockets: ["kv"],
      folder: path,
      ...(small ? { disk: path } : {}),
      args: ([port]) => ["kv", "serve", `${port}`, ...HERE, "--store", join(path, "keys.db")],
    }, ports),
  ];
}) satisfies ServersOf;
