import type { StreamInfo } from "@nats-io/jetstream";
import type { ConnectionOptions, Msg, MsgHdrs } from "@nats-io/transport-node";
import { ANSWER_WITHIN, BusConnection } from "../../../bus/bus_connection.ts";
import { Deliveries, type JetStream, jetStreamOf, makeKept } from "../../../bus/jet_stream.ts";
import { isBefore } from "../../../bus/nats_version.ts";
import { isMissing } from "../../../bus/stream_errors.ts";
import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { latin1Bytes, latin1Text } from "../latin1.ts";
import type { KeyEntry } from "../store/keyspace.ts";
import type { Condition } from "./change_log.ts";
import type { ReadingPlace } from "./reading_place.ts";
import type { BucketMessage } from "./replica.ts";

/** The names of a bucket on the bus. */
export interface BucketNames {
  readonly bucket: string;
  /** Of its stream. */
  readonly stream: string;
  /** How the subjects of its keys begin, with a point at the end. */
  readonly keys: string;
  /** How the subjects of the channels begin, with a point at the end. */
  readonly channels: string;
}

/** A change that is to be stored. */
export interface BucketWrite {
  /** What the bus has stored lately under the same one is not stored again. */
  readonly id: string;
  /** Of the key in the bucket. */
  readonly name: string;
  /** `undefined` deletes the key. */
  readonly entry: KeyEntry | undefined;
  readonly after: Condition;
}

/** Who is told what a bucket sends. */
export interface BucketReader {
  /**
   * @param keeper the server of NATS that keeps it, another one when it was started again; `undefined` for a cluster
   * @returns the number of the first message to read from this stream; `undefined` for the last one of each key
   */
  place(stream: StreamInfo, keeper: string | undefined): number | undefined;
  /** Milliseconds for which what is stored has been waited for, and nothing has come. */
  readonly stuck: number;
  /** Milliseconds for which what has come has been held back, because something that belongs to it is to come. */
  readonly behind: number;
  /** The time on the clock of the bus, milliseconds since 1970. */
  clock(now: number): void;
  stored(message: BucketMessage): void;
  /** All that there were have been told. */
  caughtUp(last: number): void;
  /** All that was stored when the last message was sent has been told. */
  complete(): void;
  /** Somebody has published. @param name of the channel, as keys are named */
  published(name: string, message: string): void;
}

