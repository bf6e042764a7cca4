import { type Message, messageFrom, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { delay } from "@std/async";
import type { Connection } from "../../../net/connection.ts";
import type { HandlerContext } from "../../service.ts";
import { ConnectionForwarder } from "./connection_forwarder.ts";
import type { Channel } from "./channel.ts";
import type { MessageFromHost, ServiceRef } from "./message.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";

/** What {@linkcode Isolate} needs to know about the server. */
export interface IsolateOptions {
  /** The service; left out when the isolate already has it. */
  readonly service?: ServiceRef;
  /** Whether trace events of the handler are wanted. */
  readonly tracing: boolean;
  /**
   * Aborts when the grace period is over: an isolate that is still busy a moment later is killed.
   */
  readonly deadline: AbortSignal;
}

/**
 * The near side of a remote service: an isolate that serves one client at a time for us.
 *
 * It survives anything its client does, and a handler that throws. It does not survive a failure
 * that belongs to no call (an unhandled rejection), the end of its process, or a deadline that its
 * handler ignores; the client being served then fails with the reason, and the code that started
 * the isolate starts another.
 */
export class Isolate {
  readonly #channel: Channel;
  readonly #gone: Promise<Error>;
  readonly #up = Promise.withResolvers<void>();
  #alive = true;
  #failure: Error | undefined;
  #forwarder: ConnectionForwarder | undefined;
  #context: HandlerContext | undefined;
  #crash: Message | undefined;
  #said: (() => void) | undefined;
  #clients = 0;

  /** @param channel the isolate, just started. It belongs to us from now on. */
  constructor(channel: Channel, options: IsolateOptions) {
    this.#channel = channel;
    channel.receive = (message) => this.#receive(message);
    channel.post({ type: "host", service: options.service, tracing: options.tracing });
    const force = this.#forceAfter(options.deadline);
    this.#gone = channel.gone.then((reason) => {
      force[Symbol.dispose]();
      return this.#abandon(reason);
    });
  }

  /** Its name for people: `worker 3`, `child 4711`. */
  get name(): Message {
    return this.#channel.name;
  }

  /** Why it ended, if nobody asked it to. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Resolves when it is ready to serve, or has ended before that. */
  get up(): Promise<void> {
    return this.#up.promise;
  }

  /** False when it has crashed, was killed or was ended. */
  get alive(): boolean {
    return this.#alive;
  }

  /**
   * Serves a client to the end, then closes the connection.
   *
   * @throws what the handler threw, or why the isolate ended.
   */
  async serve(connection: Connection, context: HandlerContext): Promise<void> {
    if (!this.#alive) throw await this.#gone;
    const forwarder = this.#forwarder = new ConnectionForwarder(
      connection,
      ++this.#clients,
      (message) => this.#channel.post(message),
    );
    this.#context = context;
    using _stopping = onAbort(context.signal, () => this.#channel.post({ type: "stop" }));
    try {
      await forwarder.run();
    } finally {
      this.#forwarder = this.#context = undefined;
    }
  }

  /**
   * Ends the isolate: politely at first, so that its service can release what it holds, then by
   * force.
   */
  async end(): Promise<void> {
    if (this.#alive) {
      const said = new Promise<void>((resolve) => this.#said = resolve);
      this.#channel.post({ type: "quit" });
      const patience = new AbortController();
      const enough = delay(LAST_MOMENT, { signal: patience.signal }).catch(
        () => {/* it said goodbye in time */},
      );
      await Promise.race([said, this.#gone, enough]);
      patience.abort();
    }
    this.#alive = false;
    await this.#channel.kill();
  }

  #receive(message: MessageFromHost): void {
    if (message.type === "up") this.#up.resolve();
    else if (message.type === "log") this.#context?.log(messageFrom(message.message));
    else if (message.type === "trace") this.#context?.trace.emit(message.event);
    else if (message.type === "crash") this.#crash = messageFrom(message.error.sentence);
    else if (message.type === "bye") this.#said?.();
    else this.#forwarder?.receive(message);
  }

  #abandon(reason: Message): Error {
    this.#alive = false;
    const why = this.#crash === undefined ? reason : msg`crashed: ${this.#crash}`;
    const error = this.#failure = new MessageError(msg`${this.name} ${why}`);
    this.#forwarder?.abandon(error);
    this.#up.resolve();
    return error;
  }

  #forceAfter(deadline: AbortSignal): Disposable {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const starting = onAbort(deadline, () => {
      timer = setTimeout(() => this.#channel.kill(), LAST_MOMENT);
    });
    return {
      [Symbol.dispose]() {
        starting[Symbol.dispose]();
        clearTimeout(timer);
      },
    };
  }
}

/** Milliseconds that an isolate gets to end by itself. */
const LAST_MOMENT = 500;
