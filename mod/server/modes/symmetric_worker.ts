import { type Message, type MessageData, messageData, messageFrom } from "../../i18n/message.ts";
import { toErrorMessage } from "../workers/isolate/remote_error.ts";
import { loadService } from "../workers/isolate/load_service.ts";
import type { ErrorMessage, ServiceRef } from "../workers/isolate/message.ts";
import type { InetAddress } from "../../net/address/socket_address.ts";
import { listen, type Listener } from "../../net/tcp/listen.ts";
import { type AbortiveCloser, openAbortiveCloser } from "../../net/tcp/abortive_close.ts";
import type { Family } from "../../net/address/resolve_host.ts";
import { keepOnly } from "../../process/permissions.ts";
import type { ConnectionHandler, Home, Service } from "../service.ts";
import { silent, type TraceEvent, type Tracer } from "../../trace/tracer.ts";
import { ClientPermits } from "../client_permits.ts";
import { HandoffSender, HOME } from "./handoff.ts";
import { manyAtOnce } from "./many_at_once.ts";
import { oneAtATime } from "./one_at_a_time.ts";
import type { WorkerClients } from "./worker_clients.ts";
import { WorkerSlots } from "../worker_slots.ts";
import { serveLocally } from "./serve_locally.ts";
import { Statistics } from "../statistics.ts";
import type { CounterValues } from "../counters.ts";

/** All that a worker needs to accept and serve by itself. */
export interface AcceptMessage {
  readonly type: "accept";
  readonly service: ServiceRef;
  readonly addresses: readonly InetAddress[];
  readonly family: Family;
  readonly backlog: number | undefined;
  readonly mostClients: number;
  readonly idleTimeout: number;
  readonly statsEvery: number;
  readonly logFrameErrors: boolean;
  readonly tracing: boolean;
  /** The number of the worker, from 0. */
  readonly index: number;
  /** Who is free, shared by all workers: the memory of {@linkcode WorkerSlots}. */
  readonly slots: SharedArrayBuffer;
  /** How many clients there may be at once: the memory of {@linkcode ClientPermits}; undefined: any number. */
  readonly permits: SharedArrayBuffer | undefined;
  /** One 32-bit counter that all workers share and that numbers the connections. */
  readonly counter: SharedArrayBuffer;
  /** A way to what the workers have in common, when they have. */
  readonly home: MessagePort | undefined;
}

/** Messages that it gets later. */
export type ControlMessage =
  /** Accept no more clients. */
  | { readonly type: "stop" }
  /** Break off the sessions that are left. */
  | { readonly type: "cut" }
  /**
   * Serve the client at the other end: another worker accepted it, is busy and took our slot for
   * it.
   */
  | { readonly type: "handoff"; readonly from: number; readonly port: MessagePort }
  /** Another worker has ended. */
  | { readonly type: "ended"; readonly worker: number; readonly reason: MessageData };

/** Messages that it sends. */
export type ReportMessage =
  | { readonly type: "listening" }
  | { readonly type: "log"; readonly message: MessageData }
  | { readonly type: "trace"; readonly event: TraceEvent }
  /** Pass this on to another worker, or home, as `handoff`. */
  | { readonly type: "handoff"; readonly to: number; readonly port: MessagePort }
  | { readonly type: "counted"; readonly snapshot: CounterValues }
  /** It was asked to stop and has this many clients. */
  | { readonly type: "stopping"; readonly open: number }
  | { readonly type: "crash"; readonly error: ErrorMessage }
  | { readonly type: "over"; readonly error?: ErrorMessage };

/**
 * One of N equals: a whole server in a worker thread, except for its decisions, which come by message.
 */
export class SymmetricWorker {
  readonly #post: (message: ReportMessage, transfer?: Transferable[]) => void;
  readonly #stop = new AbortController();
  readonly #deadline = new AbortController();
  #clients: WorkerClients | undefined;
  #sender: HandoffSender | undefined;

  /** @param post reports to the isolate that started us. */
  constructor(post: (message: ReportMessage, transfer?: Transferable[]) => void) {
    this.#post = post;
  }

