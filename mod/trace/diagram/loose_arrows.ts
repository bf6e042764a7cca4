import type { Arrow, ArrowKind } from "./ladder.ts";
import {
  direction,
  heardEverything,
  heardReset,
  isDatagram,
  saidEverything,
  type TraceCause,
} from "./find_causes.ts";
import type { Lanes } from "./lanes.ts";
import { sliceText } from "./match_bytes.ts";
import type { TraceRecord } from "./trace_record.ts";

/**
 * The arrows of which only one end is known: to and from peers that wrote no trace, and what was sent but
 * never taken by a peer that did.
 *
 * @param order the events from top to bottom.
 */
export function looseArrows(
  order: readonly TraceRecord[],
  causes: readonly TraceCause[],
  lanes: Lanes,
): Arrow[] {
  const joined = Map.groupBy(
    causes.flatMap((cause) => [[cause.from, cause] as const, [cause.to, cause] as const]),
    ([record]) => record,
  );
  const told = new Ends();
  return order.flatMap((record, place): Arrow[] => {
    const kind = told.kindOf(record);
    const peer = lanes.peerOf(record);
    if (kind === undefined || peer === undefined) return [];
    const known = (joined.get(record) ?? []).map(([, cause]) => cause).filter((each) => each.kind === kind);
    if (known.length > 0 && kind !== "data") return [];
    const rest = restOf(record, known);
    if (rest === undefined) return [];
    const own = lanes.of(record);
    const what = { kind, ...(record.local === undefined ? { local: true } : {}), ...rest };
    return comes(record)
      ? [{ ...what, to: place, fromLane: peer, toLane: own }]
      : [{ ...what, from: place, fromLane: own, toLane: peer }];
  });
}

/** Which events send or bring something, and what: a direction ends once, with its half-close or its close. */
class Ends {
  /** Of each direction whose end has been told, in either way. */
  readonly #over = new Set<string>();

  kindOf(record: TraceRecord): ArrowKind | undefined {
    const { event, local } = record;
    const way = direction(record);
    if (event === "accept" || event === "connect") {
      this.#over.delete(way);
      return "connect";
    }
    if (event === "read" || event === "write") return "data";
    if (event === "reset" || heardReset(record)) {
      this.#over.add(way);
      return "reset";
    }
    if (heardEverything(record)) return "end";
    const ends = saidEverything(record) ||
      (event === "close" && local !== undefined && !isDatagram(record) && !this.#over.has(way));
    if (!ends) return undefined;
    this.#over.add(way);
    return "end";
  }
}

function comes(record: TraceRecord): boolean {
  return record.event === "read" || record.event === "accept" || heardEverything(record) ||
    heardReset(record);
}

/** What of an event's bytes no known arrow carries; `undefined` when nothing is left. */
function restOf(
  { bytes, data }: TraceRecord,
  known: readonly TraceCause[],
): { bytes?: number; data?: string } | undefined {
  const carried = known.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  if (bytes === undefined) return {};
  if (known.length > 0 && carried >= bytes) return undefined;
  const rest = bytes - carried;
  return { bytes: rest, ...(data === undefined ? {} : { data: sliceText(data, carried, rest) }) };
}
