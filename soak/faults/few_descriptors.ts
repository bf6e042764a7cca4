import { isInstalled } from "../../tests/_kit/program/is_installed.ts";
import { BadClient, pickStreamAddress, takesStreams } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

/** As a shell that was told `ulimit -n 64`. */
const FEW = 64;

export default {
  name: "few descriptors",
  about:
    `ulimit -n ${FEW} on the running server, and a hundred clients who hold connections, for two seconds`,
  appliesTo: takesStreams,
  missing: () => isInstalled("prlimit") ? null : "prlimit is not installed",
  async inject(server, { random, pause }) {
    // The runtime's HTTP server, which lets browsers in, closes its socket; whoever waited there has to come again
    using _need = server.outages.begin({ may: server.address("web") ? ["refuse", "break"] : ["refuse"] });
    const before = await limit(server.pid, `${FEW}:`);
    try {
      using held = new DisposableStack();
      const address = pickStreamAddress(server, random.pick);
      for (let count = 0; count < 100; count++) {
        const client = await BadClient.connect(address);
        if (client) held.use(client);
      }
      await pause(2000);
    } finally {
      await limit(server.pid, `${before}:`);
    }
  },
} satisfies Fault;

/** Sets the soft limit, which can be raised again. @returns what it was */
async function limit(pid: number, value: string): Promise<string> {
  const was = /^Max open files\s+(\d+)/m.exec(await Deno.readTextFile(`/proc/${pid}/limits`))?.[1] ?? "1024";
  const { success, stderr } = await new Deno.Command("prlimit", {
    args: ["--pid", `${pid}`, `--nofile=${value}`],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
  return was;
}
