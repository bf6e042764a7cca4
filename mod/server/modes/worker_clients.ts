import type { AcceptLoop } from "../accept_loop.ts";
import type { ConnectionHandler } from "../service.ts";
import type { HandoffReceiver } from "./handoff.ts";

/** How a worker that accepts by itself divides itself among its clients. */
export interface WorkerClients {
  /** One is taken before each accept. */
  readonly permits: AcceptLoop["permits"];
  /** Serves a client that was accepted here: at once, later, or elsewhere. */
  readonly handler: ConnectionHandler;
  /** Serves the clients that other workers pass on; undefined: none do. */
  readonly receiver?: HandoffReceiver;
  /** Makes those who wait look again, because the server stops. */
  wake(): void;
  /** Resolves when nobody is served here any more. */
  finished(): Promise<void>;
}
