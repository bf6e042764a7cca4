import { toErrorMessage } from "../workers/isolate/remote_error.ts";
import { load } from "../workers/isolate/host.ts";
import type { ErrorMessage, ServiceRef } from "../workers/isolate/message.ts";
import type { InetAddress } from "../../net/address/socket_address.ts";
import { listen, type Listener } from "../../net/tcp/listen.ts";
import { type AbortiveCloser, openAbortiveCloser } from "../../net/tcp/abortive_close.ts";
import type { Family } from "../../net/address/resolve_host.ts";
import type { Handler, Service } from "../service.ts";
import { silent, type TraceEvent, type Tracer } from "../../trace/tracer.ts";
import { Borrower, Lender } from "./lent_clients.ts";
import type { Permits } from "../permits.ts";
import { Seats } from "../seats.ts";
import { serveHere } from "./serve_here.ts";
import { Statistics } from "../statistics.ts";
import type { TallySnapshot } from "../tally.ts";

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
  /** Which of the workers it is, from 0. */
  readonly index: number;
  /** Who is free, shared by all workers: the memory of {@linkcode Seats}. */
  readonly seats: SharedArrayBuffer;
  /** One 32-bit counter that all workers share, out of which connections get their numbers. */
  readonly counter: SharedArrayBuffer;
}

/** What it is told later. */
export type OrderMessage =
  /** Accept nobody any more. */
  | { readonly type: "stop" }
  /** Break off what is left. */
  | { readonly type: "cut" }
  /** Serve the client at the other end: another worker accepted it, has no time and took our seat for it. */
  | { readonly type: "borrow"; readonly from: number; readonly port: MessagePort }
  /** Another worker has ended. */
  | { readonly type: "gone"; readonly worker: number; readonly reason: string };

/** What it says. */
export type ReportMessage =
  | { readonly type: "listening" }
  | { readonly type: "log"; readonly line: string }
  | { readonly type: "trace"; readonly event: TraceEvent }
  /** Pass this on to another worker as `borrow`. */
  | { readonly type: "lend"; readonly to: number; readonly port: MessagePort }
  | { readonly type: "counted"; readonly snapshot: TallySnapshot }
  | { readonly type: "crash"; readonly error: ErrorMessage }
  | { readonly type: "over"; readonly error?: ErrorMessage };

/** One of N equals: a whole iterative server in a worker thread, but for its decisions, which come by message. */
export class SymmetricWorker {
  readonly #post: (message: ReportMessage, transfer?: Transferable[]) => void;
  readonly #stop = new AbortController();
  readonly #deadline = new AbortController();
  #seats: Seats | undefined;
  #lender: Lender | undefined;
  #borrower: Borrower | undefined;

  /** @param post reports to the isolate that started us. */
  constructor(post: (message: ReportMessage, transfer?: Transferable[]) => void) {
    this.#post = post;
  }

  /** Takes an order. */
  receive(order: OrderMessage): void {
    if (order.type === "stop") this.#stopAccepting();
    else if (order.type === "cut") this.#deadline.abort();
    else if (order.type === "borrow") this.#borrower?.serve(order.from, order.port);
    else {
      this.#lender?.gone(order.worker, order.reason);
      this.#borrower?.gone(order.worker, order.reason);
    }
  }

  #stopAccepting(): void {
    this.#stop.abort();
    this.#seats?.wake();
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
    const handler = await load(ref, lifetime);
    const seats = this.#seats = new Seats(message.seats);
    const seated = this.#seat(message, seats, handler);
    const serving = {
      listeners,
      family,
      backlog,
      announce: () => this.#post({ type: "listening" }),
      service: { name: "", state: "none", module: ref.module, create: () => seated } as Service<unknown>,
      options: ref.options,
      permissions: ref.permissions,
      signal: this.#stop.signal,
      deadline: this.#deadline.signal,
      trace: this.#tracer(message.tracing),
      log: (line: string) => this.#post({ type: "log", line }),
      maxConnections: Infinity,
      mostClients,
      workers: 1,
      queue: 0,
      idleTimeout,
      statistics,
      statsEvery,
      number: () => Atomics.add(counter, 0, 1) + 1,
      handler: () => seated,
    };
    await serveHere(serving, whileSomebodyIsFree(seats), seated);
    // A client that another worker lent us may still be here.
    await seats.takeOwn(message.index);
  }

  /** The handler of a client that was accepted here: it takes the first seat that can be had, ours or another's. */
  #seat({ index, tracing }: AcceptMessage, seats: Seats, handler: Handler): Handler {
    const serveOnOurSeat: Handler = async (connection, context) => {
      try {
        await handler(connection, context);
      } finally {
        seats.release(index);
      }
    };
    this.#borrower = new Borrower((connection, context) => {
      seats.moveIn(index);
      return serveOnOurSeat(connection, context);
    });
    const lender = this.#lender = new Lender({
      pass: (to, port) => this.#post({ type: "lend", to, port }, [port]),
      tracing,
      deadline: this.#deadline.signal,
    });
    return async (connection, context) => {
      const seat = await seats.takeNext(index);
      if (seat === index) await serveOnOurSeat(connection, context);
      else await lender.lend(seat, connection, context);
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

/** Lets a client be accepted only while some worker has time for it; else the backlog is the better place to wait. */
function whileSomebodyIsFree(seats: Seats): Pick<Permits, "acquire"> {
  return {
    async acquire(signal) {
      await seats.whenFree(signal);
      return signal.aborted ? undefined : { [Symbol.dispose]() {/* the seat is what is given back */} };
    },
  };
}
