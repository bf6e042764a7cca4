import { join } from "@std/path";
import type { NatsServer } from "../../tests/_kit/peers/nats_server.ts";
import { historyFile } from "../_kit/servers/history_file.ts";
import { clockEnv } from "../_kit/system/moved_clock.ts";
import type { Ports } from "../_kit/servers/ports.ts";
import type { ServersOf } from "../_kit/servers/run_resources.ts";
import { HERE } from "../_kit/servers/server_options.ts";
import { type ServerPlan, TestedServer } from "../_kit/servers/tested_server.ts";
import type { WorkDir } from "../_kit/system/work_dir.ts";

/** The disk of the room that remembers. */
const HISTORY_MIB = 16;
/**
 * Milliseconds that its clients wait for each minute of the run: sixty lines of a hundred bytes then fill
 * half of its disk at most, however fast the machine is and however long the run.
 */
const PAUSE_PER_MINUTE_MS = 45;

export default (async ({ workDir, minutes, bus, ports }) => [
  ...[await chat(workDir), await history(workDir, minutes)].map((plan) => new TestedServer(plan, ports)),
  ...(bus ? twoServers(bus, ports) : []),
]) satisfies ServersOf;

async function chat(workDir: WorkDir): Promise<ServerPlan> {
  const { clock, env } = await clockEnv(workDir, "chat");
  const args = ([port, web]: readonly number[]) => //
  ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--web", `${web}`];
  return { name: "chat", sockets: ["chat", "web"], clock, env, args };
}

async function history(workDir: WorkDir, minutes: number): Promise<ServerPlan> {
  const { path, small } = await workDir.disk("chat-history", HISTORY_MIB);
  const { clock, env } = await clockEnv(workDir, "chat-history");
  const file = join(path, historyFile);
  const args = (
    [port]: readonly number[],
  ) => ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--history", file];
  return {
    name: "chat-history",
    sockets: ["chat"],
    folder: path,
    ...(small ? { disk: path } : {}),
    pauseMs: minutes * PAUSE_PER_MINUTE_MS,
    clock,
    env,
    args,
  };
}

/** One room on two servers: each one's clients listen at the other, too. */
function twoServers(bus: NatsServer, ports: Ports): TestedServer[] {
  const pair: TestedServer[] = ["chat-bus-a", "chat-bus-b"].map((name, index) =>
    new TestedServer({
      name,
      sockets: ["chat"],
      ...(index === 0 ? { bus } : {}),
      partner: () => pair[1 - index]!,
      args: ([port]) => ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--bus", `${bus.url}/soak`],
    }, ports)
  );
  return pair;
}
