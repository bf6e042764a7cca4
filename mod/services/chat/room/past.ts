import type { MessageEvent } from "../chat_event.ts";
import type { ChatLine } from "../chat_line.ts";
import type { LogNumbers } from "../log/event_log.ts";
import { HistoryRing } from "../log/history_ring.ts";

/** What a room remembers of what was said, and where that begins among the numbers of its log. */
export class Past {
  readonly #messages: HistoryRing<MessageEvent>;
  #log: LogNumbers = { id: "", before: 0, hasGaps: false };
  #seq = 0;
  /** Messages up to this number are not remembered. */
  #forgotten = 0;

  /** @param kept messages that are remembered */
  constructor(kept: number) {
    this.#messages = new HistoryRing(kept);
  }

  /** The log whose numbers count. */
  get log(): string {
    return this.#log.id;
  }

  /** The number of the last message. */
  get seq(): number {
    return this.#seq;
  }

  /** From now on numbers are those of this log. */
  numbered(log: LogNumbers): void {
    if (log.id === this.#log.id) return this.#skip(log.before);
    for (const message of this.last(Infinity)) delete message.seq;
    this.#log = log;
    this.#seq = this.#forgotten = log.before;
  }

  /** Of the same log, some messages cannot be read any more. */
  #skip(before: number): void {
    this.#seq = Math.max(this.#seq, before);
    this.#forgotten = Math.max(this.#forgotten, before);
  }

  /** Adds the next message. */
  push(message: MessageEvent): void {
    this.#seq = message.seq ?? this.#seq;
    const forgotten = this.#messages.push(message);
    if (forgotten?.seq !== undefined) this.#forgotten = forgotten.seq;
  }

  /** The last messages, oldest first. */
  last(count: number): MessageEvent[] {
    return this.#messages.last(count);
  }

  /**
   * All that was said after a number.
   *
   * @param room the log in which the number was given, when that is known
   * @returns the messages that are remembered, and the mark of those that are not; `undefined` when the number is none of
   *   this log's
   */
  after(
    since: number | undefined,
    room: string | undefined,
  ): { messages: MessageEvent[]; missed: ChatLine[] } | undefined {
    if (since === undefined || since > this.#seq || (room ?? this.log) !== this.log) return undefined;
    const messages = this.last(Infinity).filter(({ seq }) => seq !== undefined && seq > since);
    const count = this.#forgotten - since;
    if (count <= 0) return { messages, missed: [] };
    return { messages, missed: [{ type: "missed", count, ...(this.#log.hasGaps ? { atMost: true } : {}) }] };
  }
}
