import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { delay } from "@std/async";
import type { StreamConfig, StreamInfo } from "@nats-io/jetstream";
import type { ConnectionOptions, Msg } from "@nats-io/transport-node";
import { ANSWER_WITHIN, BusConnection } from "../../../bus/bus_connection.ts";
import { Deliveries, type JetStream, jetStreamOf, makeKept } from "../../../bus/jet_stream.ts";
import { isMissing } from "../../../bus/stream_errors.ts";

/**
 * A room on one connection to a bus, from the login to its end.
 */
export class BusSession implements AsyncDisposable {
  readonly #bus: BusConnection;
  readonly #names: RoomNames;
  readonly #taker: MessageTaker;
  #jetStream!: JetStream;
  #consumer = "";
  /** Bytes of a message that the stream takes. */
  #largest = Infinity;
  readonly #deliveries: Deliveries;
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(bus: BusConnection, names: RoomNames, taker: MessageTaker) {
    this.#bus = bus;
    this.#deliveries = new Deliveries(bus);
    this.#names = names;
    this.#taker = taker;
  }

  /**
   * Connects, logs in, and makes the stream if there is none.
   *
   * @throws what the client library throws
   */
  static async open(
    options: ConnectionOptions,
    names: RoomNames,
    taker: MessageTaker,
  ): Promise<BusSession> {
    const bus = await BusConnection.open(options, "netlab chat");
    const session = new BusSession(bus, names, taker);
    try {
      await session.#enter();
      return session;
    } catch (error) {
      await session[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Resolves with the reason when this connection is no longer of any use. */
  get ended(): Promise<unknown> {
    return this.#bus.ended;
  }

  /** Bytes that the bus takes in one message. */
  get largest(): number {
    return Math.min(this.#bus.largest, this.#largest) - HEADERS;
  }

  /** Reads the stream from where the taker was, and also the messages that nobody stores. */
  async follow(): Promise<void> {
    const { AckPolicy, DeliverPolicy } = await import("@nats-io/jetstream");
    const inbox = `_INBOX.${crypto.randomUUID()}`;
    this.#bus.nats.subscribe(inbox, { callback: (error, message) => this.#deliver(error, message) });
    for (const subject of PASSING) {
      const callback = (error: Error | null, message: Msg) =>
        error ? this.#bus.end(error) : this.#taker.passed(subject, message.string());
      this.#bus.nats.subscribe(`${this.#names.subject}.${subject}`, { callback });
    }
    const from = this.#taker.place(await this.#state());
    const { name } = await this.#bus.within(this.#jetStream.manager.consumers.add(this.#names.stream, {
      deliver_subject: inbox,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: from,
      ack_policy: AckPolicy.None,
      inactive_threshold: 30e9,
      mem_storage: true,
      num_replicas: 1,
    }));
    this.#consumer = name;
    this.#timer = setTimeout(() => this.#look(), LOOK_EVERY);
  }

  /**
   * Stores a message.
   *
   * @returns its number in the stream; an old one, when the bus has stored it under the same `id` lately
   * @throws when the bus did not confirm it: it may be stored all the same
   */
  async store(id: string, text: string): Promise<number> {
    const { seq } = await this.#jetStream.client.publish(this.#names.log, text, {
      msgID: id,
      timeout: ANSWER_WITHIN,
    });
    return seq;
  }

  /** Sends a message that nobody stores. @throws when it may not have reached the bus */
  async pass(subject: string, text: string): Promise<void> {
    this.#bus.nats.publish(`${this.#names.subject}.${subject}`, text);
    await this.#bus.within(this.#bus.nats.flush());
    await delay(0); // a refusal comes before the answer, and is read after it
    if (this.#bus.isOver) throw await this.ended;
  }

  /** Ends this connection, if it has not ended. */
  end(reason: unknown): void {
    this.#bus.end(reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#bus.end(undefined);
    clearTimeout(this.#timer);
    await this.#bus[Symbol.asyncDispose]();
  }

  async #enter(): Promise<void> {
    this.#jetStream = await jetStreamOf(this.#bus);
    await this.#state();
  }

  /** The stream as it is; a new one when there is none. */
  async #state(): Promise<StreamInfo> {
    const { stream, log } = this.#names;
    const { streams } = this.#jetStream.manager;
    const found = await this.#bus.within(streams.info(stream)).catch((error) => {
      if (!isMissing(error)) throw error;
      const wanted: Partial<StreamConfig> & { name: string } = { name: stream, subjects: [log], ...KEPT };
      return makeKept(
        this.#bus,
        (copies) => streams.add(copies === undefined ? wanted : { ...wanted, num_replicas: copies }),
      );
    });
    const { subjects = [], max_msg_size } = found.config;
    if (!subjects.some((each) => subjectMatches(each, log))) {
      throw new MessageError(msg`its stream ${stream} does not keep ${log}`);
    }
    this.#largest = max_msg_size > 0 ? max_msg_size : Infinity;
    return found;
  }

  #deliver(error: Error | null, message: Msg): void {
    if (error) return this.#bus.end(error);
    const place = this.#deliveries.next(message);
    if (place !== undefined) this.#taker.stored(place.number, message.string(), place.at);
  }

  /** Asks now and then whether our reader is still there: a stream that is deleted says nothing. */
  async #look(): Promise<void> {
    try {
      await this.#bus.within(this.#jetStream.manager.consumers.info(this.#names.stream, this.#consumer));
      this.#timer = setTimeout(() => this.#look(), LOOK_EVERY);
    } catch (error) {
      this.#bus.end(error);
    }
  }
}

/** The names of the room on the bus. */
export interface RoomNames {
  /** Of the stream. */
  stream: string;
  /** How all subjects of the room begin. */
  subject: string;
  /** The subject that the stream stores. */
  log: string;
}

/** The receiver of incoming messages. */
export interface MessageTaker {
  /**
   * @returns the number of the first message to read from this stream, which may be another one than the last
   * time
   */
  place(stream: StreamInfo): number;
  /** @param at when it was stored, in milliseconds since 1970 on the clock of the bus */
  stored(number: number, text: string, at: number): void;
  passed(subject: string, text: string): void;
}

/** Subjects of messages that nobody stores. */
export const PASSING = ["tell", "alive"];
/** Milliseconds. */
const LOOK_EVERY = 3000;
/** Bytes for the headers that go with a message. */
const HEADERS = 128;
/** The stream keeps this many messages on disk; copies within ten minutes are dropped by the bus itself. */
const KEPT = { max_msgs: 10_000, duplicate_window: 600 * 1e9 };

/** Whether a subject with wildcards stands for this one, too (NATS: `*` is a word, `>` at the end any words). */
function subjectMatches(pattern: string, subject: string): boolean {
  const words = subject.split(".");
  const parts = pattern.split(".");
  const matches = parts.every((part, index) =>
    part === ">" || (index < words.length && (part === "*" || part === words[index]))
  );
  return matches && (parts.at(-1) === ">" || parts.length === words.length);
}
