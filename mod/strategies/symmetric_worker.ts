import { toErrorMessage } from "../isolate/remote_error.ts";
import { load } from "../isolate/host.ts";
import type { ErrorMessage, ServiceRef } from "../isolate/message.ts";
import type { InetAddress } from "../net/address.ts";
import { listen, type Listener } from "../net/listen.ts";
import type { Family } from "../net/resolve_host.ts";
import type { Service } from "../services/service.ts";
import { silent, type TraceEvent, type Tracer } from "../trace/tracer.ts";
import { serveHere } from "./serve_here.ts";
import { Statistics } from "./statistics.ts";
import type { TallySnapshot } from "./tally.ts";

/** All that a worker needs in order to accept and serve for itself. */
export interface AcceptMessage {
  readonly type: "accept";
  readonly service: ServiceRef;
  readonly addresses: readonly InetAddress[];
  readonly family: Family;
  readonly backlog: number | undefined;
  readonly mostClients: number;
  readonly idleTimeout: number;
  readonly statsEvery: number;
  readonly tracing: boolean;
  /** One 32-bit counter that all workers share, out of which connections get their numbers. */
  readonly counter: SharedArrayBuffer;
}

/** What it is told later: to accept nobody any more, and to break off what is left. */
export type OrderMessage = { readonly type: "stop" } | { readonly type: "cut" };

/** What it says. */
export type ReportMessage =
  | { readonly type: "listening" }
  | { readonly type: "log"; readonly line: string }
  | { readonly type: "trace"; readonly event: TraceEvent }
  | { readonly type: "counted"; readonly snapshot: TallySnapshot }
  | { readonly type: "crash"; readonly error: ErrorMessage }
  | { readonly type: "over"; readonly error?: ErrorMessage };

/** One of N equals: a whole iterative server in a worker thread, but for its decisions, which come by message. */
export class SymmetricWorker {
  readonly #post: (message: ReportMessage) => void;
  readonly #stop = new AbortController();
  readonly #deadline = new AbortController();

  /** @param post reports to the isolate that started us. */
  constructor(post: (message: ReportMessage) => void) {
    this.#post = post;
  }

  /** Takes an order. */
  receive(order: OrderMessage): void {
    if (order.type === "stop") this.#stop.abort();
    else this.#deadline.abort();
  }

  /** Accepts and serves until told to stop; says `over` at the end. Never rejects. */
  async run(message: AcceptMessage): Promise<void> {
    const lifetime = new AbortController();
    const statistics = new Statistics();
    const count = () => this.#post({ type: "counted", snapshot: statistics.here.snapshot() });
    const looks = message.statsEvery > 0 ? setInterval(count, message.statsEvery) : undefined;
    try {
      await this.#serve(message, statistics, lifetime.signal);
      this.#post({ type: "over" });
    } catch (error) {
      this.#post({ type: "over", error: toErrorMessage(error) });
    } finally {
      clearInterval(looks);
      lifetime.abort();
    }
  }

  async #serve(message: AcceptMessage, statistics: Statistics, lifetime: AbortSignal): Promise<void> {
    const { service: { module, options }, family, backlog, mostClients, idleTimeout, statsEvery } = message;
    const handler = await load(module, options, lifetime);
    const counter = new Int32Array(message.counter);
    const serving = {
      listeners: await this.#listen(message),
      family,
      backlog,
      announce: () => this.#post({ type: "listening" }),
      service: { name: "", state: "none", module, create: () => handler } as Service<unknown>,
      options,
      signal: this.#stop.signal,
      deadline: this.#deadline.signal,
      trace: this.#tracer(message.tracing),
      log: (line: string) => this.#post({ type: "log", line }),
      maxConnections: 1,
      mostClients,
      workers: 1,
      queue: 0,
      idleTimeout,
      statistics,
      statsEvery,
      number: () => Atomics.add(counter, 0, 1) + 1,
      handler: () => handler,
    };
    await serveHere(serving, 1, handler);
  }

  async #listen({ addresses, family, backlog }: AcceptMessage): Promise<Listener[]> {
    const opened = addresses.map(({ hostname, port }) =>
      listen(port, { hostname, family, backlog, reusePort: true })
    );
    return (await Promise.all(opened)).flat();
  }

  #tracer(tracing: boolean): Tracer {
    return tracing ? { enabled: true, emit: (event) => this.#post({ type: "trace", event }) } : silent;
  }
}
