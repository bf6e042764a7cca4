import type { CauseText } from "../../causes/cause_text.ts";
import { SPEED_CAUSES as WHY } from "../../texts/speed_texts.ts";
import type { Ticket } from "./messages.ts";

/** A car at a camera. */
export interface Sighting {
  readonly mile: number;
  readonly time: number;
}

/** The ticket for two sightings of a car, whichever of them is told first; its speed may have a fraction. */
export function ticketFor(plate: string, road: number, one: Sighting, other: Sighting): Ticket {
  const [first, second] = one.time < other.time ? [one, other] : [other, one];
  return {
    plate,
    road,
    mile1: first.mile,
    time1: first.time,
    mile2: second.mile,
    time2: second.time,
    speed: Math.abs(second.mile - first.mile) * 360_000 / (second.time - first.time),
  };
}

/** Whether a ticket is the right one; its speed may be rounded either way. */
export function isTicket(ticket: Ticket, expected: Ticket): boolean {
  return FIELDS.every((field) => ticket[field] === expected[field]) &&
    isRounded(ticket.speed, expected.speed);
}

const FIELDS = ["plate", "road", "mile1", "time1", "mile2", "time2"] as const;

/** The mistake that a wrong ticket tells by itself, where another one was expected; undefined where none is known. */
export function mistakeInTicket(ticket: Ticket, expected: Ticket): CauseText | undefined {
  return MISTAKES.find(([fits]) => fits(ticket, expected))?.[1];
}

/** The mistakes, from the most specific to the most general. */
const MISTAKES: readonly [(ticket: Ticket, expected: Ticket) => boolean, CauseText][] = [
  [(ticket, expected) => turnedFields(ticket, expected), WHY.littleEndian],
  [endsExchanged, WHY.endsExchanged],
  [sortedByMile, WHY.sortedByMile],
  [speedIs(({ speed }) => speed / 100), WHY.notTimesHundred],
  [speedIs(({ speed }) => Math.floor(speed / 100) * 100), WHY.roundsTooEarly],
  [speedIs(({ speed }) => Math.round(speed / 100) * 100), WHY.roundsTooEarly],
  [speedIs(overflowed), WHY.overflow],
];

function isRounded(value: number, exact: number): boolean {
  return value === Math.floor(exact) || value === Math.ceil(exact);
}

/** Everything but the speed is right, and the speed is this. */
function speedIs(wrong: (expected: Ticket) => number): (ticket: Ticket, expected: Ticket) => boolean {
  return (ticket, expected) =>
    FIELDS.every((field) => ticket[field] === expected[field]) && isRounded(ticket.speed, wrong(expected));
}

/** All numbers, or the speed where numbers were read and are written in the same wrong order. */
function turnedFields(ticket: Ticket, expected: Ticket): boolean {
  const speed = isRounded(turned16(ticket.speed), expected.speed);
  const all = turned16(ticket.road) === expected.road && turned16(ticket.mile1) === expected.mile1 &&
    turned16(ticket.mile2) === expected.mile2 && speed;
  return all || speed && FIELDS.every((field) => ticket[field] === expected[field]);
}

function endsExchanged(ticket: Ticket, expected: Ticket): boolean {
  return ticket.plate === expected.plate && ticket.mile1 === expected.mile2 &&
    ticket.time1 === expected.time2 &&
    ticket.mile2 === expected.mile1 && ticket.time2 === expected.time1;
}

/** Times in their order, and miles in theirs, though the car drives towards mile 0. */
function sortedByMile(ticket: Ticket, expected: Ticket): boolean {
  return ticket.plate === expected.plate && expected.mile1 > expected.mile2 &&
    ticket.mile1 === expected.mile2 && ticket.mile2 === expected.mile1 && ticket.time1 === expected.time1;
}

/** The hundredfold distance in seconds, in 32 bits. */
function overflowed({ mile1, mile2, time1, time2 }: Ticket): number {
  const wrapped = (Math.abs(mile1 - mile2) * 360_000) % 2 ** 32;
  return wrapped / (time2 - time1);
}

function turned16(value: number): number {
  return (value & 0xff) << 8 | value >> 8;
}
