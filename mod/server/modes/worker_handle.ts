import { type Message, messageFrom, msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { newWorker } from "../workers/isolate/new_worker.ts";
import { RemoteError } from "../workers/isolate/remote_error.ts";
import { sumCounters } from "../counters.ts";
import type { InCommon } from "../service.ts";
import type { ServerContext } from "./mode.ts";
import type { StopTally } from "./stop_tally.ts";
import type { AcceptMessage, ControlMessage, ReportMessage } from "./symmetric_worker.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/** The near side of a worker that accepts by itself. */
export interface WorkerHandle {
  /** Resolves when it listens; rejects when it cannot. */
  readonly listening: Promise<void>;
  /**
   * Resolves when it has ended and nothing of it is left: with `undefined` when all went well,
   * otherwise with the reason.
   */
  readonly over: Promise<Message | undefined>;
  /** Sends it a message. */
  send(message: ControlMessage): void;
  /** Ends it at once. */
  kill(): Promise<unknown>;
}

/** The things that the workers of a server share. */
export interface WorkerGroup {
  readonly server: ServerContext;
  /** One 32-bit counter that numbers the connections. */
  readonly counter: SharedArrayBuffer;
  /** Who is free. */
  readonly slots: SharedArrayBuffer;
  /** How many clients there may be at once; undefined: any number. */
  readonly permits: SharedArrayBuffer | undefined;
  /** Counts the clients that are left when the server stops. */
  readonly tally: StopTally;
  /** Gives a worker, or the isolate of the server, its end of the channel to a client that another hands over. */
  handOff(to: number, message: Extract<ControlMessage, { type: "handoff" }>): void;
}

/** Starts a worker that accepts by itself, and passes messages on, to it and from it. */
export function startSymmetricWorker(index: number, group: WorkerGroup): WorkerHandle {
  const { server } = group;
  const name = workerName(index);
  const worker = newWorker(name, server.permissions);
  const listening = Promise.withResolvers<void>();
  const over = Promise.withResolvers<Message | undefined>();
  const end = (
    reason: Message | undefined,
    error = new MessageError(msg`worker ${index + 1} ${reason ?? msg`ended`}`),
  ) => {
    worker.terminate();
    listening.reject(error);
    over.resolve(reason);
    return over.promise;
  };
  const send = (message: ControlMessage) =>
    worker.postMessage(message, message.type === "handoff" ? [message.port] : []);
  const home = new WorkerHome(index, server.inCommon);
  // In front of a stop that has been asked for already
  worker.postMessage(acceptMessage(index, group, home.port), home.port === undefined ? [] : [home.port]);
  const stopSignals = new StopSignals(server, send, () => end(msg`did not stop in time`));
  worker.onmessage = ({ data }: MessageEvent<ReportMessage>) => {
    if (data.type === "listening") listening.resolve();
    else if (data.type === "handoff") {
      group.handOff(data.to, { type: "handoff", from: index, port: data.port });
    } else if (data.type === "crash") end(msg`crashed: ${messageFrom(data.error.sentence)}`);
    else if (data.type === "over") {
      end(
        data.error && msg`stopped: ${messageFrom(data.error.sentence)}`,
        data.error && new RemoteError(data.error),
      );
    } else if (data.type === "stopping") group.tally.count(index, data.open);
    else report(data, name, server);
  };
  worker.onerror = (event) => {
    // Without this, a failure of the worker would become a failure of the whole program.
    event.preventDefault();
    end(msg`crashed: ${event.message}`);
  };
  server.trace.emit({ event: "start", detail: `${name} started` });
  return {
    listening: listening.promise,
    over: over.promise.finally(async () => {
      stopSignals[Symbol.dispose]();
      await home.end();
      group.tally.count(index, 0);
    }),
    send,
    kill: () => end(undefined),
  };
}

/** The name of a worker for people. */
export function workerName(index: number): string {
  return `worker ${index + 1}`;
}

function report(
  message: Exclude<ReportMessage, { type: "listening" | "handoff" | "stopping" | "crash" | "over" }>,
  name: string,
  { statistics, trace, log }: ServerContext,
): void {
  if (message.type === "counted") statistics.remote(name, sumCounters([message.snapshot]));
  else if (message.type === "log") log(messageFrom(message.message));
  else if (message.event.event === "accept") trace.emit({ ...message.event, detail: `by ${name}` });
  // Every worker opens and closes its own sockets; that they listen is reported once, for all of
  // them.
  else if (message.event.event !== "listen") trace.emit(message.event);
}

function acceptMessage(
  index: number,
  { server, counter, slots, permits }: WorkerGroup,
  home: MessagePort | undefined,
): AcceptMessage {
  const { module, options, permissions, family, backlog, mostClients, idleTimeout, statsEvery } = server;
  return {
    type: "accept",
    service: { module, options, permissions },
    addresses: server.listeners.map(({ address }) => address).filter((address) => "port" in address),
    family,
    backlog,
    mostClients,
    idleTimeout,
    statsEvery,
    logFrameErrors: server.logFrameErrors,
    tracing: server.trace.enabled,
    index,
    slots,
    permits,
    counter,
    home,
  };
}

/** The way between a worker and what all workers have in common, while the worker lasts. */
class WorkerHome {
  /** The worker's end; undefined when they have nothing in common. */
  readonly port: MessagePort | undefined;
  readonly #scope = new DisposableStack();

  constructor(worker: number, inCommon: InCommon | undefined) {
    if (inCommon === undefined) return;
    const { port1, port2 } = new MessageChannel();
    this.port = port2;
    this.#scope.defer(() => port1.close());
    this.#scope.use(inCommon.worker(port1, worker));
  }

  /** The worker has ended; what it has said last has arrived, and is heard in the next turn of the loop. */
  async end(): Promise<void> {
    if (this.port !== undefined) await new Promise((resolve) => setTimeout(resolve, 0));
    this.#scope[Symbol.dispose]();
  }
}

/** Passes the server's two signals on to the worker, and kills it if it obeys neither. */
class StopSignals implements Disposable {
  readonly #scope = new DisposableStack();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    { signal, deadline }: ServerContext,
    send: (message: ControlMessage) => void,
    force: () => void,
  ) {
    this.#when(signal, () => send({ type: "stop" }));
    this.#when(deadline, () => {
      send({ type: "cut" });
      this.#timer = setTimeout(force, LAST_MOMENT);
    });
    this.#scope.defer(() => clearTimeout(this.#timer));
  }

  [Symbol.dispose](): void {
    this.#scope[Symbol.dispose]();
  }

  #when(signal: AbortSignal, act: () => void): void {
    this.#scope.use(onAbort(signal, act));
  }
}

/** Milliseconds that a worker gets after the deadline. */
const LAST_MOMENT = 500;
