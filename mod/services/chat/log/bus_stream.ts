import { type Message, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { delay } from "@std/async";
import type { StreamInfo } from "@nats-io/jetstream";
import type { BusAddress } from "./bus_address.ts";
import { busProblem } from "./bus_problem.ts";
import { type BusLogin, connectionOptions } from "./bus_login.ts";
import { BusSession, type MessageTaker, PASSING, type RoomNames } from "./bus_session.ts";

/** Those who are told what comes over the bus. */
export interface BusListener {
  /** The numbers of stored messages are those of the stream that was made then, and begin with that one. */
  numbered(made: string, first: number): void;
  /** A stored message from before we came; all of them come before the first {@linkcode arrived}. */
  past(text: string, number: number): void;
  /** A stored message; every listener gets the same ones in the same order, each once. */
  arrived(text: string, number: number): void;
  /** A message that nobody stored. */
  passed(subject: string, text: string): void;
  /** Messages that were stored and have not come back will not: they have to be stored again. */
  lost(): void;
  /** The bus is away, or still away for another reason, in words. Messages to be stored wait. */
  away(reason: Message): void;
  /** The bus is there, for the first time or again, and has stored the greeting. */
  back(): void;
  /** The first message stored in each session: a bus that does not take it is not there. */
  greeting(): { id: string; text: string };
}

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
export class BusStream implements AsyncDisposable, MessageTaker {
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
  /** Messages of the past that are still to come, when that is known; `undefined` when it has come. */
  #past: { left: number; whole: () => void } | undefined = { left: Infinity, whole() {} };
  #keeping: Promise<void> | undefined;

  constructor(options: BusOptions, listener: BusListener) {
    this.#options = options;
    const { room } = options.address;
    this.#names = {
      stream: `NETLAB_CHAT_${room}`,
      subject: `netlab.chat.${room}`,
      log: `netlab.chat.${room}.log`,
    };
    this.#listener = listener;
  }

  /**
   * Joins the bus, and goes on trying until that works.
   *
   * @throws the signal's reason, when it is aborted before
   */
  async open(signal: AbortSignal): Promise<void> {
    const stop = () => this.#stop.abort();
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    this.#keeping = this.#keep();
    await Promise.race([this.#next.promise, this.#keeping]);
    signal.removeEventListener("abort", stop);
    signal.throwIfAborted();
  }

  /** Whether what is stored now gets its place at once. */
  get there(): boolean {
    return this.#session !== undefined;
  }

  /**
   * Stores a message as soon as the bus is there; false when it was not confirmed, though it may be stored
   * all the same.
   *
   * @throws an error with a sentence when the bus will never take it
   */
  async store(id: string, text: string): Promise<boolean> {
    while (!this.#session) await this.#next.promise;
    const session = this.#session;
    refuseTooLarge(text, session.largest);
    try {
      await session.store(id, text);
      return true;
    } catch (error) {
      this.#end(session, error);
      return false;
    }
  }

  /** Sends a message that nobody stores. @throws an error with a sentence when it may not have arrived */
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

  place({ created, state }: StreamInfo): number {
    if (created !== this.#made || state.last_seq < this.#seen) this.#seen = 0;
    this.#made = created;
    this.#listener.numbered(created, state.first_seq);
    return this.#seen + 1;
  }

  stored(number: number, text: string, pending: number): void {
    if (number <= this.#seen) return;
    this.#seen = number;
    const past = this.#past;
    if (!past) return this.#listener.arrived(text, number);
    this.#listener.past(text, number);
    if (--past.left <= 0 || pending === 0) past.whole();
  }

  passed(subject: string, text: string): void {
    this.#listener.passed(subject, text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#session?.end(undefined);
    await this.#keeping;
  }

  #end(session: BusSession, reason: unknown): void {
    if (this.#session === session) this.#session = undefined;
    session.end(reason);
  }

  /** One session after the other. */
  async #keep(): Promise<void> {
    const { signal } = this.#stop;
    for (let wait = WAIT_FIRST; !signal.aborted; wait = Math.min(2 * wait, WAIT_MOST)) {
      const begun = performance.now();
      const reason = await this.#tryAll(signal);
      if (signal.aborted) return;
      if (performance.now() - begun > STEADY) wait = WAIT_FIRST;
      this.#listener.away(busProblem(reason));
      await delay(wait * (0.75 + Math.random() / 2), { signal }).catch(() => {/* closing */});
    }
  }

  /** Asks each server in turn until one lets us in; resolves when that session has ended, or none has. */
  async #tryAll(signal: AbortSignal): Promise<unknown[]> {
    const reasons: unknown[] = [];
    for (const server of this.#options.address.servers) {
      if (signal.aborted) return reasons;
      try {
        const options = connectionOptions(server, this.#options.login);
        await using session = await BusSession.open(options, this.#names, this);
        return [await this.#live(session, signal)];
      } catch (error) {
        reasons.push(error);
      }
    }
    return reasons;
  }

  /** @returns why the session has ended */
  async #live(session: BusSession, signal: AbortSignal): Promise<unknown> {
    const stop = () => session.end(undefined);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    try {
      await this.#readOn(session);
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
      signal.removeEventListener("abort", stop);
    }
  }

  async #readOn(session: BusSession): Promise<void> {
    const { promise, resolve: whole } = Promise.withResolvers<void>();
    if (this.#past) this.#past = { left: Infinity, whole };
    const left = await session.follow();
    if (this.#past && left > 0) {
      this.#past.left = left;
      await Promise.race([promise, session.ended.then((reason) => Promise.reject(reason))]);
    }
    this.#past = undefined;
  }
}

function refuseTooLarge(text: string, largest: number): void {
  if (new TextEncoder().encode(text).length <= largest) return;
  throw failed(msg`The line is longer than the bus takes, so it was not sent`);
}

function failed(sentence: Message): Error {
  return Object.assign(new MessageError(sentence), { code: "bus_failed" });
}

/** Milliseconds between two tries, which grow from the first to the second. */
const WAIT_FIRST = 250;
export const WAIT_MOST = 4000;
/** Milliseconds after which a session is taken for one that works. */
const STEADY = 10_000;
