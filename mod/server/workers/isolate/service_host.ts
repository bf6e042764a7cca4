import { messageData } from "../../../i18n/message.ts";
import type { ConnectionHandler } from "../../service.ts";
import type { Tracer } from "../../../trace/tracer.ts";
import { silent } from "../../../trace/tracer.ts";
import { isExhausted } from "../../../net/errors/system_error.ts";
import { loadService } from "./load_service.ts";
import { keepOnly } from "../../../process/permissions.ts";
import type { MessageFromHost, MessageToHost, ServiceRef } from "./message.ts";
import { ProxiedConnection } from "./proxied_connection.ts";
import { toErrorMessage } from "./remote_error.ts";

/**
 * # The far side: a remote service
 *
 * This runs in a worker thread or a child process: it loads a service by the URL of its module, and
 * serves one client after another, handed over by the isolate with the sockets. It gets a function
 * to send messages and is called with the messages that arrive; it does not know whether they
 * travel over a message port or a pair of pipes.
 */
export class ServiceHost {
  readonly #post: (message: MessageFromHost) => void;
  readonly #stop = new AbortController();
  readonly #lifetime = new AbortController();
  #handler: Promise<ConnectionHandler> | undefined;
  #connection: ProxiedConnection | undefined;
  #tracing = false;

  /**
   * @param post sends a message to the isolate with the sockets.
   * @param handler a service that is already loaded; without it, the first message says which one
   *   to load.
   */
  constructor(post: (message: MessageFromHost) => void, handler?: ConnectionHandler) {
    this.#post = post;
    this.#handler = handler && Promise.resolve(handler);
  }

  /** Handles a message from the isolate with the sockets. */
  receive(message: MessageToHost): void {
    if (message.type === "host") {
      this.#tracing = message.tracing;
      if (message.service) this.#load(message.service);
      this.#tellWhenUp();
    } else if (message.type === "open") this.#serve(message);
    else if (message.type === "stop") this.#stop.abort();
    else if (message.type === "quit") this.#quit();
    else this.#connection?.receive(message);
  }

  /** The isolate with the sockets is gone. */
  breakOff(reason: Error): void {
    this.#connection?.break(reason);
    this.#stop.abort();
  }

  /** Reports a failure that belongs to no call. The isolate should end after it. */
  crash(error: unknown): void {
    this.#post({ type: "crash", error: toErrorMessage(error) });
  }

  #load(service: ServiceRef): void {
    this.#handler = loadHandler(service, this.#lifetime.signal);
    this.#handler.catch(() => {/* told to the first client, in #serve */});
  }

  /** A host is only up once it has loaded the service, because that takes descriptors, too. */
  async #tellWhenUp(): Promise<void> {
    const failure = await this.#handler?.then(() => undefined, (error: unknown) => error);
    // Any other failure is reported to the first client, in #serve; this one may be gone at the
    // next try
    if (isExhausted(failure)) this.crash(failure);
    else this.#post({ type: "up" });
  }

  async #serve(opened: Extract<MessageToHost, { type: "open" }>): Promise<void> {
    const connection = this.#connection = new ProxiedConnection(opened, this.#post);
    const { id } = opened;
    try {
      const handler = await this.#handler!;
      await handler(connection, {
        signal: this.#stop.signal,
        trace: this.#tracing ? this.#tracer(id) : silent,
        log: (message) => this.#post({ type: "log", message: messageData(message) }),
      });
      this.#post({ type: "done", id });
    } catch (error) {
      this.#post({ type: "done", id, error: toErrorMessage(error) });
    }
  }

  #tracer(id: number): Tracer {
    return { enabled: true, emit: (event) => this.#post({ type: "trace", id, event }) };
  }

  #quit(): void {
    this.#lifetime.abort();
    this.#post({ type: "bye" });
  }
}

/**
 * Loads a service, the default export of its module, and gives up permissions that it does not
 * need.
 *
 * @throws {TypeError} when the module has no service.
 */
export async function loadHandler(
  { module, options, permissions }: ServiceRef,
  lifetime: AbortSignal,
): Promise<ConnectionHandler> {
  const service = await loadService(module);
  keepOnly(permissions);
  return service.create(options, lifetime);
}
