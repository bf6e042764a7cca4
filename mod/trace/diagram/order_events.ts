import type { TraceRecord } from "./trace_record.ts";

/*
 * Several programs' events as one story.
 *
 * A program tells an event when it gets round to it: after the call has returned, and after whatever
 * else was to be done first. The time that it writes down is the latest at which it can have happened. A
 * read that was told before the write whose bytes it took is no riddle, then: the write happened
 * at the time of the read, or sooner, and was told late. So every event is given the time of the earliest of
 * its consequences, if that is before its own. Nothing is ever moved to a later time, an effect never
 * stands before its cause, and the times that are left never run backwards down the page.
 *
 * That holds for programs with one clock. Where each has its own (clock_offsets.ts) the clocks are brought
 * together first.
 */

/** Two events of which one made the other happen, or had to happen first. */
export interface Before {
  readonly from: TraceRecord;
  readonly to: TraceRecord;
}

/** An event, and the time at which it happened at the latest, in milliseconds. */
export interface TimedRecord {
  readonly record: TraceRecord;
  readonly at: number;
}

/**
 * The events in an order in which no effect comes before its cause, with times that never run backwards.
 *
 * @param timeOf the time that a program told, in milliseconds of one clock.
 */
export function orderEvents(
  records: readonly TraceRecord[],
  causes: readonly Before[],
  timeOf: (record: TraceRecord) => number,
): TimedRecord[] {
  const told = records.toSorted((a, b) => timeOf(a) - timeOf(b));
  const whole = [...causes, ...sequences(told, ({ role }) => role ?? "")];
  const order = ordered(told, whole, timeOf);
  if (keeps(order, whole)) return order;
  // A program that does two things at once has told them in another order than they happened in. What it
  // sent, and what it received, are each in order still; no circle can come of these.
  const looser = sequences(told, (record) => `${record.role} ${comes(record)}`);
  return ordered(told, [...causes, ...looser], timeOf);
}

/** Each event before the next one of the same kind. */
function sequences(told: readonly TraceRecord[], kind: (record: TraceRecord) => string): Before[] {
  return [...Map.groupBy(told, kind).values()].flatMap((records) =>
    records.slice(1).map((to, index) => ({ from: records[index]!, to }))
  );
}

/** Whether something has come from elsewhere. */
function comes({ event, detail }: TraceRecord): boolean {
  return ["accept", "read", "error"].includes(event) || (event === "end" && !detail?.startsWith("we "));
}

function ordered(
  told: readonly TraceRecord[],
  befores: readonly Before[],
  timeOf: (record: TraceRecord) => number,
): TimedRecord[] {
  const before = new Map<TraceRecord, TraceRecord[]>();
  for (const { from, to } of befores) {
    const there = before.get(to);
    if (there === undefined) before.set(to, [from]);
    else there.push(from);
  }
  const at = latest(told, before, timeOf);
  const sorted = told.toSorted((a, b) => at.get(a)! - at.get(b)!);
  return causesFirst(sorted, before).map((record) => ({ record, at: at.get(record)! }));
}

/** The latest time at which each can have happened. */
function latest(
  told: readonly TraceRecord[],
  before: ReadonlyMap<TraceRecord, readonly TraceRecord[]>,
  timeOf: (record: TraceRecord) => number,
): Map<TraceRecord, number> {
  const at = new Map(told.map((record) => [record, timeOf(record)]));
  const todo = [...told];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const time = at.get(next)!;
    for (const each of before.get(next) ?? []) {
      if (at.get(each)! <= time) continue;
      at.set(each, time);
      todo.push(each);
    }
  }
  return at;
}

/** Depth first without recursion: a long trace has long chains. A cause stands right before its effect. */
function causesFirst(
  sorted: readonly TraceRecord[],
  before: ReadonlyMap<TraceRecord, readonly TraceRecord[]>,
): TraceRecord[] {
  const seen = new Set<TraceRecord>();
  const order: TraceRecord[] = [];
  const todo = sorted.map((record) => ({ record, ready: false })).reverse();
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (next.ready) order.push(next.record);
    else if (!seen.has(next.record)) {
      seen.add(next.record);
      todo.push({ record: next.record, ready: true });
      for (const each of before.get(next.record) ?? []) todo.push({ record: each, ready: false });
    }
  }
  return order;
}

function keeps(order: readonly TimedRecord[], causes: readonly Before[]): boolean {
  const place = new Map(order.map(({ record }, index) => [record, index]));
  return causes.every(({ from, to }) => place.get(from)! < place.get(to)!);
}
