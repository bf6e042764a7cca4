import type { StreamInfo } from "@nats-io/jetstream";
import type { ConnectionOptions } from "@nats-io/transport-node";
import type { BusAddress } from "../../../bus/bus_address.ts";
import type { BusLogin } from "../../../bus/bus_login.ts";
import { stayConnected } from "../../../bus/stay_connected.ts";
import { hasNoRoom, isOvertaken, isTooLarge, overtakenBy } from "../../../bus/stream_errors.ts";
import { type Message, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";
import type { KeyEntry, Keyspace } from "../store/keyspace.ts";
import { bucketName, keyOfBucketName, LONGEST_NAME } from "./bucket_key.ts";
import { type BucketReader, BucketSession } from "./bucket_session.ts";
import { Leftovers } from "./leftovers.ts";
import type { ChangeLog, Condition, PublishOutcome, WriteOutcome } from "./change_log.ts";
import { ReadingPlace } from "./reading_place.ts";
import { type BucketMessage, Replica } from "./replica.ts";

/** The arguments of {@linkcode Bucket}. */
export interface BucketOptions {
  readonly address: BusAddress;
  readonly login: BusLogin;
  /** The address as it may be shown. */
  readonly shown: string;
  /** Kept as the bucket is. */
  readonly keyspace: Keyspace;
  /** Told what is published on a channel. */
  readonly published: (channel: string, message: string) => void;
  /** Takes a sentence for the operator. */
  readonly tell: (sentence: Message) => void;
}

/**
 * A key/value bucket of NATS JetStream, over one connection after the other.
 *
 * Its layout is that of the client libraries: a stream `KV_name`, a subject `$KV.name.key` for each key, a message for
 * each change, whose number in the stream is the key's revision. The library for buckets makes it; the changes are read
 * and written by the one for streams, because the other one can neither write a header beside a value (until when it is
 * there, and the mark by which the bus knows a change that it has got twice) nor ask that nothing at all has changed.
 */
export class Bucket implements ChangeLog, BucketReader, AsyncDisposable {
  readonly #options: BucketOptions;
  readonly #replica: Replica;
  readonly #leftovers: Leftovers;
  readonly #stop = new AbortController();
  readonly #mark = crypto.randomUUID().slice(0, 13);
  #session: BucketSession | undefined;
  #next = Promise.withResolvers<void>();
  #keeping: Promise<void> | undefined;
  readonly #place = new ReadingPlace();
  #writes = 0;
  #clock = { steady: performance.now(), bus: Date.now() };
  #isAway = false;
  /** Why it is away, as it was told. */
  #told = "";

  constructor(options: BucketOptions) {
    this.#options = options;
    this.#leftovers = new Leftovers((name, number) => this.#session?.forget(name, number));
    this.#replica = new Replica(
      options.keyspace,
      (key, revision) => this.#leftovers.add(bucketName(key), revision, "over"),
    );
  }

  /** Joins the bus, and goes on trying until the copy is there. @throws the signal's reason, when it is aborted before */
  async open(signal: AbortSignal): Promise<void> {
    const stopping = onAbort(signal, () => this.#stop.abort());
    const { servers } = this.#options.address;
    this.#keeping = stayConnected({
      servers,
      login: this.#options.login,
      signal: this.#stop.signal,
      live: (options) => this.#live(options),
      away: (reason) => this.#tellAway(reason),
    });
    await Promise.race([this.#next.promise, this.#keeping]);
    stopping[Symbol.dispose]();
    signal.throwIfAborted();
  }

  /** The time on the clock of the bus, milliseconds since 1970: all servers have the same. */
  get now(): number {
    return Math.round(this.#clock.bus + performance.now() - this.#clock.steady);
  }

  get isFresh(): boolean {
    return this.#session?.isFresh === true && this.#replica.behind < MOST_BEHIND;
  }

  get comparesAll(): boolean {
    return this.#session?.comparesAll ?? false;
  }

  get largest(): number {
    return this.#session?.largest ?? Infinity;
  }

  get position(): number {
    return this.#replica.position;
  }

  get stuck(): number {
    return this.#replica.stuck;
  }

  get behind(): number {
    return this.#replica.behind;
  }

  revisionOf(key: string): number {
    return this.#replica.revisionOf(key);
  }

  reached(number: number): Promise<void> {
    return this.#replica.reached(number);
  }

  gone(key: string): void {
    this.#replica.gone(key);
  }

  distrust(): void {
    const session = this.#session;
    this.#place.forget();
    if (session !== undefined) {
      this.#doubt(session, new MessageError(msg`it has not sent all that it has stored`));
    }
  }

  /** Stores a change; what became of it while the connection was lost is found out on the next one. */
  async write(key: string, entry: KeyEntry | undefined, after: Condition): Promise<WriteOutcome> {
    const write = { id: `${this.#mark}-${++this.#writes}`, name: bucketName(key), entry, after };
    const until = performance.now() + PATIENCE;
    /** The server of NATS that may have stored it, though it has not said so. */
    let offered: string | undefined;
    for (let session = this.#session; session !== undefined; session = await this.#nextSession(until)) {
      try {
        return { type: "stored", number: await session.write(write) };
      } catch (error) {
        if (isOvertaken(error)) {
          // A server that runs still knows the marks of what it has stored, so this was not
          const isCertain = offered === undefined ||
            (offered === session.incarnation && isAfterSomething(after));
          return isCertain ? { type: "overtaken", by: overtakenBy(error) } : { type: "unknown" };
        }
        if (hasNoRoom(error)) return { type: "refused", why: "no room" };
        if (isTooLarge(error)) return { type: "refused", why: "too large" };
        offered = offered === undefined || offered === session.incarnation ? session.incarnation : "several";
        this.#doubt(session, error);
      }
    }
    return { type: offered === undefined ? "away" : "unknown" };
  }

  async publish(channel: string, message: string): Promise<PublishOutcome> {
    const session = this.#session;
    if (session === undefined || !this.isFresh) return "away";
    const name = bucketName(channel);
    if (name.length > LONGEST_NAME || message.length > session.largest) return "too large";
    try {
      await session.publish(name, message);
      return "sent";
    } catch (error) {
      this.#doubt(session, error);
      return "unknown";
    }
  }

  place({ created, state }: StreamInfo, keeper: string | undefined): number | undefined {
    const goesOn = this.#place.goesOn(created, keeper, state.last_seq, this.#replica.position);
    this.#replica.begin(!goesOn);
    return goesOn ? this.#replica.position + 1 : undefined;
  }

  clock(now: number): void {
    if (Number.isFinite(now)) this.#clock = { steady: performance.now(), bus: now };
  }

  stored(message: BucketMessage): void {
    this.#replica.take(message);
    if (message.entry === undefined) this.#leftovers.add(message.name, message.number, "deleted");
  }

  caughtUp(last: number): void {
    this.#replica.caughtUp(last);
  }

  complete(): void {
    this.#replica.complete();
  }

  published(name: string, message: string): void {
    const channel = keyOfBucketName(name);
    if (channel !== undefined) this.#options.published(channel, message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#leftovers[Symbol.dispose]();
    this.#session?.end(undefined);
    await this.#keeping;
  }

  /** @returns why the session has ended */
  async #live(options: ConnectionOptions): Promise<unknown> {
    const { bucket, stream, keys, channels } = this.#names;
    await using session = await BucketSession.open(
      options,
      { bucket, stream, keys, channels },
      this,
      this.#place,
    );
    using _stopping = onAbort(this.#stop.signal, () => session.end(undefined));
    this.#session = session;
    this.#next.resolve();
    this.#next = Promise.withResolvers();
    if (this.#isAway) this.#options.tell(msg`the bus ${this.#options.shown} is there`);
    this.#isAway = false;
    this.#told = "";
    try {
      return await session.ended;
    } finally {
      if (this.#session === session) this.#session = undefined;
      this.#replica.end();
    }
  }

  get #names() {
    const { name } = this.#options.address;
    return {
      bucket: name,
      stream: `KV_${name}`,
      keys: `$KV.${name}.`,
      channels: `netlab.kv.${name}.`,
    };
  }

  #tellAway(reason: Message): void {
    const { shown, tell } = this.#options;
    if (String(reason) === this.#told) return;
    this.#told = String(reason);
    tell(msg`the bus ${shown} is away: ${reason}; trying again until it is there`);
    this.#isAway = true;
  }

  #doubt(session: BucketSession, reason: unknown): void {
    if (this.#session === session) this.#session = undefined;
    session.end(reason);
  }

  /** The next session, unless it takes too long. @param until on the clock of `performance.now()` */
  async #nextSession(until: number): Promise<BucketSession | undefined> {
    while (this.#session === undefined) {
      const left = until - performance.now();
      if (left <= 0 || this.#stop.signal.aborted) return undefined;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, left);
      await Promise.race([this.#next.promise, promise, this.#keeping]);
      clearTimeout(timer);
    }
    return this.#session;
  }
}

/** What comes late is not stored then: the number has been left behind for ever, while nothing may be there again. */
function isAfterSomething(after: Condition): boolean {
  return ("key" in after ? after.key : after.all) > 0;
}

/** Milliseconds for which a command waits for a bus that went away in the middle. */
export const PATIENCE = 5000;
/** Milliseconds for which changes may be held back while the copy is read. */
const MOST_BEHIND = 2000;