/** A bucket on one connection to a bus, from the login to its end. */
export class BucketSession implements AsyncDisposable {
  readonly #bus: BusConnection;
  readonly #names: BucketNames;
  readonly #reader: BucketReader;
  readonly #place: ReadingPlace;
  #jetStream!: JetStream;
  #headers!: () => MsgHdrs;
  #maxAge = 0;
  #largest = Infinity;
  readonly #deliveries: Deliveries;
  /** The last message of the stream when we began to read. */
  #last = 0;
  /** Who reads for us, on the bus. */
  #consumer = "";
  readonly #caughtUp = Promise.withResolvers<void>();
  #isCatchingUp = true;
  /** When the bus was heard, and up to when we know that nothing is missing. */
  #heard = performance.now();
  #known = -Infinity;
  #flushing: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  private constructor(bus: BusConnection, names: BucketNames, reader: BucketReader, place: ReadingPlace) {
    this.#place = place;
    this.#bus = bus;
    this.#deliveries = new Deliveries(bus);
    this.#names = names;
    this.#reader = reader;
  }

  /** Connects, logs in, makes the bucket if there is none, and reads it. @throws why it cannot */
  static async open(
    options: ConnectionOptions,
    names: BucketNames,
    reader: BucketReader,
    place: ReadingPlace,
  ): Promise<BucketSession> {
    const session = new BucketSession(await BusConnection.open(options, "netlab kv"), names, reader, place);
    try {
      await session.#enter();
      await session.#follow();
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

  /** Another one when it was started again, or when it is a cluster, of which any server may answer. */
  get incarnation(): string {
    const { server_id = "", cluster } = this.#bus.nats.info ?? {};
    return cluster === undefined ? server_id : crypto.randomUUID();
  }

  /**
   * Whether the bus compares only the number of the last change of all reliably: a cluster before NATS 2.10 compares
   * that of a key before it has applied what is under way, and takes two changes of which each expects not to meet the
   * other (nats-io/nats-server#4320).
   */
  get comparesAll(): boolean {
    const { version, cluster } = this.#bus.nats.info ?? {};
    return cluster !== undefined && isBefore(version, 10);
  }

  /** Bytes of a value that the bus takes. */
  get largest(): number {
    return Math.min(this.#bus.largest, this.#largest) - HEADERS;
  }

  /** Whether the copy may be read: no longer when nothing has been heard for {@linkcode LEASE} milliseconds. */
  get isFresh(): boolean {
    return !this.#isCatchingUp && performance.now() - this.#known < LEASE;
  }

  /** Ends this connection, if it has not ended. */
  end(reason: unknown): void {
    this.#bus.end(reason);
  }

  /** Stores a change. @returns its number @throws what the client library throws; it may be stored all the same */
  async write({ id, name, entry, after }: BucketWrite): Promise<number> {
    const headers = this.#headers();
    if (entry === undefined) headers.set(OPERATION, "DEL");
    else if (entry.expires !== undefined) headers.set(EXPIRES, String(entry.expires));
    const { seq } = await this.#bus.within(this.#jetStream.client.publish(
      this.#names.keys + name,
      entry === undefined ? new Uint8Array(0) : latin1Bytes(entry.value),
      {
        headers,
        msgID: id,
        timeout: ANSWER_WITHIN,
        expect: {
          streamName: this.#names.stream,
          ...("key" in after ? { lastSubjectSequence: after.key } : { lastSequence: after.all }),
        },
      },
    ));
    return seq;
  }

  /** Tells all servers. @returns when the bus has it @throws when that is not known */
  async publish(name: string, message: string): Promise<void> {
    this.#bus.nats.publish(this.#names.channels + name, latin1Bytes(message));
    await this.#flush();
    if (this.#bus.isOver) throw await this.ended;
  }

  /**
   * Takes a change out of the bucket for good, unless there is a newer one of the same key.
   *
   * Does nothing before NATS 2.11: what a purge takes out of one subject has moved readers of more than that past all
   * that they had not been sent yet, so that their copies lacked it (nats-io/nats-server#3838, #5075).
   */
  async forget(name: string, number: number): Promise<void> {
    if (isBefore(this.#bus.nats.info?.version, 11)) return;
    const { keys, stream } = this.#names;
    await this.#bus.within(
      this.#jetStream.manager.streams.purge(stream, { filter: keys + name, seq: number + 1 }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#bus.end(undefined);
    clearInterval(this.#timer);
    await this.#bus[Symbol.asyncDispose]();
  }

  async #enter(): Promise<void> {
    const { headers } = await import("@nats-io/transport-node");
    this.#headers = () => headers();
    this.#jetStream = await jetStreamOf(this.#bus);
  }

  async #follow(): Promise<void> {
    const { AckPolicy, DeliverPolicy } = await import("@nats-io/jetstream");
    const { nats } = this.#bus;
    const inbox = `_INBOX.${crypto.randomUUID()}`;
    nats.subscribe(inbox, { callback: (error, message) => this.#deliver(error, message) });
    nats.subscribe(`${this.#names.channels}>`, {
      callback: (error, message) => {
        if (error) return this.#bus.end(error);
        this.#reader.published(message.subject.slice(this.#names.channels.length), latin1Text(message.data));
      },
    });
    const info = await this.#state();
    this.#last = info.state.last_seq;
    const { server_id, cluster } = nats.info ?? {};
    const from = this.#reader.place(info, cluster === undefined ? server_id : undefined);
    const { created, name, num_pending: pending } = await this.#bus.within(
      this.#jetStream.manager.consumers.add(this.#names.stream, {
        deliver_subject: inbox,
        deliver_policy: from === undefined ? DeliverPolicy.LastPerSubject : DeliverPolicy.StartSequence,
        ...(from === undefined ? {} : { opt_start_seq: from }),
        filter_subject: `${this.#names.keys}>`,
        ack_policy: AckPolicy.None,
        inactive_threshold: 30e9,
        mem_storage: true,
        num_replicas: 1,
        flow_control: true,
        idle_heartbeat: BEAT * 1e6,
      }),
    );
    this.#consumer = name;
    this.#reader.clock(Date.parse(created));
    // What waits was counted when the reader was made, and none of it may have come yet
    if (pending === 0 && this.#deliveries.count === 0) this.#catchUp();
    this.#heard = performance.now();
    this.#timer = setInterval(() => void this.#beat(), BEAT);
    // A login that may not is found out now; nothing has this name
    await this.forget(NO_NAME, 0);
    await this.publish(NO_NAME, "");
    await this.#count();
    await this.#untilCaughtUp();
  }

  /** A large bucket takes a while; it is enough that more and more of it comes. */
  async #untilCaughtUp(): Promise<void> {
    const reason = await Promise.race([this.#caughtUp.promise, this.ended.then((reason) => ({ reason }))]);
    if (reason !== undefined) throw reason.reason;
    await this.#flush();
    if (this.#bus.isOver) throw await this.ended;
  }

  /** The bucket as it is; a new one when there is none, as the client library makes it. */
  async #state(): Promise<StreamInfo> {
    const { stream, keys } = this.#names;
    const found = await this.#bus.within(this.#jetStream.manager.streams.info(stream)).catch(
      async (error) => {
        if (!isMissing(error)) throw error;
        await this.#make();
        return await this.#bus.within(this.#jetStream.manager.streams.info(stream));
      },
    );
    const { subjects = [], max_age, max_bytes, max_msgs, discard, max_msg_size } = found.config;
    if (!subjects.includes(`${keys}>`)) {
      throw new MessageError(msg`its stream ${stream} does not keep ${`${keys}>`}`);
    }
    if ((max_bytes > 0 || max_msgs > 0) && discard === "old") {
      throw new MessageError(msg`its stream ${stream} drops old keys without a word`);
    }
    this.#maxAge = max_age / 1e6;
    this.#largest = max_msg_size > 0 ? max_msg_size : Infinity;
    return found;
  }

  async #make(): Promise<void> {
    const { Kvm } = await import("@nats-io/kv");
    const manager = new Kvm(this.#jetStream.client);
    const { bucket } = this.#names;
    await makeKept(
      this.#bus,
      (replicas) => manager.create(bucket, replicas === undefined ? {} : { replicas }),
    );
  }

  #deliver(error: Error | null, message: Msg): void {
    if (error) return this.#bus.end(error);
    this.#heard = performance.now();
    if (message.headers?.code === 100) return this.#answerControl(message);
    const place = this.#deliveries.next(message);
    if (place === undefined) return;
    const { number, pending, at } = place;
    this.#reader.stored({
      number,
      pending,
      name: message.subject.slice(this.#names.keys.length),
      entry: this.#entryOf(message, at),
    });
    // Before, there may be a key whose older value was overwritten before it was sent, and whose newer one is to come
    if (this.#isCatchingUp && pending === 0) this.#catchUp();
  }

  /** The bus asks us whether we keep up: when we read this we do. */
  #answerControl(message: Msg): void {
    const stalled = message.headers!.get("Nats-Consumer-Stalled");
    if (stalled !== "") this.#bus.nats.publish(stalled);
    else if (message.reply) message.respond();
  }

  #entryOf({ headers, data }: Msg, at: number): KeyEntry | undefined {
    if (headers?.has(OPERATION) || headers?.has(MARKER)) return undefined;
    const given = Number(headers?.get(EXPIRES) || Infinity);
    const expires = Math.min(given, this.#maxAge > 0 ? at + this.#maxAge : Infinity);
    return { value: latin1Text(data), expires: Number.isFinite(expires) ? expires : undefined };
  }

  #catchUp(): void {
    this.#isCatchingUp = false;
    this.#reader.caughtUp(this.#last);
    this.#caughtUp.resolve();
  }

  /** Now and then: is the bus still there, and our reader? A stream that is deleted says nothing. */
  async #beat(): Promise<void> {
    if (performance.now() - this.#heard > SILENCE) {
      return this.#bus.end(new MessageError(msg`it does not answer`));
    }
    if (this.#reader.stuck > (this.#isCatchingUp ? MOST_SILENT_AT_FIRST : MOST_STUCK)) {
      this.#place.forget();
      return this.#bus.end(new MessageError(msg`it does not send what it has stored`));
    }
    if (this.#flushing !== undefined) return;
    try {
      await this.#flush();
      if (this.#isCatchingUp || this.#reader.behind > 0) await this.#count();
    } catch (error) {
      this.#bus.end(error);
    }
  }

  /**
   * Has the bus count what it has still to send.
   *
   * What it says beside each message is counted on from the last time that somebody asked, and what is overwritten
   * before it is sent stays in it (seen with NATS 2.9.10; 2.15 counts anew when it has sent all). So it may never come
   * down to 0, and after a burst nothing more comes that could.
   */
  async #count(): Promise<void> {
    const { delivered, num_pending } = await this.#bus.within(
      this.#jetStream.manager.consumers.info(this.#names.stream, this.#consumer),
    );
    if (num_pending > 0 || delivered.consumer_seq !== this.#deliveries.count) return;
    if (this.#isCatchingUp) this.#catchUp();
    else this.#reader.complete();
  }

  /** All that we have sent is there, and all that was sent to us before is here; one question for all who ask. */
  #flush(): Promise<void> {
    const before = this.#flushing;
    if (before !== undefined) {
      return this.#next ??= before.catch(() => {/* told to whoever waits for it */}).then(() => {
        this.#next = undefined;
        return this.#ask();
      });
    }
    return this.#ask();
  }

  #ask(): Promise<void> {
    const begun = this.#place.now;
    return this.#flushing = this.#bus.within(this.#bus.nats.flush()).then(() => {
      this.#known = Math.max(this.#known, begun.steady);
      if (!this.#isCatchingUp) this.#place.heard(begun);
    }).finally(() => this.#flushing = undefined);
  }
}

/** What no key and no channel is called. */
const NO_NAME = "==";
/** Milliseconds between two signs of life. */
const BEAT = 700;
/** After so many milliseconds without one the bus is away, */
const SILENCE = 2800;
/** For so many milliseconds at most is nothing sent of what has been stored. */
const MOST_STUCK = 4000;
/** The same while everything is read: a large bucket is gone through before any of it is sent. */
const MOST_SILENT_AT_FIRST = 30_000;
/** and so old may the copy be that is read. */
export const LEASE = 3000;
/** Bytes for the headers that go with a value. */
const HEADERS = 512;

/** What the client libraries write beside a deletion, and the bus itself. */
const OPERATION = "KV-Operation";
const MARKER = "Nats-Marker-Reason";
/** What we write beside a value that has a time to live: milliseconds since 1970, on the clock of the bus. */
const EXPIRES = "Netlab-Expires";
