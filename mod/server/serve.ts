import { type Message, msg } from "../i18n/message.ts";
import { typeErrorOf } from "../i18n/message_error.ts";
import { formatAddress, type InetAddress } from "../net/address/socket_address.ts";
import { listen } from "../net/tcp/listen.ts";
import { openAbortiveCloser } from "../net/tcp/abortive_close.ts";
import type { Family } from "../net/address/resolve_host.ts";
import type { ConnectionHandler, Service } from "./service.ts";
import { silent, type Tracer } from "../trace/tracer.ts";
import { isChild } from "./workers/isolate/is_child.ts";
import { loadMode } from "./modes/load_mode.ts";
import { GracePeriod } from "./grace_period.ts";
import { type ServerStatistics, Statistics } from "./statistics.ts";
import type { Mode, ModeName, ServerContext } from "./modes/mode.ts";

/** How {@linkcode serve} serves. */
export interface ServeOptions {
  /** 0 to 65535; 0 lets the system choose. */
  port: number;
  /** A name or a numeric address; without one, every address of the machine. */
  hostname?: string;
  /** Only this family. */
  family?: Family;
  /** How clients become concurrency. @default {"events"} */
  mode?: ModeName;
  /** How many isolates the pools have. @default {4} */
  workers?: number;
  /** How many accepted connections may wait for a worker. @default {16} */
  queue?: number;
  /** How many clients may be served at once; further ones wait in the kernel's queue. @default {Infinity} */
  maxConnections?: number;
  /** How many clients to serve in all; the server ends after the last. @default {Infinity} */
  mostClients?: number;
  /** Milliseconds without a byte after which a connection is closed; 0 means never. @default {0} */
  idleTimeout?: number;
  /** Milliseconds that open sessions get to finish in after the server was asked to stop. @default {5000} */
  grace?: number;
  /** The length of the kernel's queue, where the runtime lets us choose. */
  backlog?: number;
  /** Asks the server to stop. Without it, it serves until the program ends. */
  signal?: AbortSignal;
  /** Where to tell what happens on every socket. @default {silent} */
  trace?: Tracer;
  /** Takes what the person who runs the server is to know. */
  log?(message: Message): void;
  /** How to listen, for sockets of another kind, such as TLS. @default {listen} */
  listen?: typeof listen;
  /** Told once for each socket, when it really listens. */
  onListen?(address: InetAddress): void;
  /**
   * Told once, when all of them listen and before the first client is served: the time to give permissions up.
   *
   * @returns what stands beside `listen` in the trace.
   */
  onReady?(): string | undefined;
  /**
   * What a handler in a worker or child process of its own may do besides its connection; all else it gives up. Workers need
   * `"unstable": ["worker-options"]` for this. Without it, they may do what the program may.
   */
  permissions?: readonly Deno.PermissionName[];
  /** Told every `statsEvery` milliseconds how the server is doing. */
  onStats?(snapshot: ServerStatistics): void;
  /** Milliseconds between two calls of `onStats`. @default {1000} */
  statsEvery?: number;
}

/**
 * Serves a service to everybody who connects, in one of the six modes, until told to stop.
 *
 * Stopping takes three steps: no client is accepted any more; those who are there may finish within `grace`; what is left
 * is then broken off. A handler that goes on even so is not waited for: a child process is killed, a thread that computes
 * cannot be, and goes on until the program ends (`Deno.exit`).
 *
 * @returns when the server has stopped and nothing of it is left, or two seconds after the grace period.
 * @throws {NetError} when it cannot listen.
 * @throws {TypeError} when the service has shared state and the mode would run it in several isolates.
 */
export async function serve<Options>(
  service: Service<Options>,
  options: Options,
  how: ServeOptions,
): Promise<void> {
  // A compiled program that serves in mode process is started anew for each client, and comes here again.
  if (isChild()) return await (await import("./workers/isolate/run_as_child.ts")).runAsChild();
  const mode = await loadMode(how.mode ?? "events");
  refuseSharedState(service, mode);
  using abortiveCloser = openAbortiveCloser();
  const listeners = await (how.listen ?? listen)(how.port, { ...how, abortiveCloser });
  const stop = how.signal ?? new AbortController().signal;
  using gracePeriod = new GracePeriod(stop, how.grace ?? 5000);
  const lifetime = new AbortController();
  const parts = { listeners, stop, deadline: gracePeriod.deadline, lifetime: lifetime.signal };
  const all = serving(service, options, how, parts);
  using _looks = lookAtStatistics(all.statistics, how);
  try {
    const serving = mode.serve(all);
    serving.catch(() => {/* thrown below, unless nobody waits for it any more */});
    await Promise.race([serving, gracePeriod.exhausted]);
  } finally {
    lifetime.abort();
  }
}

interface Parts {
  listeners: ServerContext["listeners"];
  stop: AbortSignal;
  deadline: AbortSignal;
  lifetime: AbortSignal;
}

function serving<Options>(
  service: Service<Options>,
  options: Options,
  how: ServeOptions,
  { listeners, stop, deadline, lifetime }: Parts,
): ServerContext {
  let handler: ConnectionHandler | undefined;
  let connections = 0;
  const { trace = silent } = how;
  return {
    listeners,
    family: how.family,
    backlog: how.backlog,
    announce() {
      const permissions = how.onReady?.();
      for (const { address } of listeners) {
        trace.emit({
          event: "listen",
          local: address,
          ...(permissions === undefined ? {} : { permissions }),
        });
        how.onListen?.(address);
      }
    },
    service: service as Service<unknown>,
    options,
    permissions: how.permissions,
    signal: stop,
    deadline,
    trace,
    log: (message) => how.log?.(message),
    maxConnections: how.maxConnections ?? Infinity,
    mostClients: how.mostClients ?? Infinity,
    workers: how.workers ?? 4,
    queue: how.queue ?? 16,
    idleTimeout: how.idleTimeout ?? 0,
    statistics: new Statistics(),
    statsEvery: how.onStats === undefined ? 0 : how.statsEvery ?? 1000,
    number: () => ++connections,
    handler: () => handler ??= service.create(options, lifetime),
  };
}

function lookAtStatistics(statistics: Statistics, { onStats, statsEvery = 1000 }: ServeOptions): Disposable {
  const timer = onStats && setInterval(() => onStats(statistics.snapshot()), statsEvery);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function refuseSharedState(service: Service<never>, mode: Mode): void {
  if (service.state === "shared" && mode.isolates === "many") {
    throw typeErrorOf(
      msg`Cannot serve ${service.name} in mode ${mode.name}: its clients share state, and several isolates would each have a part of it; use --mode events`,
    );
  }
}

/** The line that scripts wait for: `netlab echo: listening on 0.0.0.0:8765 (events)`. */
export function readyLine(program: string, address: InetAddress, mode: string): string {
  return `${program}: listening on ${formatAddress(address)} (${mode})`;
}
