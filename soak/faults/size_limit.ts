import { isInstalled } from "../../tests/_kit/program/is_installed.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "size limit",
  about: "ulimit -f 0 on the running server for two seconds: every write to a file brings SIGXFSZ",
  appliesTo: (server) => server.plan.folder !== undefined,
  missing: () => isInstalled("prlimit") ? null : "prlimit is not installed",
  async inject(server, { pause }) {
    using _need = server.outages.begin({ may: ["refuse"] });
    await limit(server.pid, "0:");
    await pause(2000);
    await limit(server.pid, "unlimited:");
  },
} satisfies Fault;

/** The soft limit, which can be raised again. */
async function limit(pid: number, fsize: string): Promise<void> {
  const args = ["--pid", `${pid}`, `--fsize=${fsize}`];
  const { success, stderr } = await new Deno.Command("prlimit", { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}
