import { clockEnv } from "../system/moved_clock.ts";
import type { RunResources } from "./run_resources.ts";
import { HERE } from "./server_options.ts";
import { type ServerPlan, TestedServer } from "./tested_server.ts";

/**
 * A server that computes on threads of its own, and whose clock can be moved. @param words after `netlab NAME
 * serve`
 */
export async function computingServer(
  { workDir, ports }: RunResources,
  name: string,
  sockets: ServerPlan["sockets"],
  words: ServerPlan["args"],
): Promise<TestedServer> {
  const { clock, env } = await clockEnv(workDir, name);
  // The one pool that TCP and UDP each have for long computations
  const lateWorkers = 2 * navigator.hardwareConcurrency;
  const args: ServerPlan["args"] = (numbers) => [name, "serve", ...words(numbers), ...HERE];
  return new TestedServer({ name, sockets, clock, env, lateWorkers, args }, ports);
}
