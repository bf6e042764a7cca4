import type { ArrowKind } from "./ladder.ts";
import { matchBytes, matchDatagrams } from "./match_bytes.ts";
import type { Before } from "./order_events.ts";
import type { TraceRecord } from "./trace_record.ts";

/** Two events of which one made the other happen, and what travelled between them. */
export interface TraceCause extends Before {
  readonly kind: ArrowKind;
  readonly bytes?: number;
  readonly data?: string;
}

/** Every pair of events of which the one is the other's cause, as far as the traces tell. */
export function findCauses(records: readonly TraceRecord[]): TraceCause[] {
  const ends = Map.groupBy(records.filter((each) => each.remote !== undefined), direction);
  return [...ends.values()].flatMap((all) => {
    const here = connections(all);
    const there = connections(ends.get(opposite(all[0]!)) ?? []);
    return here.flatMap((each, index) => causesBetween(each, there[index] ?? []));
  });
}

/** A socket listens before anybody can connect to it. */
export function listenCauses(records: readonly TraceRecord[]): Before[] {
  const listening = records.filter(({ event }) => event === "listen");
  return records.filter(({ event }) => event === "connect").flatMap((to) => {
    const from = listening.find((each) => listensAt(each, to.remote));
    return from === undefined ? [] : [{ from, to }];
  });
}

/** Whether this is the `listen` of the socket that answers at an address. */
export function listensAt({ event, local = "" }: TraceRecord, address: string | undefined): boolean {
  if (event !== "listen" || address === undefined) return false;
  const port = address.replace(/^.*:/, ":");
  return local === address || local === `0.0.0.0${port}` || local === `[::]${port}`;
}

/**
 * What one direction's two addresses were used for, one connection after the other: a client may get the port
 * of an earlier one.
 */
function connections(records: readonly TraceRecord[]): TraceRecord[][] {
  const all: TraceRecord[][] = [];
  for (const record of records) {
    const begins = record.event === "connect" || record.event === "accept";
    if (
      all.length === 0 || (begins && all.at(-1)!.some(({ event }) => event === "close" || event === "reset"))
    ) {
      all.push([]);
    }
    all.at(-1)!.push(record);
  }
  return all;
}

/** An event of `here` that `there` noticed. */
function causesBetween(here: readonly TraceRecord[], there: readonly TraceRecord[]): TraceCause[] {
  if (here.some(isDatagram)) {
    return matchDatagrams(here.filter(isEvent("write")), there.filter(isEvent("read")))
      .map((each): TraceCause => ({ kind: "data", ...each }));
  }
  const pairs: [ArrowKind, TraceRecord | undefined, TraceRecord | undefined][] = [
    ["connect", here.find(isEvent("connect")), there.find(isEvent("accept"))],
    ["end", finEvent(here), there.find(heardEverything)],
    ["reset", here.find(isEvent("reset")) ?? here.find(isEvent("close")), there.find(heardReset)],
  ];
  const single = pairs.flatMap(([kind, from, to]) => from && to ? [{ kind, from, to }] : []);
  const data = matchBytes(here.filter(isEvent("write")), there.filter(isEvent("read")));
  return [...single, ...data.map((each): TraceCause => ({ kind: "data", ...each }))];
}

/** The event that sent our FIN: the half-close, or else the close. */
function finEvent(records: readonly TraceRecord[]): TraceRecord | undefined {
  return records.find(saidEverything) ?? records.find(isEvent("close"));
}

function isEvent(name: string): (record: TraceRecord) => boolean {
  return ({ event }) => event === name;
}

/** Whether it is about a datagram, which no connection is needed for. */
export function isDatagram({ transport }: TraceRecord): boolean {
  return transport === "udp";
}

/** Our half-close: our FIN. */
export function saidEverything({ event, detail }: TraceRecord): boolean {
  return event === "end" && detail?.startsWith("we ") === true;
}

/** The peer's FIN, as a read that returned nothing. */
export function heardEverything(record: TraceRecord): boolean {
  return record.event === "end" && !saidEverything(record);
}

/** The peer's RST: a failure that says so, in the words of the system it happened on. */
export function heardReset({ event, detail }: TraceRecord): boolean {
  return event === "error" && /reset|forcibly closed/i.test(detail ?? "");
}

/** From whom to whom, as the program that wrote the trace sees it. */
export function direction({ local, remote }: TraceRecord): string {
  return `${local} ${remote}`;
}

/** The same connection as its peer sees it. */
export function opposite({ local, remote }: TraceRecord): string {
  return `${remote} ${local}`;
}
