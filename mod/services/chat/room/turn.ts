import type { ChatLine } from "../chat_line.ts";
import { type BatchPart, LineBatch, wholeBatch } from "../line_batch.ts";
import type { Subscriber } from "./subscriber.ts";

/**
 * # What is said in one turn of the loop
 *
 * A line costs a room of a thousand a thousand writes, and a write costs the same whether it carries one line or a
 * hundred. So a line does not go out by itself: what was read in one turn of the event loop, from whomever, is collected
 * here, becomes bytes once for each style, and reaches each member as one array in one write. A room in which one
 * person speaks at a time does not notice, for a turn then is one line, and ends before anything else is read.
 *
 * Most members hear all of it, and share it. Some stand apart: speakers, who do not hear their own lines; those who are
 * told something for themselves; those who came in halfway. Each of them hears, in the same order, its own
 * selection: views of the shared bytes, and its own lines in between.
 *
 * A turn has an end in lines and in bytes, so that it fits in every reader's queue and keeps nobody else waiting.
 *
 * When it is the wrong choice: where nobody says the next thing before the last one was heard; it then only adds a
 * microtask.
 */
export class Turn {
  /** Those in the room. */
  readonly #inside = new Set<Subscriber>();
  #entries: Entry[] = [];
  #size = 0;
  /** Those who do not hear exactly what is said to all. */
  #apart = new Map<Subscriber, Span>();

  /** From now on the subscriber hears what is said to all. */
  enter(subscriber: Subscriber): void {
    this.#inside.add(subscriber);
    if (this.#entries.length > 0) this.#spanOf(subscriber).from = this.#entries.length;
  }

  /** The subscriber hears what has been said so far, and then its door is closed. */
  end(subscriber: Subscriber): void {
    subscriber.leave();
    if (this.#entries.length === 0) subscriber.end();
    else {
      const span = this.#spanOf(subscriber);
      span.until = Math.min(span.until, this.#entries.length);
    }
    this.#inside.delete(subscriber);
  }

  /** Says something to all in the room, but for one. */
  toAll(line: ChatLine, except?: Subscriber): void {
    if (except !== undefined) this.#spanOf(except);
    this.#add({ line, except });
  }

  /** Tells one something, in the room or not. */
  toOne(line: ChatLine, to: Subscriber): void {
    this.#spanOf(to);
    this.#add({ line, to });
  }

  /** Hands out what has been said so far. */
  readonly settle = (): void => {
    const entries = this.#entries;
    if (entries.length === 0) return;
    const apart = this.#apart;
    this.#entries = [];
    this.#size = 0;
    if (apart.size > 0) this.#apart = new Map();
    const shared = new LineBatch(entries.filter(({ to }) => to === undefined).map(({ line }) => line));
    const whole = [{ batch: shared, from: 0, to: shared.lines.length }];
    if (shared.lines.length > 0) {
      for (const subscriber of this.#inside) if (!apart.has(subscriber)) subscriber.deliver(whole);
    }
    for (const [subscriber, span] of apart) {
      const parts = selection(entries, shared, subscriber, span);
      if (parts.length > 0) subscriber.deliver(parts);
      if (span.until < Infinity) subscriber.end();
    }
  };

  /** Sets the subscriber apart. */
  #spanOf(subscriber: Subscriber): Span {
    const known = this.#apart.get(subscriber);
    if (known !== undefined) return known;
    const span = { from: this.#inside.has(subscriber) ? 0 : Infinity, until: Infinity };
    this.#apart.set(subscriber, span);
    return span;
  }

  #add(entry: Entry): void {
    const count = this.#entries.push(entry);
    this.#size += "text" in entry.line ? entry.line.text.length : 0;
    if (count === 1) queueMicrotask(this.settle);
    if (count >= MOST_LINES || this.#size >= MOST_TEXT) this.settle();
  }
}

/** The entries of a turn in which a subscriber listens. */
interface Span {
  /** The first one that it hears of what is said to all. */
  from: number;
  /** It hears nothing from this one on, and its door is closed. */
  until: number;
}

/** Something said to all but one, or to one alone. */
interface Entry {
  readonly line: ChatLine;
  readonly to?: Subscriber | undefined;
  readonly except?: Subscriber | undefined;
}

/** Lines handed out together. */
const MOST_LINES = 256;
/** Characters handed out together. */
const MOST_TEXT = 65_536;

/**
 * The entries that one subscriber hears, in order.
 *
 * @param shared what is said to all
 */
function selection(
  entries: readonly Entry[],
  shared: LineBatch,
  subscriber: Subscriber,
  { from, until }: Span,
): BatchPart[] {
  const parts: BatchPart[] = [];
  let own: ChatLine[] = [];
  let [begin, end] = [0, 0];
  const endRun = () => {
    if (end > begin) parts.push({ batch: shared, from: begin, to: end });
    if (own.length > 0) parts.push(...wholeBatch(own));
    own = [];
  };
  for (const [index, { line, to, except }] of entries.entries()) {
    if (index === until) break;
    if (to === subscriber) {
      if (end > begin) endRun();
      begin = end;
      own.push(line);
    } else if (to === undefined) {
      const isHeard = index >= from && except !== subscriber;
      if (isHeard ? own.length > 0 : end > begin) {
        endRun();
        begin = end;
      }
      end++;
      if (!isHeard) begin = end;
    }
  }
  endRun();
  return parts;
}
