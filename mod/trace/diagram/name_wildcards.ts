import { isDatagram } from "./find_causes.ts";
import type { TraceRecord } from "./trace_record.ts";

/**
 * A datagram's socket often has no address of its own, only a port on all of them (`0.0.0.0:40112`); the
 * program at the other end sees which one it was. Here the one becomes the other, so that the two are
 * known to be the same.
 */
export function nameWildcards(records: readonly TraceRecord[]): readonly TraceRecord[] {
  const seen = new Map(
    records.filter(isDatagram).flatMap(({ remote }) =>
      remote === undefined ? [] : [[portOf(remote), remote]]
    ),
  );
  return records.map((record) => {
    const { local = "" } = record;
    const known = isDatagram(record) && /^(?:0\.0\.0\.0|\[::\]):/.test(local) && seen.get(portOf(local));
    return known ? { ...record, local: known } : record;
  });
}

function portOf(address: string): string {
  return address.replace(/^.*:/, "");
}
