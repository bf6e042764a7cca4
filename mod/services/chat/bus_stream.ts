import type { ConsumerMessages, JetStreamClient, JsMsg } from "@nats-io/jetstream";
import type { NatsConnection, Status } from "@nats-io/transport-node";
import type { BusAddress } from "./bus_address.ts";

/** Who is told what comes over the bus. */
export interface BusListener {
  /** A stored message from before we came; all of them come before the first {@linkcode arrived}. */
  past(text: string): void;
  /** A stored message; every listener gets the same ones in the same order, each once. */
  arrived(text: string): void;
  /** A message that nobody stored. */
  passed(subject: string, text: string): void;
  /** The bus has gone away; what is stored waits. */
  away(): void;
  /** The bus is back. */
  back(): void;
}

/**
 * One room on a NATS server: a JetStream stream for what is kept in order, and plain messages beside it.
 *
 * After a break the stream is read anew from where we were, by a new consumer: the client library's own comes back too, but
 * was seen to stand still for half a minute first.
 */
export class BusStream implements AsyncDisposable {
  readonly #subject: string;
  readonly #name: string;
  readonly #bus: NatsConnection;
  readonly #listener: BusListener;
  #stream!: JetStreamClient;
  #messages: ConsumerMessages | undefined;
  /** The number of the last message taken from the stream. */
  #seen = 0;

  private constructor(bus: NatsConnection, room: string, listener: BusListener) {
    this.#bus = bus;
    this.#subject = `netlab.chat.${room}`;
    this.#name = `NETLAB_CHAT_${room}`;
    this.#listener = listener;
  }

  /**
   * Connects, makes the stream if there is none, and reads its past.
   *
   * @throws what the client library throws
   */
  static async open({ server, user, pass, room }: BusAddress, listener: BusListener): Promise<BusStream> {
    const { connect } = await import("@nats-io/transport-node");
    const credentials = user === undefined ? {} : { user, pass: pass ?? "" };
    const bus = await connect({ servers: server, name: "netlab chat", ...PATIENCE, ...credentials });
    const stream = new BusStream(bus, room, listener);
    try {
      await stream.#enter();
    } catch (error) {
      await bus.close();
      throw error;
    }
    void stream.#watch(bus.status());
    return stream;
  }

  /** Stores a message; false when the bus did not confirm it: it may be stored all the same. */
  async store(id: string, text: string): Promise<boolean> {
    try {
      await this.#stream.publish(`${this.#subject}.log`, text, { msgID: id, timeout: ANSWER_WITHIN });
      return true;
    } catch {
      return false; // expected while the bus is away: no answer, or no connection
    }
  }

  /** Sends a message that nobody stores. */
  pass(subject: string, text: string): void {
    if (!this.#bus.isClosed()) this.#bus.publish(`${this.#subject}.${subject}`, text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#messages?.stop();
    await this.#bus.close();
  }

  async #enter(): Promise<void> {
    const { jetstream, jetstreamManager } = await import("@nats-io/jetstream");
    const manager = await jetstreamManager(this.#bus);
    const { state } = await manager.streams.add({
      name: this.#name,
      subjects: [`${this.#subject}.log`],
      ...KEPT,
    });
    this.#stream = jetstream(this.#bus);
    const whole = Promise.withResolvers<void>();
    await this.#follow((message) => {
      if (message.seq > state.last_seq) return this.#listener.arrived(message.string());
      this.#listener.past(message.string());
      if (message.seq === state.last_seq) whole.resolve();
    });
    if (state.messages > 0) await whole.promise;
    for (const subject of PASSING) {
      const callback = (_: unknown, message: { string(): string }) =>
        this.#listener.passed(subject, message.string());
      this.#bus.subscribe(`${this.#subject}.${subject}`, { callback });
    }
  }

  async #follow(take: (message: JsMsg) => void): Promise<void> {
    const { DeliverPolicy } = await import("@nats-io/jetstream");
    this.#messages?.stop();
    const from = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.#seen + 1 };
    const consumer = await this.#stream.consumers.get(this.#name, from);
    const callback = (message: JsMsg) => {
      if (message.seq <= this.#seen) return;
      this.#seen = message.seq;
      take(message);
    };
    this.#messages = await consumer.consume({ callback });
  }

  async #watch(status: AsyncIterable<Status>): Promise<void> {
    for await (const { type } of status) {
      if (type === "disconnect") this.#listener.away();
      if (type === "reconnect") await this.#resume();
    }
  }

  async #resume(): Promise<void> {
    while (!this.#bus.isClosed()) {
      try {
        await this.#follow((message) => this.#listener.arrived(message.string()));
        return this.#listener.back();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN)); // the bus is there, its storage is not yet
      }
    }
  }
}

/** Subjects of messages that nobody stores. */
const PASSING = ["tell", "alive"];
/** A chat never gives up on its bus. */
const PATIENCE = { maxReconnectAttempts: -1, reconnectTimeWait: 500, timeout: 5000 };
/** The stream keeps so many messages on disk; copies within ten minutes are dropped by the bus itself. */
const KEPT = { max_msgs: 10_000, duplicate_window: 600 * 1e9 };
/** Milliseconds. */
const ANSWER_WITHIN = 3000;
const LOOK_AGAIN = 250;
