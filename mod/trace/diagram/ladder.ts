import type { Translate } from "../../i18n/locale.ts";
import { clockOffsets, onOneClock } from "./clock_offsets.ts";
import { findCauses, listenCauses } from "./find_causes.ts";
import { type Lane, Lanes } from "./lanes.ts";
import { orderEvents } from "./order_events.ts";
import { looseArrows } from "./loose_arrows.ts";
import { nameWildcards } from "./name_wildcards.ts";
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
 * What is sent arrives at once, whether or not anybody asks for it: the kernel shakes hands with a client that nobody has
 * accepted, and keeps bytes that nobody has read. So an arrow arrives where it was sent, and what it brought waits on the
 * other lane until a call takes it: a connection in the backlog, bytes in the buffer. (How long the flight took, no trace
 * tells; on one machine it is nothing.)
 *
 * It is the wrong picture for a busy server: beyond a few hundred events nobody reads it, and a capture with `tshark` shows
 * what a trace cannot: segments, retransmissions, acknowledgements.
 */

/** Something a program did, at its place on its lane. */
export interface Mark {
  readonly lane: number;
  readonly record: TraceRecord;
  /** Milliseconds since the first event; never less than those of the mark above it. */
  readonly at: number;
}

/** What an arrow stands for: a handshake, bytes, the end of a direction, a reset. */
export type ArrowKind = "connect" | "data" | "end" | "reset";

/** What went from one lane to another. */
export interface Arrow {
  readonly kind: ArrowKind;
  /**
   * Indexes into {@linkcode Ladder.marks}; `from` is absent when the sender was not traced, `to` when it was
   * not the receiver, or when the receiver never took what came.
   */
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
  /** Of each mark, the arrows that leave there. */
  readonly leaving: readonly (readonly Arrow[])[];
  /** Of each mark, the arrows that it took. */
  readonly arriving: readonly (readonly Arrow[])[];
}

/** A ladder to be drawn for somebody. */
export interface WordedLadder extends Ladder {
  /** Translates its few words into the reader's language. */
  readonly translate: Translate;
}

/** The ladder of one trace, or of several programs' traces put together. */
export function ladder(traces: readonly TraceRecord[]): Ladder {
  const records = nameWildcards(traces);
  const causes = findCauses(records);
  const roles = new Set(records.map(({ role = "" }) => role));
  const timeOf = onOneClock(clockOffsets(causes, [...roles]));
  const order = orderEvents(records, [...causes, ...listenCauses(records)], timeOf);
  const lanes = new Lanes(order.map(({ record }) => record));
  const told = new Map(records.map((record, index) => [record, traces[index]!]));
  const place = new Map(order.map(({ record }, index) => [record, index]));
  const known = causes.map(({ from, to, ...what }): Arrow => ({
    ...what,
    from: place.get(from)!,
    to: place.get(to)!,
    fromLane: lanes.of(from),
    toLane: lanes.of(to),
  }));
  const loose = looseArrows(order.map(({ record }) => record), causes, lanes);
  // what a program sends to itself does not leave its lane
  const arrows = [...known, ...loose].filter(({ fromLane, toLane }) => fromLane !== toLane).sort(byPlace);
  return {
    lanes: lanes.all,
    marks: order.map(({ record, at }) => ({
      lane: lanes.of(record),
      record: told.get(record)!,
      at: at - order[0]!.at,
    })),
    arrows,
    leaving: byMark(arrows, order.length, ({ from }) => from),
    arriving: byMark(arrows, order.length, ({ to }) => to),
  };
}

function byMark(
  arrows: readonly Arrow[],
  marks: number,
  markOf: (arrow: Arrow) => number | undefined,
): Arrow[][] {
  const found = Array.from({ length: marks }, (): Arrow[] => []);
  for (const arrow of arrows) found[markOf(arrow) ?? -1]?.push(arrow);
  return found;
}

/** In the order in which they are sent, then taken. */
function byPlace(a: Arrow, b: Arrow): number {
  return (a.from ?? a.to!) - (b.from ?? b.to!) || (a.to ?? Infinity) - (b.to ?? Infinity);
}

/**
 * Whether the call that took it was the very next thing that happened: nothing else is drawn between the two.
 */
export function isTakenAtOnce({ kind, from, to }: Arrow, { leaving }: Ladder): boolean {
  return kind !== "connect" && from !== undefined && to === from + 1 && leaving[from]!.length === 1;
}
