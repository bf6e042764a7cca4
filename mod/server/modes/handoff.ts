import { type Message, msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { ServiceHost } from "../workers/isolate/service_host.ts";
import { Isolate } from "../workers/isolate/isolate.ts";
import type { Channel } from "../workers/isolate/channel.ts";
import { givenAway, type MessageFromHost, type MessageToHost } from "../workers/isolate/message.ts";
import type { Connection } from "../../net/connection.ts";
import type { ConnectionHandler, HandlerContext } from "../service.ts";

/**
 * # Clients that one worker accepts and another serves
 *
 * The kernel gives a client to a worker without knowing whether that worker has time. A busy worker
 * hands the client over to a free one: the socket stays where it was accepted, the handler runs
 * over there, and the bytes go through a message channel between the two, using the flows with
 * credit of `mod/server/workers/isolate`. Every worker plays both parts.
 */

/** The number that stands for the isolate of the server itself, among those of its workers. */
export const HOME = -1;

/** The role of the worker that accepted. */
export class HandoffSender {
  readonly #options: HandoffSenderOptions;
  readonly #handedOff = new Set<{ to: number; end: (reason: Message) => void }>();

  constructor(options: HandoffSenderOptions) {
    this.#options = options;
  }

  /**
   * Has a client served to the end by another worker, then closes the connection.
   *
   * @param to its number, or {@linkcode HOME}
   * @throws what the handler threw, or why that worker ended.
   */
  async handOff(to: number, connection: Connection, context: HandlerContext): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const gone = Promise.withResolvers<Message>();
    const handoff = { to, end: gone.resolve };
    const name = to === HOME ? msg`the main thread` : msg`worker ${to + 1}`;
    context.trace.emit({ event: "handed", detail: `to ${name}` });
    this.#handedOff.add(handoff);
    this.#options.pass(to, port2);
    const { tracing, deadline } = this.#options;
    const isolate = new Isolate(channel(name, port1, gone), { tracing, deadline });
    try {
      await isolate.serve(connection, context);
    } finally {
      this.#handedOff.delete(handoff);
      handoff.end(msg`ended`);
      port1.close();
    }
  }

  /** A worker has ended: the clients handed to it fail with the reason. */
  workerEnded(worker: number, reason: Message): void {
    for (const { to, end } of this.#handedOff) if (to === worker) end(reason);
  }
}

/** What {@linkcode HandoffSender} needs. */
export interface HandoffSenderOptions {
  /** Gives a worker its end of a channel. */
  pass(to: number, port: MessagePort): void;
  readonly tracing: boolean;
  /** Aborts when the grace period is over. */
  readonly deadline: AbortSignal;
}

/** The role of the worker that serves. */
export class HandoffReceiver {
  readonly #handler: ConnectionHandler;
  readonly #clients = new Set<{ from: number; host: ServiceHost }>();

  /** @param handler serves clients, our own or another worker's; it releases the slot. */
  constructor(handler: ConnectionHandler) {
    this.#handler = handler;
  }

  /** Serves the client at the other end of a channel. */
  serve(from: number, port: MessagePort): void {
    const post = (message: MessageFromHost) => {
      port.postMessage(message, givenAway(message));
      // The last one; what has been posted arrives all the same.
      if (message.type === "done") port.close();
    };
    const host = new ServiceHost(post, async (connection, context) => {
      try {
        await this.#handler(connection, context);
      } finally {
        this.#clients.delete(client);
      }
    });
    const client = { from, host };
    this.#clients.add(client);
    port.onmessage = ({ data }: MessageEvent<MessageToHost>) => host.receive(data);
  }

  /** A worker has ended, and the sockets of the clients that it handed over are gone with it. */
  workerEnded(worker: number, reason: Message): void {
    for (const { from, host } of this.#clients) {
      if (from === worker) host.breakOff(new MessageError(msg`worker ${worker + 1} ${reason}`));
    }
  }
}

/**
 * A worker that we did not start and that does not end with its client: the only thing to end is
 * the channel.
 */
function channel(
  name: Message,
  port: MessagePort,
  { promise, resolve }: PromiseWithResolvers<Message>,
): Channel {
  const made: Channel = {
    name,
    post: (message) => port.postMessage(message, givenAway(message)),
    receive: () => {},
    gone: promise,
    kill: () => Promise.resolve(resolve(msg`did not stop in time`)),
  };
  port.onmessage = ({ data }: MessageEvent<MessageFromHost>) => made.receive(data);
  return made;
}
