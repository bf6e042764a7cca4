import type { ConnectionOptions, NatsConnection } from "@nats-io/transport-node";
import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { resolveHost } from "../net/address/resolve_host.ts";
import { BusTransport } from "./bus_transport.ts";

/**
 * One connection to a bus, from the login to its end: to go on takes a new one.
 *
 * The client library can come back by itself, but it gives up for good after two refused logins, and its consumers have
 * been seen to stall for half a minute. So nothing here outlives its connection, and any doubt ends it: a question that
 * is not answered, a message that is missing, a stream that is gone, a subject that the login may not use.
 */
export class BusConnection implements AsyncDisposable {
  /** What the client library has for it. */
  readonly nats: NatsConnection;
  readonly #ended = Promise.withResolvers<unknown>();
  /** Those who wait for an answer, to be told when there will be none. */
  readonly #asking = new Set<(reason: unknown) => void>();
  #isOver = false;

  private constructor(nats: NatsConnection) {
    this.nats = nats;
    nats.closed().then((cause) => this.end(cause ?? new MessageError(msg`the connection has ended`)));
    this.ended.then((reason) => {
      this.#isOver = true;
      this.#asking.forEach((reject) => reject(reason));
    });
    void this.#watch();
  }

  /**
   * Connects and logs in.
   *
   * @param name what the bus calls us
   * @throws what the client library throws
   */
  static async open(options: ConnectionOptions, name: string): Promise<BusConnection> {
    const { NatsConnectionImpl, setTransportFactory } = await import("@nats-io/transport-node");
    setTransportFactory({ factory: () => new BusTransport(), dnsResolveFn: (host) => resolveHost(host) });
    return new BusConnection(await NatsConnectionImpl.connect({ ...options, ...ONE_LIFE, name }));
  }

  /** Resolves with the reason when this connection is no longer of any use. */
  get ended(): Promise<unknown> {
    return this.#ended.promise;
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Bytes that the bus takes in one message. */
  get largest(): number {
    return this.nats.info?.max_payload ?? Infinity;
  }

  /** Ends this connection, if it has not ended. */
  end(reason: unknown): void {
    this.#ended.resolve(reason);
  }

  /** The answer, unless this connection ends before; none outlasts the bus's patience. */
  async within<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new MessageError(msg`it does not answer`)), 2 * ANSWER_WITHIN);
    this.#asking.add(reject);
    if (this.#isOver) reject(new MessageError(msg`the connection has ended`));
    try {
      return await Promise.race([answer, promise]);
    } finally {
      clearTimeout(timer);
      this.#asking.delete(reject);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end(undefined);
    await this.nats.close();
  }

  /** Whoever talks on it cannot do without a subject that may not be used; any other error closes it by itself. */
  async #watch(): Promise<void> {
    for await (const status of this.nats.status()) {
      if (status.type === "error") this.end(status.error);
    }
  }
}

/** Milliseconds for an answer of JetStream. */
export const ANSWER_WITHIN = 3000;

/** The login goes to the servers that were named, and not to those that a server names. */
const ONE_LIFE = {
  reconnect: false,
  ignoreClusterUpdates: true,
  noRandomize: true,
  noAsyncTraces: true,
  timeout: 5000,
};
