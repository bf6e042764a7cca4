import type { NatsServer } from "../../../tests/_kit/peers/nats_server.ts";
import type { EchoBackends } from "./echo_backends.ts";
import type { Ports } from "./ports.ts";
import type { TestedServer } from "./tested_server.ts";
import type { WorkDir } from "../system/work_dir.ts";

/** The resources with which the servers of a run are started. */
export interface RunResources {
  readonly workDir: WorkDir;
  readonly backends: EchoBackends;
  readonly bus: NatsServer | undefined;
  readonly ports: Ports;
  /** How long the run is to be. */
  readonly minutes: number;
}

/** The default export of a file in `soak/servers/`: the servers of one service, not started yet. */
export type ServersOf = (resources: RunResources) => TestedServer[] | Promise<TestedServer[]>;
