import { formatAddress, type InetAddress } from "../net/address.ts";
import { listen } from "../net/listen.ts";
import type { Family } from "../net/resolve_host.ts";
import type { Handler, Service } from "../services/service.ts";
import { silent, type Tracer } from "../trace/tracer.ts";
import { loadStrategy } from "./load_strategy.ts";
import type { Serving, Strategy, StrategyName } from "./strategy.ts";

/** How {@linkcode serve} serves. */
export interface ServeOptions {
  /** 0 to 65535; 0 lets the system choose. */
  port: number;
  /** A name or a numeric address; without one, every address of the machine. */
  hostname?: string;
  /** Only this family. */
  family?: Family;
  /** @default {"events"} */
  mode?: StrategyName;
  /** How many isolates the pools have. @default {4} */
  workers?: number;
  /** How many accepted connections may wait for a worker. @default {16} */
  queue?: number;
  /** How many clients may be served at once; further ones wait in the kernel's queue. @default {Infinity} */
  maxConnections?: number;
  /** Milliseconds without a byte after which a connection is closed; 0 means never. @default {0} */
  idleTimeout?: number;
  /** Milliseconds that open sessions get to finish in after the server was asked to stop. @default {5000} */
  grace?: number;
  /** The length of the kernel's queue, where the runtime lets us choose. */
  backlog?: number;
  /** Asks the server to stop. Without it, it serves until the program ends. */
  signal?: AbortSignal;
  /** @default {silent} */
  trace?: Tracer;
  /** Takes lines for the person who runs the server. */
  log?(line: string): void;
  /** Told once for each socket, when it really listens. */
  onListen?(address: InetAddress): void;
}

/**
 * Serves a service to everybody who connects, in one of the six modes, until told to stop.
 *
 * Stopping takes three steps: no client is accepted any more; those who are there may finish within `grace`; what is left
 * is then broken off.
 *
 * @returns when the server has stopped and nothing of it is left.
 * @throws {NetError} when it cannot listen.
 * @throws {TypeError} when the service has shared state and the mode would run it in several isolates.
 */
export async function serve<Options>(
  service: Service<Options>,
  options: Options,
  how: ServeOptions,
): Promise<void> {
  const strategy = await loadStrategy(how.mode ?? "events");
  refuseSharedState(service, strategy);
  const { port, hostname, family, backlog, trace = silent, onListen } = how;
  const reusePort = strategy.name === "symmetric";
  const listeners = await listen(port, { hostname, family, backlog, reusePort });
  for (const { address } of listeners) {
    trace.emit({ event: "listen", local: address });
    onListen?.(address);
  }
  const stop = how.signal ?? new AbortController().signal;
  using patience = new Patience(stop, how.grace ?? 5000);
  const lifetime = new AbortController();
  try {
    await strategy.serve(
      serving(service, options, how, {
        listeners,
        stop,
        deadline: patience.deadline,
        lifetime: lifetime.signal,
      }),
    );
  } finally {
    lifetime.abort();
  }
}

interface Parts {
  listeners: Serving["listeners"];
  stop: AbortSignal;
  deadline: AbortSignal;
  lifetime: AbortSignal;
}

function serving<Options>(
  service: Service<Options>,
  options: Options,
  how: ServeOptions,
  parts: Parts,
): Serving {
  let handler: Handler | undefined;
  return {
    listeners: parts.listeners,
    service: service as Service<unknown>,
    options,
    signal: parts.stop,
    deadline: parts.deadline,
    trace: how.trace ?? silent,
    log: how.log ?? (() => {}),
    maxConnections: how.maxConnections ?? Infinity,
    workers: how.workers ?? 4,
    queue: how.queue ?? 16,
    idleTimeout: how.idleTimeout ?? 0,
    handler: () => handler ??= service.create(options, parts.lifetime),
  };
}

function refuseSharedState(service: Service<never>, strategy: Strategy): void {
  if (service.state === "shared" && strategy.isolates === "many") {
    throw new TypeError(
      `Cannot serve ${service.name} in mode ${strategy.name}: its clients share state, and several isolates would each ` +
        "have a part of it; use --mode events",
    );
  }
}

/** Counts the time that open sessions get, from the moment in which the server is asked to stop. */
class Patience implements Disposable {
  readonly #controller = new AbortController();
  readonly #stop: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(stop: AbortSignal, readonly grace: number) {
    this.#stop = stop;
    if (stop.aborted) this.#start();
    else stop.addEventListener("abort", this.#start, { once: true });
  }

  get deadline(): AbortSignal {
    return this.#controller.signal;
  }

  readonly #start = () => {
    this.#timer = setTimeout(() => this.#controller.abort(), this.grace);
  };

  [Symbol.dispose](): void {
    this.#stop.removeEventListener("abort", this.#start);
    clearTimeout(this.#timer);
  }
}

/** The line that scripts wait for: `netlab echo: listening on 0.0.0.0:8765 (events)`. */
export function readyLine(program: string, address: InetAddress, mode: string): string {
  return `${program}: listening on ${formatAddress(address)} (${mode})`;
}
