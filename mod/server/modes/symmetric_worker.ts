import { type Message, type MessageData, messageData, messageFrom } from "../../i18n/message.ts";
import { toErrorMessage } from "../workers/isolate/remote_error.ts";
import { loadHandler } from "../workers/isolate/service_host.ts";
import type { ErrorMessage, ServiceRef } from "../workers/isolate/message.ts";
import type { InetAddress } from "../../net/address/socket_address.ts";
import { listen, type Listener } from "../../net/tcp/listen.ts";
import { type AbortiveCloser, openAbortiveCloser } from "../../net/tcp/abortive_close.ts";
import type { Family } from "../../net/address/resolve_host.ts";
import type { ConnectionHandler } from "../service.ts";
import { silent, type TraceEvent, type Tracer } from "../../trace/tracer.ts";
import { HandoffReceiver, HandoffSender } from "./handoff.ts";
import type { Semaphore } from "../semaphore.ts";
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
  /** One 32-bit counter that all workers share and that numbers the connections. */
  readonly counter: SharedArrayBuffer;
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
  /** Pass this on to another worker as `handoff`. */
  | { readonly type: "handoff"; readonly to: number; readonly port: MessagePort }
  | { readonly type: "counted"; readonly snapshot: CounterValues }
  | { readonly type: "crash"; readonly error: ErrorMessage }
  | { readonly type: "over"; readonly error?: ErrorMessage };

/**
 * One of N equals: a whole iterative server in a worker thread, except for its decisions, which
 * come by message.
 */
export class SymmetricWorker {
  readonly #post: (message: ReportMessage, transfer?: Transferable[]) => void;
  readonly #stop = new AbortController();
  readonly #deadline = new AbortController();
  #slots: WorkerSlots | undefined;
  #sender: HandoffSender | undefined;
  #receiver: HandoffReceiver | undefined;

  /** @param post reports to the isolate that started us. */
  constructor(post: (message: ReportMessage, transfer?: Transferable[]) => void) {
    this.#post = post;
  }

  /** Handles a message. */
  receive(message: ControlMessage): void {
    if (message.type === "stop") this.#stopAccepting();
    else if (message.type === "cut") this.#deadline.abort();
    else if (message.type === "handoff") this.#receiver?.serve(message.from, message.port);
    else {
      this.#sender?.workerEnded(message.worker, messageFrom(message.reason));
      this.#receiver?.workerEnded(message.worker, messageFrom(message.reason));
    }
  }

  #stopAccepting(): void {
    this.#stop.abort();
    this.#slots?.wake();
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
    const { service: ref, family, backlog, mostClients, idleTimeout, statsEvery } = message;
    const counter = new Int32Array(message.counter);
    using abortiveCloser = openAbortiveCloser();
    const listeners = await this.#listen(message, abortiveCloser);
    const handler = await loadHandler(ref, lifetime);
    const slots = this.#slots = new WorkerSlots(message.slots);
    const handleInSlot = this.#withSlot(message, slots, handler);
    const server = {
      listeners,
      family,
      backlog,
      announce: () => this.#post({ type: "listening" }),
      module: ref.module,
      options: ref.options,
      permissions: ref.permissions,
      signal: this.#stop.signal,
      deadline: this.#deadline.signal,
      trace: this.#tracer(message.tracing),
      log: (said: Message) => this.#post({ type: "log", message: messageData(said) }),
      logFrameErrors: message.logFrameErrors,
      maxConnections: Infinity,
      mostClients,
      workers: 1,
      queue: 0,
      idleTimeout,
      statistics,
      statsEvery,
      number: () => Atomics.add(counter, 0, 1) + 1,
      handler: () => handleInSlot,
    };
    await serveLocally(server, whenSlotFree(slots), handleInSlot);
    // A client that another worker handed to us may still be here.
    await slots.takeOwn(message.index);
  }

  /**
   * The handler of a client that was accepted here: it takes the first available slot, ours or
   * another's.
   */
  #withSlot(
    { index, tracing }: AcceptMessage,
    slots: WorkerSlots,
    handler: ConnectionHandler,
  ): ConnectionHandler {
    const serveInOwnSlot: ConnectionHandler = async (connection, context) => {
      try {
        await handler(connection, context);
      } finally {
        slots.release(index);
      }
    };
    this.#receiver = new HandoffReceiver((connection, context) => {
      slots.takeOver(index);
      return serveInOwnSlot(connection, context);
    });
    const sender = this.#sender = new HandoffSender({
      pass: (to, port) => this.#post({ type: "handoff", to, port }, [port]),
      tracing,
      deadline: this.#deadline.signal,
    });
    return async (connection, context) => {
      const slot = await slots.takeNext(index);
      if (slot === index) await serveInOwnSlot(connection, context);
      else await sender.handOff(slot, connection, context);
    };
  }

  async #listen(
    { addresses, family, backlog }: AcceptMessage,
    abortiveCloser: AbortiveCloser | undefined,
  ): Promise<Listener[]> {
    const opened = addresses.map(({ hostname, port }) =>
      listen(port, { hostname, family, backlog, reusePort: true, abortiveCloser })
    );
    return (await Promise.all(opened)).flat();
  }

  #tracer(tracing: boolean): Tracer {
    return tracing ? { enabled: true, emit: (event) => this.#post({ type: "trace", event }) } : silent;
  }
}

/**
 * Allows an accept only while some worker is free; otherwise clients had better wait in the
 * backlog.
 */
function whenSlotFree(slots: WorkerSlots): Pick<Semaphore, "acquire"> {
  return {
    async acquire(signal) {
      await slots.whenFree(signal);
      return signal.aborted ? undefined : { [Symbol.dispose]() {/* the slot is what is given back */} };
    },
  };
}
