import type { ModeName } from "../../mod/server/modes/mode.ts";
import type { ServersOf } from "../_kit/servers/run_resources.ts";
import { HERE, WITH_IDLE_TIMEOUT } from "../_kit/servers/server_options.ts";
import { TestedServer } from "../_kit/servers/tested_server.ts";

/** Two cores and a gigabyte are good for engines for sixteen clients at once. */
const FEW_CLIENTS = [...WITH_IDLE_TIMEOUT, "--max-conns", "16"];

const OPTIONS: Readonly<Record<ModeName, readonly string[]>> = {
  events: [],
  iterative: WITH_IDLE_TIMEOUT,
  pool: WITH_IDLE_TIMEOUT,
  symmetric: WITH_IDLE_TIMEOUT,
  process: FEW_CLIENTS,
  thread: FEW_CLIENTS,
};

export default (({ ports }) => [
  ...Object.entries(OPTIONS).map(([mode, options]) =>
    new TestedServer({
      name: `echo-${mode}`,
      sockets: ["echo"],
      threads: mode === "thread",
      args: ([port]) => ["echo", "serve", `${port}`, ...HERE, "--mode", mode, ...options],
    }, ports)
  ),
  new TestedServer({
    name: "echo-udp",
    sockets: ["echo", "echo-udp"],
    args: ([port, udp]) => ["echo", "serve", `${port}`, ...HERE, "--udp", `${udp}`],
  }, ports),
]) satisfies ServersOf;
