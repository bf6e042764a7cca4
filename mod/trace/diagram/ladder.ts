import type { Translate } from "../../i18n/locale.ts";
import { matchBytes } from "./match_bytes.ts";
import type { TraceRecord } from "./trace_record.ts";

/*
 * A ladder of a connection: one lane per party, time down the page, an arrow for everything that
 * went from one to the other.
 *
 * A trace says what each program did, never what the network carried, and that is the point of the picture. A write and the
 * read that took its bytes are two events in two programs; the arrow between them is inferred, by counting bytes from the
 * start of the stream. So one can see that three writes became one read, or one write two reads: TCP carries a stream, and
 * "one send, one recv" is a coincidence of small messages on a fast machine.
 *
 * Two programs' clocks, and the moment at which each gets to write its trace, differ by more than a
 * loopback round trip. Marks are therefore ordered by time and then by cause: a send comes before
 * its receive.
 *
 * It is the wrong picture for a busy server: beyond a few hundred events nobody reads it, and a capture with `tshark` shows
 * what a trace cannot: segments, retransmissions, acknowledgements.
 */

/** A vertical line: a program, or a peer that was not traced. */
export interface Lane {
  readonly name: string;
  /** Whether its own events are known; a peer that wrote no trace only receives arrows. */
  readonly traced: boolean;
}

/** Something a program did, at its place on its lane. */
export interface Mark {
  readonly lane: number;
  readonly record: TraceRecord;
}

/** What went from one lane to another. */
export interface Arrow {
  readonly kind: "connect" | "data" | "end" | "reset";
  /** Indexes into {@linkcode Ladder.marks}; absent on the side of a peer that was not traced. */
  readonly from?: number;
  readonly to?: number;
  readonly fromLane: number;
  readonly toLane: number;
  /** For data: how many bytes of the write this read took. */
  readonly bytes?: number;
  readonly data?: string;
  /** True where there is no TCP, and so no SYN and no FIN: files, programs, UNIX sockets. */
  readonly local?: boolean;
}

/** The whole picture, without any geometry. */
export interface Ladder {
  readonly lanes: readonly Lane[];
  /** From top to bottom. */
  readonly marks: readonly Mark[];
  readonly arrows: readonly Arrow[];
}

/** A ladder to be drawn for somebody. */
export interface WordedLadder extends Ladder {
  /** Translates its few words into the reader's language. */
  readonly translate: Translate;
}

/** The ladder of one trace, or of several programs' traces put together. */
export function ladder(records: readonly TraceRecord[]): Ladder {
  const sorted = [...records].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  const lanes = new Lanes(sorted);
  const causes = findCauses(sorted);
  const order = causalOrder(sorted, causes);
  const place = new Map(order.map((record, index) => [record, index]));
  const known = causes.map((cause): Arrow => ({
    ...shape(cause),
    from: place.get(cause.from)!,
    to: place.get(cause.to)!,
    fromLane: lanes.of(cause.from),
    toLane: lanes.of(cause.to),
  }));
  const joined = new Set(causes.flatMap(({ from, to }) => [from, to]));
  const lonely = order.flatMap((record) =>
    joined.has(record) ? [] : lanes.toStranger(record, place.get(record)!)
  );
  return {
    lanes: lanes.all,
    marks: order.map((record) => ({ lane: lanes.of(record), record })),
    arrows: [...known, ...lonely].sort((a, b) => (a.to ?? a.from!) - (b.to ?? b.from!)),
  };
}

/** Two events of which one made the other happen. */
interface Cause {
  readonly kind: Arrow["kind"];
  readonly from: TraceRecord;
  readonly to: TraceRecord;
  readonly bytes?: number;
  readonly data?: string;
}

function shape({ kind, bytes, data }: Cause): Pick<Arrow, "kind" | "bytes" | "data"> {
  return { kind, ...(bytes === undefined ? {} : { bytes }), ...(data === undefined ? {} : { data }) };
}

function findCauses(records: readonly TraceRecord[]): Cause[] {
  const ends = Map.groupBy(records.filter((each) => each.remote !== undefined), direction);
  return [...ends.values()].flatMap((here) => {
    const there = ends.get(opposite(here[0]!)) ?? [];
    return there.length === 0 ? [] : causesBetween(here, there);
  });
}

