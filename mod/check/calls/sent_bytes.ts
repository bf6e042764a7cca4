import type { Transcript } from "../probes/transcript.ts";

/** What we have sent on a connection, as far as the transcript has kept it. */
export interface SentBytes {
  /** How many bytes it was; undefined where the transcript is not whole. */
  readonly total: number | undefined;
  /** How many bytes were sent last, at once. */
  readonly last: number;
  /** The first of them. */
  readonly known: Uint8Array;
}

/** What was sent on a connection of a rule. */
export function sentOn({ events, omitted }: Transcript, conn: number): SentBytes {
  const sent = events.filter((event) => event.what === "send" && event.conn === conn);
  const total = sent.reduce((sum, { size = 0 }) => sum + size, 0);
  const cut = sent.findIndex(({ bytes, size }) => bytes?.length !== size);
  const whole = cut === -1 ? sent : sent.slice(0, cut + 1);
  const known = Uint8Array.from(whole.flatMap(({ bytes = new Uint8Array() }) => [...bytes]));
  return { total: omitted > 0 ? undefined : total, last: sent.at(-1)?.size ?? 0, known };
}

/** A line of a stream: where it begins, and where the byte behind its end is. */
export interface SentLine {
  readonly from: number;
  readonly to: number;
}

/** The line in which a byte stands; undefined where its end is not known. */
export function lineAt({ known }: SentBytes, place: number): SentLine | undefined {
  if (place >= known.length) return undefined;
  const end = known.indexOf(LINE_FEED, place);
  return end === -1 ? undefined : { from: known.subarray(0, place).lastIndexOf(LINE_FEED) + 1, to: end + 1 };
}

/** Whether lines of text were sent: other bytes have no lines, even if they have line feeds. */
export function isLines({ known }: SentBytes): boolean {
  return known.includes(LINE_FEED) && known.every((byte) => byte >= 0x20 || BLANKS.has(byte));
}

const LINE_FEED = 0x0a;
const BLANKS = new Set([0x09, 0x0a, 0x0d]);
