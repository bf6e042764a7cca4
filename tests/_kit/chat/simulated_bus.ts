import { msg } from "../../../mod/i18n/message.ts";
import type { Bus, BusListener, Continuity } from "../../../mod/services/chat/log/bus.ts";

/** A stream in memory, as a NATS server keeps it. */
export class SimulatedStream {
  readonly messages: { number: number; id: string; text: string; at: number }[] = [];
  readonly buses = new Set<SimulatedBus>();
  readonly #numbers = new Map<string, number>();
  #last = 0;

  /** @param kept messages that are kept at most, 0 for any number */
  constructor(readonly kept: number, readonly now: () => number) {}

  get first(): number {
    return this.messages[0]?.number ?? this.#last + 1;
  }

  /** Stores a message, unless it has stored one under the same `id`. @returns the number that it has */
  store(id: string, text: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const message = { number: ++this.#last, id, text, at: this.now() };
    this.#numbers.set(id, message.number);
    this.messages.push(message);
    if (this.kept > 0 && this.messages.length > this.kept) this.messages.shift();
    for (const bus of this.buses) bus.stored(message);
    return message.number;
  }

  /** From now on it stores again what it has stored before, as a real one does after its `duplicate_window`. */
  forget(): void {
    this.#numbers.clear();
  }

  pass(subject: string, text: string): void {
    for (const bus of this.buses) bus.passed(subject, text);
  }
}

/**
 * One server's way to that stream: two queues, which move only when they are made to, and not while the line is
 * cut. What was on its way up when a connection was given up may arrive all the same, later.
 */
export class SimulatedBus implements Bus {
  isCut = false;
  there = false;
  readonly #stream: SimulatedStream;
  readonly #listener: BusListener;
  #session: object | undefined;
  #up: (() => void)[] = [];
  #down: (() => void)[] = [];
  readonly #late: (() => void)[] = [];
  /** Those who wait for an answer in this session. */
  #asking = new Set<() => void>();
  #seen = 0;
  #isOpen = false;
  #next = Promise.withResolvers<void>();

  constructor(stream: SimulatedStream, listener: BusListener) {
    this.#stream = stream;
    this.#listener = listener;
  }

  async open(): Promise<void> {
    this.#isOpen = true;
    this.connect();
    while (!this.there) await this.#next.promise;
  }

  async store(id: string, text: string): Promise<number | undefined> {
    while (!this.there) {
      if (!this.#isOpen) return undefined;
      await this.#next.promise;
    }
    return await this.#ask(id, text);
  }

  pass(subject: string, text: string): Promise<void> {
    if (!this.there) return Promise.reject(new Error("away"));
    this.#up.push(() => this.#stream.pass(subject, text));
    return Promise.resolve();
  }

  doubt(): void {
    this.disconnect();
  }

  /** Begins a session, if there is none. */
  connect(): void {
    if (this.#session !== undefined || this.isCut || !this.#isOpen) return;
    const session = this.#session = {};
    const continuity = this.#continuity();
    this.#seen = continuity.first - 1;
    this.#listener.follows(continuity, this.#stream.kept);
    this.#stream.buses.add(this);
    for (const message of this.#stream.messages) this.stored(message);
    const { id, text } = this.#listener.greeting();
    this.#ask(id, text).then((number) => {
      if (number === undefined || this.#session !== session) return;
      this.there = true;
      this.#wake();
      this.#listener.back();
    });
  }

  /** The connection breaks. @param isLate whether what was on its way up is still going to arrive */
  disconnect(isLate = true): void {
    if (this.#session === undefined) return;
    this.#session = undefined;
    this.there = false;
    this.#stream.buses.delete(this);
    if (isLate) this.#late.push(...this.#up);
    this.#up = [];
    this.#down = [];
    for (const giveUp of this.#asking) giveUp();
    this.#asking = new Set();
    this.#listener.lost();
    this.#listener.away(msg`it does not answer`);
  }

  /** Lets something arrive. @returns whether there was anything */
  flow(direction: "up" | "down" | "late"): boolean {
    if (this.isCut) return false;
    const queue = direction === "up" ? this.#up : direction === "down" ? this.#down : this.#late;
    const next = queue.shift();
    next?.();
    return next !== undefined;
  }

  stored({ number, text, at }: { number: number; text: string; at: number }): void {
    this.#down.push(() => {
      if (number <= this.#seen) return;
      this.#seen = number;
      this.#listener.arrived(number, text, at);
    });
  }

  passed(subject: string, text: string): void {
    this.#down.push(() => this.#listener.passed(subject, text));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOpen = false;
    this.#stream.buses.delete(this);
    this.#wake();
    await Promise.resolve();
  }

  #ask(id: string, text: string): Promise<number | undefined> {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const giveUp = () => resolve(undefined);
    this.#asking.add(giveUp);
    const session = this.#session;
    this.#up.push(() => {
      const number = this.#stream.store(id, text);
      if (this.#session !== session) return;
      this.#down.push(() => {
        this.#asking.delete(giveUp);
        resolve(number);
      });
    });
    return promise;
  }

  #continuity(): Continuity {
    const { first } = this.#stream;
    if (first > this.#seen + 1) return { type: "hole", first, stream: "made" };
    return { type: this.#seen > 0 ? "on" : "anew", first: this.#seen + 1, stream: "made" };
  }

  #wake(): void {
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  }
}
