import type { Connection } from "../../net/connection.ts";
import { isDisconnect } from "../../net/errors/disconnect.ts";
import type { ExpectedAnswer } from "./answer.ts";
import { awakeNow } from "./awake_clock.ts";
import { RuleViolation, type Symptom } from "../causes/rule_violation.ts";
import { ByteQueue } from "./byte_queue.ts";
import type { Expectation } from "../causes/expectation.ts";
import { hearAnswer } from "./hear_answer.ts";
import type { Random } from "./seeded_random.ts";
import { sleep } from "./sleep.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import type { Transcript } from "./transcript.ts";
import { pieces, type Segmentation } from "./segmentation.ts";

/** The options of an {@linkcode ObservedConnection}. */
export interface ObservedConnectionOptions {
  /** Which connection of the rule this is, for the transcript. */
  readonly number: number;
  /** Whether an answer ends with its line, or has no mark at all. */
  readonly framing: "line" | "chunk";
  /** How long to wait for anything, in milliseconds. */
  readonly timeout: number;
  readonly random: Random;
  readonly transcript: Transcript;
  /** Whether we have connected, or the program has. @default "connect" */
  readonly beginning?: "connect" | "accept";
  readonly signal: AbortSignal;
}

/**
 * # A connection under observation
 *
 * Our end of a connection to (or from) a program under test. It reads all the time, whether somebody waits or
 * not, and writes everything down, so that a rule can be told as a conversation: `send`, `hear`, `end`. If
 * something expected does not come, that is a {@linkcode RuleViolation}, with everything that did come.
 *
 * Reading all the time means that this end is never the slow one; it stops at a limit, because a broken
 * server may talk for ever.
 */
export class ObservedConnection implements Disposable {
  readonly #connection: Connection;
  readonly #options: ObservedConnectionOptions;
  readonly #inbox = new ByteQueue();
  #finish: Symptom | undefined;
  #waiting: (() => void)[] = [];
  /** When something came last, or the connection began; milliseconds. */
  #heardAt = awakeNow();
  #left = false;
  #deaf = false;
  #pause: Promise<void> | undefined;

  /** Takes the connection over and begins to read. */
  constructor(connection: Connection, options: ObservedConnectionOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#note(options.beginning ?? "connect");
    this.#pump();
  }

  /** The bytes that have come and were not heard yet; a copy. */
  get unheard(): Uint8Array<ArrayBuffer> {
    return this.#inbox.copy();
  }

  /** How many bytes have come in all. */
  heard = 0;
  /** The last byte that has come. */
  lastByte: number | undefined;

  /** How the peer ended, if it did. */
  get finish(): Symptom | undefined {
    return this.#finish;
  }

