import type { Before } from "./order_events.ts";
import type { TraceRecord } from "./trace_record.ts";

/**
 * How much has to be added to each program's clock so that all of them say the same, in milliseconds; by
 * role, the first role's clock being right.
 *
 * Traces of two machines are of two clocks. As in NTP (RFC 5905), what went one way and what came back bound
 * the difference between two of them: nothing arrives before it was sent. Programs of one machine tell
 * an event late now and then; only more than a second is a clock's fault.
 */
export function clockOffsets(causes: readonly Before[], roles: readonly string[]): Map<string, number> {
  const quickest = new Map<string, number>();
  for (const { from, to } of causes) {
    const way = key(from.role, to.role);
    const flight = Date.parse(to.time) - Date.parse(from.time);
    quickest.set(way, Math.min(quickest.get(way) ?? Infinity, flight));
  }
  const offsets = new Map<string, number>();
  for (const first of roles) {
    if (offsets.has(first)) continue;
    offsets.set(first, 0);
    const todo = [first];
    for (let known = todo.pop(); known !== undefined; known = todo.pop()) {
      for (const other of roles) {
        const [there, back] = [quickest.get(key(known, other)), quickest.get(key(other, known))];
        if (offsets.has(other) || (there === undefined && back === undefined)) continue;
        offsets.set(other, offsets.get(known)! + difference(there, back));
        todo.push(other);
      }
    }
  }
  return offsets;
}

/** What programs of one machine may tell late, in milliseconds. */
const LATE = 1000;

function difference(there: number | undefined, back: number | undefined): number {
  if (Math.min(there ?? 0, back ?? 0) >= -LATE) return 0;
  if (there !== undefined && back !== undefined) return (back - there) / 2;
  return there === undefined ? back! : -there;
}

/** The other clock's reading on the clock of the first role. */
export function onOneClock(offsets: ReadonlyMap<string, number>): (record: TraceRecord) => number {
  return ({ role = "", time }) => Date.parse(time) + (offsets.get(role) ?? 0);
}

function key(from: string | undefined, to: string | undefined): string {
  return `${from ?? ""}\n${to ?? ""}`;
}