  /** Handles a message. */
  receive(message: ControlMessage): void {
    if (message.type === "stop") this.#stopAccepting();
    else if (message.type === "cut") this.#deadline.abort();
    else if (message.type === "handoff") this.#clients?.receiver?.serve(message.from, message.port);
    else {
      this.#sender?.workerEnded(message.worker, messageFrom(message.reason));
      this.#clients?.receiver?.workerEnded(message.worker, messageFrom(message.reason));
    }
  }

  #stopAccepting(): void {
    this.#stop.abort();
    this.#clients?.wake();
  }

  /** Accepts and serves until told to stop; says `over` at the end. Never rejects. */
  async run(message: AcceptMessage): Promise<void> {
    const lifetime = new AbortController();
    const statistics = new Statistics();
    const count = () => this.#post({ type: "counted", snapshot: statistics.here.snapshot() });
    const looks = message.statsEvery > 0 ? setInterval(count, message.statsEvery) : undefined;
    let error: ErrorMessage | undefined;
    try {
      await this.#serve(message, statistics, lifetime.signal);
    } catch (thrown) {
      error = toErrorMessage(thrown);
    }
    clearInterval(looks);
    lifetime.abort();
    // After this, the thread is ended.
    this.#post({ type: "over", ...(error === undefined ? {} : { error }) });
  }

  async #serve(message: AcceptMessage, statistics: Statistics, lifetime: AbortSignal): Promise<void> {
    const { service: ref, family, backlog, mostClients, idleTimeout, statsEvery } = message;
    const counter = new Int32Array(message.counter);
    using abortiveCloser = openAbortiveCloser();
    const service = await loadService(ref.module);
    const listeners = await this.#listen(message, service, abortiveCloser);
    // Only now: to listen takes permissions that the service does without.
    keepOnly(ref.permissions);
    const sender = this.#sender = new HandoffSender({
      pass: (to, port) => this.#post({ type: "handoff", to, port }, [port]),
      tracing: message.tracing,
      deadline: this.#deadline.signal,
    });
    const handler = service.create(ref.options, lifetime, homeOf(message, sender));
    const clients = this.#clients = this.#clientsOf(message, service, handler, sender);
    const server = {
      listeners,
      family,
      backlog,
      announce: () => this.#post({ type: "listening" }),
      module: ref.module,
      manyAtOnce: service.manyAtOnce ?? false,
      inCommon: undefined,
      options: ref.options,
      permissions: ref.permissions,
      signal: this.#stop.signal,
      deadline: this.#deadline.signal,
      trace: this.#tracer(message.tracing),
      log: (said: Message) => this.#post({ type: "log", message: messageData(said) }),
      stopping: (open: number) => this.#post({ type: "stopping", open }),
      logFrameErrors: message.logFrameErrors,
      maxConnections: Infinity,
      mostClients,
      workers: 1,
      queue: 0,
      idleTimeout,
      statistics,
      statsEvery,
      number: () => Atomics.add(counter, 0, 1) + 1,
      handler: () => clients.handler,
    };
    await serveLocally(server, clients.permits, clients.handler);
    await clients.finished();
  }

  #clientsOf(
    { index, slots, permits }: AcceptMessage,
    service: Service<unknown>,
    handler: ConnectionHandler,
    sender: HandoffSender,
  ): WorkerClients {
    return service.manyAtOnce
      ? manyAtOnce(index, permits && new ClientPermits(permits), handler, this.#stop.signal)
      : oneAtATime(index, new WorkerSlots(slots), handler, sender);
  }

  async #listen(
    { addresses, family, backlog, service: { options } }: AcceptMessage,
    service: Service<unknown>,
    abortiveCloser: AbortiveCloser | undefined,
  ): Promise<readonly Listener[]> {
    const how = await service.listener?.(options) ?? listen;
    const opened = addresses.map(({ hostname, port }) =>
      how(port, { hostname, family, backlog, reusePort: true, abortiveCloser })
    );
    return (await Promise.all(opened)).flat();
  }

  #tracer(tracing: boolean): Tracer {
    return tracing ? { enabled: true, emit: (event) => this.#post({ type: "trace", event }) } : silent;
  }
}

function homeOf({ home, index }: AcceptMessage, sender: HandoffSender): Home | undefined {
  if (home === undefined) return undefined;
  return {
    worker: index,
    port: home,
    serve: (connection, context) => sender.handOff(HOME, connection, context),
  };
}
