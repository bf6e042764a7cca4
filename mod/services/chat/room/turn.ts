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
  /** Those who do not hear exactly what is said to all, each with the first entry that it may hear of that. */
  #apart = new Map<Subscriber, number>();

  /** From now on the subscriber hears what is said to all. */
  enter(subscriber: Subscriber): void {
    this.#inside.add(subscriber);
    if (this.#entries.length > 0) this.#apart.set(subscriber, this.#entries.length);
  }

  /** Hands over what the subscriber has not heard yet, and ends it. */
  end(subscriber: Subscriber): void {
    const from = this.#apart.get(subscriber) ?? (this.#inside.has(subscriber) ? 0 : Infinity);
    const entries = this.#entries;
    if (entries.length > 0) deliver(selection(entries, sharedBatch(entries), subscriber, from), subscriber);
    this.#inside.delete(subscriber);
    this.#apart.delete(subscriber);
    subscriber.end();
  }

  /** Says something to all in the room, but for one. */
  toAll(line: ChatLine, except?: Subscriber): void {
    if (except !== undefined) this.#setApart(except);
    this.#add({ line, except });
  }

  /** Tells one something, in the room or not. */
  toOne(line: ChatLine, to: Subscriber): void {
    this.#setApart(to);
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
    const shared = sharedBatch(entries);
    const whole = [{ batch: shared, from: 0, to: shared.lines.length }];
    if (shared.lines.length > 0) {
      for (const subscriber of this.#inside) if (!apart.has(subscriber)) subscriber.deliver(whole);
    }
    for (const [subscriber, from] of apart) deliver(selection(entries, shared, subscriber, from), subscriber);
  };

  #setApart(subscriber: Subscriber): void {
    if (this.#apart.has(subscriber)) return;
    this.#apart.set(subscriber, this.#inside.has(subscriber) ? 0 : Infinity);
  }

  #add(entry: Entry): void {
    const count = this.#entries.push(entry);
    this.#size += "text" in entry.line ? entry.line.text.length : 0;
    if (count === 1) queueMicrotask(this.settle);
    if (count >= MOST_LINES || this.#size >= MOST_TEXT) this.settle();
  }
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

/** What is said to all of them. */
function sharedBatch(entries: readonly Entry[]): LineBatch {
  return new LineBatch(entries.filter(({ to }) => to === undefined).map(({ line }) => line));
}

function deliver(parts: readonly BatchPart[], subscriber: Subscriber): void {
  if (parts.length > 0) subscriber.deliver(parts);
}

/**
 * The entries that one subscriber hears, in order.
 *
 * @param shared what is said to all
 * @param from the first entry that it hears of that
 */
function selection(
  entries: readonly Entry[],
  shared: LineBatch,
  subscriber: Subscriber,
  from: number,
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