  /** Sends, as the transport does. */
  async send(data: string | Uint8Array, via: Segmentation = "whole"): Promise<void> {
    const bytes = typeof data === "string" ? encoder.encode(data) : data;
    for (const { bytes: piece, pause } of pieces(bytes, via, this.#options.random)) {
      if (pause > 0) await sleep(pause, this.#options.signal);
      await this.#write(piece);
    }
  }

  /** The next answer, as {@linkcode hearAnswer} tells it from what follows. */
  hear(answer: ExpectedAnswer, timeout = this.#options.timeout): Promise<string> {
    const { framing, signal } = this.#options;
    return hearAnswer(this, answer, { framing, timeout, signal });
  }

  /** The next line, with any framing, without its line feed. */
  async line(expected: Expectation, timeout = this.#options.timeout): Promise<string> {
    const has = () => this.#inbox.indexOf(LINE_FEED) !== -1;
    await this.#until(has, expected, timeout);
    const length = this.#inbox.indexOf(LINE_FEED);
    const line = decoder.decode(this.take(length));
    this.take(1);
    return line;
  }

  /** The next `count` bytes. */
  async bytes(count: number, expected: Expectation, timeout = this.#options.timeout): Promise<Uint8Array> {
    await this.#until(() => this.#inbox.length >= count, expected, timeout);
    return this.take(count);
  }

  /** Waits until the peer has ended the connection; {@linkcode finish} tells how it did. */
  async end(expected: Expectation, timeout = this.#options.timeout): Promise<void> {
    const deadline = awakeNow() + timeout;
    while (this.#finish === undefined && awakeNow() < deadline) await this.#news(deadline);
    if (this.#finish === undefined) throw new RuleViolation("open", expected, this.unheard);
  }

  /** Everything until the peer ends the connection. */
  async rest(expected: Expectation, timeout = this.#options.timeout): Promise<Uint8Array> {
    await this.end(expected, timeout);
    return this.take(this.#inbox.length);
  }

  /** Waits a moment in which nothing should come. */
  async quiet(expected: Expectation, time = 150): Promise<void> {
    await sleep(time, this.#options.signal);
    if (this.#inbox.length > 0) throw new RuleViolation("extra", expected, this.unheard);
  }

  /** Waits until something that was not heard fits, without taking it. */
  async until(
    fits: (unheard: string) => boolean,
    expected: Expectation,
    timeout = this.#options.timeout,
  ): Promise<void> {
    await this.#until(() => fits(decoder.decode(this.unheard)), expected, timeout);
  }

  /** Takes bytes that have come. */
  take(count: number): Uint8Array<ArrayBuffer> {
    return this.#inbox.take(count);
  }

  /** Says that everything was said (FIN). */
  async halfClose(): Promise<void> {
    this.#note("half-close");
    await this.#connection.closeWrite();
  }

  /**
   * Says that everything was said, and whether something comes then, within a moment. From a peer that talks on and on
   * something would have come in any case: only after a silence it tells anything.
   */
  async answersAtEnd(moment = 400): Promise<boolean> {
    if (this.#left || this.#finish !== undefined) return false;
    const silence = awakeNow() - this.#heardAt;
    if (silence < this.#options.timeout / 2) return false;
    const before = this.#inbox.length;
    await this.halfClose().catch(() => {/* it has broken off */});
    const deadline = awakeNow() + moment;
    while (this.#finish === undefined && this.#inbox.length === before && awakeNow() < deadline) {
      await this.#news(deadline);
    }
    return this.#inbox.length > before;
  }

  /** Stops reading, for good: what the peer sends fills its buffers from now on. */
  stopReading(): void {
    this.#deaf = true;
  }

  /**
   * Stops reading for a while: what the peer sends fills its buffers meanwhile.
   *
   * @returns what goes on reading.
   */
  pauseReading(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pause = promise;
    return resolve;
  }

  /** Leaves rudely (RST). */
  reset(): void {
    this.#note("reset");
    this.#left = true;
    this.#connection.reset();
  }

  /** Leaves. */
  close(): void {
    if (this.#left) return;
    this.#left = true;
    this.#note("close");
    this.#connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #write(piece: Uint8Array): Promise<void> {
    this.#note("send", piece);
    const late = Symbol();
    const writing = this.#connection.write(piece).catch((error) => {
      if (!isDisconnect(error)) throw error;
    });
    const first = await Promise.race([
      writing,
      sleep(Math.max(this.#options.timeout * 4, 5000), this.#options.signal, writing).then(() => late),
    ]);
    if (first === late) throw new RuleViolation("stuck", EXPECTED.isRead, this.unheard);
  }

  async #until(has: () => boolean, expected: Expectation, timeout: number): Promise<void> {
    const deadline = awakeNow() + timeout;
    while (!has()) {
      if (this.#finish !== undefined) throw new RuleViolation(this.#finish, expected, this.unheard);
      if (awakeNow() >= deadline) {
        this.#note("silence");
        throw new RuleViolation("silence", expected, this.unheard);
      }
      await this.#news(deadline);
    }
  }

  /** Resolves when something has come, the peer has ended, or the deadline is reached. */
  async #news(deadline: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    await sleep(Math.max(deadline - awakeNow(), 1), this.#options.signal, promise);
  }

  async #pump(): Promise<void> {
    const buffer = new Uint8Array(65_536);
    try {
      while (this.#inbox.length < MOST_UNHEARD && !this.#deaf) {
        await this.#pause;
        const length = await this.#connection.read(buffer);
        if (length === null) break;
        this.#note("receive", buffer.subarray(0, length));
        this.#inbox.push(buffer.subarray(0, length));
        this.heard += length;
        this.#heardAt = awakeNow();
        this.lastByte = buffer[length - 1];
        this.#wake();
      }
      if (!this.#deaf) this.#over("closed", "end");
    } catch (error) {
      this.#over("reset", isDisconnect(error) ? "broken" : "end");
    }
  }

  #over(finish: Symptom, what: "end" | "broken"): void {
    if (!this.#left) this.#note(what);
    this.#finish = finish;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #note(what: Parameters<Transcript["add"]>[1], bytes?: Uint8Array): void {
    this.#options.transcript.add(this.#options.number, what, bytes);
  }
}

const LINE_FEED = 0x0a;
/** A server that sends more than this without being asked is not read any further. */
const MOST_UNHEARD = 64 << 20;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
