import type { ServersOf } from "../_kit/servers/run_resources.ts";
import { HERE, WITH_IDLE_TIMEOUT } from "../_kit/servers/server_options.ts";
import { layOut } from "../_kit/clients/served_files.ts";
import { type ServerPlan, TestedServer } from "../_kit/servers/tested_server.ts";
import type { WorkDir } from "../_kit/system/work_dir.ts";

export default (async ({ workDir, ports }) =>
  [await uploads(workDir), await filesPool(workDir)].map((plan) =>
    new TestedServer(plan, ports)
  )) satisfies ServersOf;

async function uploads(workDir: WorkDir): Promise<ServerPlan> {
  const { path, small } = await workDir.disk("files", 24);
  await layOut(path);
  return {
    name: "files",
    sockets: ["files", "http"],
    folder: path,
    ...(small ? { disk: path } : {}),
    args: (
      [raw, http],
    ) => ["files", "serve", `${raw}`, ...HERE, "--dir", path, "--http-port", `${http}`, "--upload"],
  };
}

async function filesPool(workDir: WorkDir): Promise<ServerPlan> {
  const path = await workDir.folder("files-pool");
  await layOut(path);
  const args = ([port]: readonly number[]) => //
  ["files", "serve", `${port}`, ...HERE, "--dir", path, "--no-http", "--mode", "pool", ...WITH_IDLE_TIMEOUT];
  return { name: "files-pool", sockets: ["files"], served: path, args };
}
