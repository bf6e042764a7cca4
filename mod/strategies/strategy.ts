import type { Listener } from "../net/listen.ts";
import type { Handler, Service } from "../services/service.ts";
import type { Tracer } from "../trace/tracer.ts";

/** The six ways of serving many clients. */
export type StrategyName = "events" | "iterative" | "process" | "thread" | "pool" | "symmetric";

/** Everything that a strategy composes a server of. */
export interface Serving {
  /** The sockets, already listening. The strategy closes them when it is told to stop. */
  readonly listeners: readonly Listener[];
  readonly service: Service<unknown>;
  /** The service's options: plain data, which may be sent to another isolate. */
  readonly options: unknown;
  /** Aborts when the server is asked to stop: accept nobody any more, let sessions finish. */
  readonly signal: AbortSignal;
  /** Aborts when the sessions have had their time (`--grace`): break off what is left. */
  readonly deadline: AbortSignal;
  readonly trace: Tracer;
  log(line: string): void;
  /** How many clients may be served at once. */
  readonly maxConnections: number;
  /** How many isolates a pool has. */
  readonly workers: number;
  /** How many accepted connections may wait for a worker. */
  readonly queue: number;
  /** Milliseconds without a byte after which a connection is closed; 0 means never. */
  readonly idleTimeout: number;
  /** The service's handler in this isolate; made once, when first asked for. */
  handler(): Handler;
}

/** A way of making connections into concurrency. */
export interface Strategy {
  readonly name: StrategyName;
  /** Whether the handler runs in one isolate, so that clients may share state, or in many. */
  readonly isolates: "one" | "many";
  /** Serves until told to stop; resolves when nothing that it started is left. */
  serve(serving: Serving): Promise<void>;
}