/** An event of `here` that `there` noticed. */
function causesBetween(here: readonly TraceRecord[], there: readonly TraceRecord[]): Cause[] {
  const first = (list: readonly TraceRecord[], matches: (each: TraceRecord) => boolean) => list.find(matches);
  const pairs: [Arrow["kind"], TraceRecord | undefined, TraceRecord | undefined][] = [
    ["connect", first(here, isEvent("connect")), first(there, isEvent("accept"))],
    ["end", first(here, saidEverything) ?? first(here, isEvent("close")), first(there, heardEverything)],
    ["reset", first(here, isEvent("reset")), first(there, heardReset)],
  ];
  const single = pairs.flatMap(([kind, from, to]) => from && to ? [{ kind, from, to }] : []);
  const data = matchBytes(here.filter(isEvent("write")), there.filter(isEvent("read")));
  return [...single, ...data.map((each): Cause => ({ kind: "data", ...each }))];
}

function isEvent(name: string): (record: TraceRecord) => boolean {
  return ({ event }) => event === name;
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
function heardReset({ event, detail }: TraceRecord): boolean {
  return event === "error" && /reset|forcibly closed/i.test(detail ?? "");
}

function direction({ local, remote }: TraceRecord): string {
  return `${local} ${remote}`;
}

function opposite({ local, remote }: TraceRecord): string {
  return `${remote} ${local}`;
}

/** By time, but never an effect before its cause; each program's own events keep their order. */
function causalOrder(sorted: readonly TraceRecord[], causes: readonly Cause[]): TraceRecord[] {
  const before = new Map<TraceRecord, TraceRecord[]>();
  for (const { from, to } of causes) before.set(to, [...before.get(to) ?? [], from]);
  const lastOf = new Map<string, TraceRecord>();
  for (const record of sorted) {
    // Events of another connection of the same program may overtake: only one connection's events
    // form a sequence.
    const sequence = `${record.role} ${record.local} ${record.remote}`;
    const last = lastOf.get(sequence);
    if (last !== undefined) before.set(record, [...before.get(record) ?? [], last]);
    lastOf.set(sequence, record);
  }
  return inOrder(sorted, before);
}

/** Depth first without recursion: a long trace has long chains. */
function inOrder(sorted: readonly TraceRecord[], before: Map<TraceRecord, TraceRecord[]>): TraceRecord[] {
  const seen = new Set<TraceRecord>();
  const order: TraceRecord[] = [];
  const todo = [...sorted].reverse().map((record) => ({ record, ready: false }));
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

/**
 * Lanes are the roles in order of appearance, then the addresses of peers that wrote no trace; but the peers
 * on a relay's left side stand left of it.
 */
class Lanes {
  readonly all: Lane[] = [];
  readonly #byName = new Map<string, number>();
  readonly #traced: Set<string>;

  constructor(records: readonly TraceRecord[]) {
    this.#traced = new Set(records.map(direction));
    const strangers = records.filter((record) => this.#isLonely(record));
    for (const record of strangers) if (record.side === "left") this.#add(record.remote!, false);
    for (const record of records) this.#add(ownName(record), true);
    for (const record of strangers) this.#add(record.remote!, false);
  }

  of(record: TraceRecord): number {
    return this.#byName.get(ownName(record))!;
  }

  /** The arrow between an event and a peer without a trace. */
  toStranger(record: TraceRecord, mark: number): Arrow[] {
    const kind = heardReset(record) ? "reset" : ARROW_OF[record.event];
    if (!this.#isLonely(record) || kind === undefined) return [];
    const [own, other] = [this.of(record), this.#byName.get(record.remote!)!];
    const more = {
      kind,
      ...(record.local === undefined ? { local: true } : {}),
      ...(record.bytes === undefined ? {} : { bytes: record.bytes }),
      ...(record.data === undefined ? {} : { data: record.data }),
    };
    const comes = record.event === "read" || record.event === "accept" || heardEverything(record) ||
      heardReset(record);
    return comes
      ? [{ ...more, to: mark, fromLane: other, toLane: own }]
      : [{ ...more, from: mark, fromLane: own, toLane: other }];
  }

  #isLonely(record: TraceRecord): boolean {
    return record.remote !== undefined && !this.#traced.has(opposite(record));
  }

  #add(name: string, traced: boolean): void {
    if (this.#byName.has(name)) return;
    this.#byName.set(name, this.all.length);
    this.all.push({ name, traced });
  }
}

const ARROW_OF: Readonly<Record<string, Arrow["kind"]>> = {
  accept: "connect",
  connect: "connect",
  read: "data",
  write: "data",
  end: "end",
  reset: "reset",
};

function ownName({ role }: TraceRecord): string {
  return role ?? "netlab";
}
