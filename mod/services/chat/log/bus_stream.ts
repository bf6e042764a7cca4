import { onAbort } from "../../../net/connection/on_abort.ts";
import { type Message, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import type { StreamInfo } from "@nats-io/jetstream";
import type { ConnectionOptions } from "@nats-io/transport-node";
import type { Bus, BusListener, Continuity } from "./bus.ts";
import type { BusAddress } from "../../../bus/bus_address.ts";
import type { BusLogin } from "../../../bus/bus_login.ts";
import { stayConnected } from "../../../bus/stay_connected.ts";
import { isTooLarge } from "../../../bus/stream_errors.ts";
import { BusSession, type MessageTaker, PASSING, type RoomNames } from "./bus_session.ts";

/** Which bus, and how we log in. */
export interface BusOptions {
  address: BusAddress;
  login: BusLogin;
}

/**
 * One room on a NATS server: a JetStream stream for messages kept in order, and plain messages
 * beside it.
 *
 * A {@linkcode BusSession} lasts as long as its connection; this makes the next one, for ever, and more and
 * more slowly while it fails. Reading continues where the last session stopped.
 */
export class BusStream implements Bus, MessageTaker {
  readonly #options: BusOptions;
  readonly #names: RoomNames;
  readonly #listener: BusListener;
  readonly #stop = new AbortController();
  #session: BusSession | undefined;
  #next = Promise.withResolvers<void>();
  /** The number of the last message taken from the stream. */
  #seen = 0;
  /** When that stream was made: another one counts anew. */
  #made: string | undefined;
  #keeping: Promise<void> | undefined;

  constructor(options: BusOptions, listener: BusListener) {
    this.#options = options;
    const { name: room } = options.address;
    this.#names = {
      stream: `NETLAB_CHAT_${room}`,
      subject: `netlab.chat.${room}`,
      log: `netlab.chat.${room}.log`,
    };
    this.#listener = listener;
  }

  async open(signal: AbortSignal): Promise<void> {
    const stopping = onAbort(signal, () => this.#stop.abort());
    this.#keeping = this.#keep();
    await Promise.race([this.#next.promise, this.#keeping]);
    stopping[Symbol.dispose]();
    signal.throwIfAborted();
  }

  get there(): boolean {
    return this.#session !== undefined;
  }

  async store(id: string, text: string): Promise<number | undefined> {
    while (!this.#session) {
      if (this.#stop.signal.aborted) return undefined;
      await this.#next.promise;
    }
    const session = this.#session;
    refuseTooLarge(text, session.largest);
    try {
      return await session.store(id, text);
    } catch (error) {
      if (isTooLarge(error)) throw tooLarge();
      this.#end(session, error);
      return undefined;
    }
  }

  async pass(subject: string, text: string): Promise<void> {
    const session = this.#session;
    if (!session) throw failed(msg`The bus is away: your private line was not sent`);
    refuseTooLarge(text, session.largest);
    try {
      await session.pass(subject, text);
    } catch (error) {
      this.#end(session, error);
      throw failed(msg`The bus has gone away: your private line may not have arrived`);
    }
  }

  doubt(): void {
    if (this.#session) this.#end(this.#session, new MessageError(msg`it does not answer`));
  }

  place({ created, state, config }: StreamInfo): number {
    const continuity = this.#continuity(created, state);
    this.#made = created;
    this.#seen = continuity.first - 1;
    this.#listener.follows(continuity, config.max_msgs);
    return continuity.first;
  }

  stored(number: number, text: string, at: number): void {
    if (number <= this.#seen) return;
    this.#seen = number;
    this.#listener.arrived(number, text, at);
  }

  passed(subject: string, text: string): void {
    this.#listener.passed(subject, text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#session?.end(undefined);
    await this.#keeping;
  }

  #continuity(created: string, { first_seq, last_seq }: StreamInfo["state"]): Continuity {
    const isSame = created === this.#made && last_seq >= this.#seen;
    const next = isSame ? this.#seen + 1 : 1;
    if (first_seq > next) return { type: "hole", first: first_seq, stream: created };
    return { type: isSame ? "on" : "anew", first: next, stream: created };
  }

  #end(session: BusSession, reason: unknown): void {
    if (this.#session === session) this.#session = undefined;
    session.end(reason);
  }

  /** One session after the other. */
  #keep(): Promise<void> {
    const { address: { servers }, login } = this.#options;
    const { signal } = this.#stop;
    return stayConnected({
      servers,
      login,
      signal,
      live: (options) => this.#live(options, signal),
      away: (reason) => this.#listener.away(reason),
    });
  }

  /** @returns why the session has ended */
  async #live(options: ConnectionOptions, signal: AbortSignal): Promise<unknown> {
    await using session = await BusSession.open(options, this.#names, this);
    using _stopping = onAbort(signal, () => session.end(undefined));
    try {
      await session.follow();
      const { id, text } = this.#listener.greeting();
      await session.store(id, text);
      for (const subject of PASSING) await session.pass(subject, ""); // a login that may not is found out now
      this.#session = session;
      this.#next.resolve();
      this.#next = Promise.withResolvers();
      this.#listener.back();
      return await session.ended;
    } finally {
      this.#session = undefined;
      this.#listener.lost();
    }
  }
}

function refuseTooLarge(text: string, largest: number): void {
  if (new TextEncoder().encode(text).length <= largest) return;
  throw tooLarge();
}

function tooLarge(): Error {
  return failed(msg`The line is longer than the bus takes, so it was not sent`);
}

function failed(sentence: Message): Error {
  return Object.assign(new MessageError(sentence), { code: "bus_failed" });
}
