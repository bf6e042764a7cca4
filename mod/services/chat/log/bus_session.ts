import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { delay } from "@std/async";
import type { JetStreamClient, JetStreamManager, StreamConfig, StreamInfo } from "@nats-io/jetstream";
import type { ConnectionOptions, Msg } from "@nats-io/transport-node";
import { ANSWER_WITHIN, BusConnection } from "../../../bus/bus_connection.ts";
import { messagePlace } from "../../../bus/message_place.ts";
import { hasTooFewServers, isMissing } from "../../../bus/stream_errors.ts";

/**
 * A room on one connection to a bus, from the login to its end.
 */
export class BusSession implements AsyncDisposable {
  readonly #bus: BusConnection;
  readonly #names: RoomNames;
  readonly #taker: MessageTaker;
  #manager!: JetStreamManager;
  #stream!: JetStreamClient;
  #consumer = "";
  /** Bytes of a message that the stream takes. */
  #largest = Infinity;
  #delivered = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(bus: BusConnection, names: RoomNames, taker: MessageTaker) {
    this.#bus = bus;
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
    const { name } = await this.#bus.within(this.#manager.consumers.add(this.#names.stream, {
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
    const { seq } = await this.#stream.publish(this.#names.log, text, { msgID: id, timeout: ANSWER_WITHIN });
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
    const { jetstream, jetstreamManager } = await import("@nats-io/jetstream");
    // Without asking for the account first: a login that may use this stream may not be allowed to
    const asked = { checkAPI: false, timeout: ANSWER_WITHIN };
    this.#manager = await this.#bus.within(jetstreamManager(this.#bus.nats, asked));
    this.#stream = jetstream(this.#bus.nats, { timeout: ANSWER_WITHIN });
    await this.#state();
  }

  /** The stream as it is; a new one when there is none. */
  async #state(): Promise<StreamInfo> {
    const { stream, log } = this.#names;
    const { streams } = this.#manager;
    const found = await this.#bus.within(streams.info(stream)).catch((error) => {
      if (!isMissing(error)) throw error;
      return this.#make({ name: stream, subjects: [log], ...KEPT });
    });
    const { subjects = [], max_msg_size } = found.config;
    if (!subjects.some((each) => subjectMatches(each, log))) {
      throw new MessageError(msg`its stream ${stream} does not keep ${log}`);
    }
    this.#largest = max_msg_size > 0 ? max_msg_size : Infinity;
    return found;
  }

  /** Makes the stream: in a cluster on three of its servers, so that one of them can go. */
  async #make(wanted: Partial<StreamConfig> & { name: string }): Promise<StreamInfo> {
    const { streams } = this.#manager;
    if (this.#bus.nats.info?.cluster !== undefined) {
      try {
        return await this.#bus.within(streams.add({ ...wanted, num_replicas: COPIES }));
      } catch (error) {
        if (!hasTooFewServers(error)) throw error;
      }
    }
    return await this.#bus.within(streams.add(wanted));
  }

  #deliver(error: Error | null, message: Msg): void {
    if (error) return this.#bus.end(error);
    const place = messagePlace(message.reply ?? "");
    if (!place) return; // a word of the bus to us, or somebody's guess at our inbox
    this.#delivered += 1;
    if (place.delivery !== this.#delivered) {
      return this.#bus.end(new MessageError(msg`a message was lost`));
    }
    this.#taker.stored(place.number, message.string(), place.at);
  }

  /** Asks now and then whether our reader is still there: a stream that is deleted says nothing. */
  async #look(): Promise<void> {
    try {
      await this.#bus.within(this.#manager.consumers.info(this.#names.stream, this.#consumer));
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
/** Servers of a cluster that keep the stream, when we make it. */
const COPIES = 3;

/** Whether a subject with wildcards stands for this one, too (NATS: `*` is a word, `>` at the end any words). */
function subjectMatches(pattern: string, subject: string): boolean {
  const words = subject.split(".");
  const parts = pattern.split(".");
  const matches = parts.every((part, index) =>
    part === ">" || (index < words.length && (part === "*" || part === words[index]))
  );
  return matches && (parts.at(-1) === ">" || parts.length === words.length);
}
