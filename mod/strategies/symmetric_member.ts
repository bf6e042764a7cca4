import { RemoteError } from "../isolate/remote_error.ts";
import { sum } from "./tally.ts";
import type { Serving } from "./strategy.ts";
import type { AcceptMessage, OrderMessage, ReportMessage } from "./symmetric_worker.ts";

/** The near side of a worker that accepts for itself. */
export interface SymmetricMember {
  /** Resolves when it listens; rejects when it cannot. */
  readonly listening: Promise<void>;
  /** Resolves when it has ended and nothing of it is left: with `undefined` when all went well, else with the reason. */
  readonly over: Promise<string | undefined>;
  /** Ends it at once. */
  kill(): Promise<unknown>;
}

/** Starts a worker that accepts for itself, and passes on what it reports and what it is to be told. */
export function startMember(name: string, serving: Serving, counter: SharedArrayBuffer): SymmetricMember {
  const worker = new Worker(new URL("../isolate/worker_entry.ts", import.meta.url), { type: "module", name });
  const listening = Promise.withResolvers<void>();
  const over = Promise.withResolvers<string | undefined>();
  const end = (reason: string | undefined, error = new Error(`${name} ${reason ?? "ended"}`)) => {
    worker.terminate();
    listening.reject(error);
    over.resolve(reason);
    return over.promise;
  };
  const orders = new Orders(serving, (order) => worker.postMessage(order), () => end("did not stop in time"));
  worker.onmessage = ({ data }: MessageEvent<ReportMessage>) => {
    if (data.type === "listening") listening.resolve();
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
  worker.postMessage(acceptMessage(serving, counter));
  return {
    listening: listening.promise,
    over: over.promise.finally(() => orders[Symbol.dispose]()),
    kill: () => end(undefined),
  };
}

function report(
  message: Exclude<ReportMessage, { type: "listening" | "crash" | "over" }>,
  name: string,
  { statistics, trace, log }: Serving,
): void {
  if (message.type === "counted") statistics.elsewhere(name, sum([message.snapshot]));
  else if (message.type === "log") log(message.line);
  else if (message.event.event === "accept") trace.emit({ ...message.event, detail: `by ${name}` });
  // Every worker closes and opens sockets of its own; that they listen is told once, for all of them.
  else if (message.event.event !== "listen") trace.emit(message.event);
}

function acceptMessage(serving: Serving, counter: SharedArrayBuffer): AcceptMessage {
  const { service, options, family, backlog, mostClients, idleTimeout, statsEvery } = serving;
  return {
    type: "accept",
    service: { module: service.module, options },
    addresses: serving.listeners.map((listener) => listener.address),
    family,
    backlog,
    mostClients,
    idleTimeout,
    statsEvery,
    tracing: serving.trace.enabled,
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
