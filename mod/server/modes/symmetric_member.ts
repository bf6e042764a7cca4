import { newWorker } from "../workers/isolate/new_worker.ts";
import { RemoteError } from "../workers/isolate/remote_error.ts";
import { sum } from "../tally.ts";
import type { Serving } from "./strategy.ts";
import type { AcceptMessage, OrderMessage, ReportMessage } from "./symmetric_worker.ts";

/** The near side of a worker that accepts for itself. */
export interface SymmetricMember {
  /** Resolves when it listens; rejects when it cannot. */
  readonly listening: Promise<void>;
  /** Resolves when it has ended and nothing of it is left: with `undefined` when all went well, else with the reason. */
  readonly over: Promise<string | undefined>;
  /** Says something to it. */
  order(order: OrderMessage): void;
  /** Ends it at once. */
  kill(): Promise<unknown>;
}

/** What a member is one of. */
export interface Crew {
  readonly serving: Serving;
  /** One 32-bit counter out of which connections get their numbers. */
  readonly counter: SharedArrayBuffer;
  /** Who is free. */
  readonly seats: SharedArrayBuffer;
  /** Gives a member its end of the channel to a client that another one lends it. */
  pass(to: number, order: Extract<OrderMessage, { type: "borrow" }>): void;
}

/** Starts a worker that accepts for itself, and passes on what it reports and what it is to be told. */
export function startMember(index: number, crew: Crew): SymmetricMember {
  const { serving } = crew;
  const name = memberName(index);
  const worker = newWorker(name, serving.permissions);
  const listening = Promise.withResolvers<void>();
  const over = Promise.withResolvers<string | undefined>();
  const end = (reason: string | undefined, error = new Error(`${name} ${reason ?? "ended"}`)) => {
    worker.terminate();
    listening.reject(error);
    over.resolve(reason);
    return over.promise;
  };
  const order = (order: OrderMessage) =>
    worker.postMessage(order, order.type === "borrow" ? [order.port] : []);
  const orders = new Orders(serving, order, () => end("did not stop in time"));
  worker.onmessage = ({ data }: MessageEvent<ReportMessage>) => {
    if (data.type === "listening") listening.resolve();
    else if (data.type === "lend") crew.pass(data.to, { type: "borrow", from: index, port: data.port });
    else if (data.type === "crash") end(`crashed: ${data.error.message}`);
    else if (data.type === "over") {
      end(data.error && `stopped: ${data.error.message}`, data.error && new RemoteError(data.error));
    } else report(data, name, serving);
  };
  worker.onerror = (event) => {
    // Without this the failure of the worker would become a failure of the whole program.
    event.preventDefault();
    end(`crashed: ${event.message}`);
  };
  serving.trace.emit({ event: "start", detail: `${name} started` });
  worker.postMessage(acceptMessage(index, crew));
  return {
    listening: listening.promise,
    over: over.promise.finally(() => orders[Symbol.dispose]()),
    order,
    kill: () => end(undefined),
  };
}

/** As people call a worker. */
export function memberName(index: number): string {
  return `worker ${index + 1}`;
}

function report(
  message: Exclude<ReportMessage, { type: "listening" | "lend" | "crash" | "over" }>,
  name: string,
  { statistics, trace, log }: Serving,
): void {
  if (message.type === "counted") statistics.elsewhere(name, sum([message.snapshot]));
  else if (message.type === "log") log(message.line);
  else if (message.event.event === "accept") trace.emit({ ...message.event, detail: `by ${name}` });
  // Every worker closes and opens sockets of its own; that they listen is told once, for all of them.
  else if (message.event.event !== "listen") trace.emit(message.event);
}

function acceptMessage(index: number, { serving, counter, seats }: Crew): AcceptMessage {
  const { service, options, permissions, family, backlog, mostClients, idleTimeout, statsEvery } = serving;
  return {
    type: "accept",
    service: { module: service.module, options, permissions },
    addresses: serving.listeners.map((listener) => listener.address),
    family,
    backlog,
    mostClients,
    idleTimeout,
    statsEvery,
    tracing: serving.trace.enabled,
    index,
    seats,
    counter,
  };
}

/** Passes the server's two signals on to the worker, and loses patience with one that obeys neither. */
class Orders implements Disposable {
  readonly #scope = new DisposableStack();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ signal, deadline }: Serving, order: (order: OrderMessage) => void, force: () => void) {
    this.#when(signal, () => order({ type: "stop" }));
    this.#when(deadline, () => {
      order({ type: "cut" });
      this.#timer = setTimeout(force, LAST_MOMENT);
    });
    this.#scope.defer(() => clearTimeout(this.#timer));
  }

  [Symbol.dispose](): void {
    this.#scope[Symbol.dispose]();
  }

  #when(signal: AbortSignal, act: () => void): void {
    if (signal.aborted) return act();
    signal.addEventListener("abort", act, { once: true });
    this.#scope.defer(() => signal.removeEventListener("abort", act));
  }
}

/** Milliseconds that a worker gets after the deadline. */
const LAST_MOMENT = 500;
