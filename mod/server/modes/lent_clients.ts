import { Host } from "../workers/isolate/host.ts";
import { Isolate } from "../workers/isolate/isolate.ts";
import type { Link } from "../workers/isolate/link.ts";
import type { MessageFromHost, MessageToHost } from "../workers/isolate/message.ts";
import type { Connection } from "../../net/connection.ts";
import type { Handler, HandlerContext } from "../service.ts";

/**
 * # Clients that one worker accepted and another serves
 *
 * The kernel lays a client before a worker without knowing whether that one has time. A worker that has none lends the client to
 * one that has: the socket stays where it was accepted, the handler runs over there, and what is said goes through a
 * message channel between the two, by the flows with credit of `mod/server/workers/isolate`. Every worker plays both parts.
 */

/** The part of the worker that accepted. */
export class Lender {
  readonly #options: LenderOptions;
  readonly #lent = new Set<{ to: number; end: (reason: string) => void }>();

  constructor(options: LenderOptions) {
    this.#options = options;
  }

  /**
   * Has a client served by another worker, to the end; the connection is closed then.
   *
   * @throws what the handler threw, or why that worker ended.
   */
  async lend(to: number, connection: Connection, context: HandlerContext): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const gone = Promise.withResolvers<string>();
    const loan = { to, end: gone.resolve };
    const name = `worker ${to + 1}`;
    context.trace.emit({ event: "handed", detail: `to ${name}` });
    this.#lent.add(loan);
    this.#options.pass(to, port2);
    const { tracing, deadline } = this.#options;
    const isolate = new Isolate(link(name, port1, gone), { tracing, deadline });
    try {
      await isolate.serve(connection, context);
    } finally {
      this.#lent.delete(loan);
      loan.end("ended");
      port1.close();
    }
  }

  /** A worker is no more: whoever was lent to it is told why. */
  gone(worker: number, reason: string): void {
    for (const { to, end } of this.#lent) if (to === worker) end(reason);
  }
}

/** What {@linkcode Lender} needs. */
export interface LenderOptions {
  /** Gives a worker its end of a channel. */
  pass(to: number, port: MessagePort): void;
  readonly tracing: boolean;
  /** Aborts when sessions have had their time. */
  readonly deadline: AbortSignal;
}

/** The part of the worker that serves. */
export class Borrower {
  readonly #handler: Handler;
  readonly #guests = new Set<{ from: number; host: Host }>();

  /** @param handler what is said to clients, ours or lent; it gives the seat back. */
  constructor(handler: Handler) {
    this.#handler = handler;
  }

  /** Serves the client at the other end of a channel. */
  serve(from: number, port: MessagePort): void {
    const host = new Host((message) => port.postMessage(message), async (connection, context) => {
      try {
        await this.#handler(connection, context);
      } finally {
        this.#guests.delete(guest);
      }
    });
    const guest = { from, host };
    this.#guests.add(guest);
    port.onmessage = ({ data }: MessageEvent<MessageToHost>) => host.receive(data);
  }

  /** A worker is no more, and with it the sockets of the clients that it lent. */
  gone(worker: number, reason: string): void {
    for (const { from, host } of this.#guests) {
      if (from === worker) host.breakOff(new Error(`worker ${worker + 1} ${reason}`));
    }
  }
}

/** A worker that was not started by us and does not end with its client: all there is to end is the channel. */
function link(name: string, port: MessagePort, { promise, resolve }: PromiseWithResolvers<string>): Link {
  const made: Link = {
    name,
    post: (message) => port.postMessage(message),
    receive: () => {},
    gone: promise,
    kill: () => Promise.resolve(resolve("did not stop in time")),
  };
  port.onmessage = ({ data }: MessageEvent<MessageFromHost>) => made.receive(data);
  return made;
}
