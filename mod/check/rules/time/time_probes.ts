import { type Failure, RuleSkipped, RuleViolation } from "../../causes/rule_violation.ts";
import type { FailurePattern } from "../../causes/failure_patterns.ts";
import type { RuleContext } from "../../rule_context.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import { sleep } from "../../probes/sleep.ts";
import { EXPECTED, EXPECTED_OF } from "../../texts/expected_texts.ts";
import { TIME_NOTES } from "../../texts/time_texts.ts";
import { tellsSeconds, toldTime, zoneOf } from "./told_time.ts";

/** Something comes although nothing was sent. */
export async function unasked(context: RuleContext): Promise<void> {
  const conn = await context.connect();
  try {
    await conn.until((text) => text !== "", EXPECTED.time);
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "silence") throw error;
    await conn.send("\n");
    const asked = await conn.until((text) => text !== "", EXPECTED.time, LATER).then(() => true, () => false);
    if (!asked) throw error;
    throw new RuleViolation("silence", { ...EXPECTED.time, part: "time before a question" });
  }
}

/** What comes is one line. */
export async function oneLine(context: RuleContext): Promise<void> {
  const conn = await context.connect();
  await conn.line(EXPECTED.timeLine);
  await sleep(PAUSE, context.options.signal);
  if (conn.unheard.length > 0) {
    throw new RuleViolation("extra", EXPECTED.timeLine, Uint8Array.of(LINE_FEED, ...conn.unheard));
  }
}

/** The line tells the time of this moment. */
export async function rightLine(context: RuleContext): Promise<void> {
  const bytes = await told(context);
  const text = new TextDecoder().decode(bytes);
  const now = new Date();
  const found = toldTime(text, now, tolerance(context));
  if (found.what === "unknown") return context.note(TIME_NOTES.unknown);
  if (found.what === "off") throw new RuleViolation("different", EXPECTED_OF.presentTime(clock(now)), bytes);
  if (found.zone !== zoneOf(now)) context.note(TIME_NOTES.zone(found.zone, zoneOf(now)));
}

/** What comes is four bytes, and no more. */
export async function fourBytes(context: RuleContext): Promise<void> {
  const bytes = await told(context);
  if (bytes.length !== 4) throw new RuleViolation("different", EXPECTED.fourBytes, bytes);
}

/** The four bytes tell the time of this moment. */
export async function rightNumber(context: RuleContext): Promise<void> {
  const bytes = await told(context);
  const right = secondsIn(bytes, "big");
  const now = new Date();
  if (isClose(right, since(1900, now), tolerance(context))) return;
  throw new RuleViolation("different", EXPECTED_OF.presentTime(bytesOf(since(1900, now))), bytes);
}

/** The four bytes are the time of this moment, counted from another year or in another order of bytes. */
export function countsFrom(year: 1900 | 1970, order: "big" | "little"): FailurePattern {
  return ({ symptom, received }: Failure) =>
    symptom === "different" && received.length === 4 &&
    isClose(secondsIn(received, order), since(year, new Date()), 60);
}

/** The connection ends by itself. */
export async function end(context: RuleContext): Promise<void> {
  const conn = await context.connect();
  await conn.until((text) => text !== "", EXPECTED.time);
  try {
    await conn.end(EXPECTED.endAfterTime);
    // What is on its way is lost then: nobody has sent anything that it could have left unread.
    if (conn.finish === "reset") throw new RuleViolation("reset", EXPECTED.endAfterTime, conn.unheard);
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "open") throw error;
    await conn.halfClose().catch(() => {/* it has broken off */});
    const ended = await conn.end(EXPECTED.endAfterTime, LATER).then(() => true, () => false);
    if (!ended) throw error;
    throw new RuleViolation(
      "open",
      { ...EXPECTED.endAfterTime, part: "end before the client's" },
      error.received,
    );
  }
}

/** Several clients come, one after the other. */
export async function nextClient(context: RuleContext): Promise<void> {
  for (let client = 0; client < 3; client++) await served(context);
}

/** Clients leave rudely, and the next one is served. */
export async function reset(context: RuleContext): Promise<void> {
  for (let client = 0; client < 5; client++) (await context.connect()).reset();
  await served(context);
}

/** A client that comes later is told a later time; where no seconds are told that cannot be seen. */
export async function laterLine(context: RuleContext): Promise<void> {
  const first = new TextDecoder().decode(await told(context));
  if (!tellsSeconds(first)) throw new RuleSkipped(TIME_NOTES.noSeconds);
  await sleep(A_SECOND, context.options.signal);
  const bytes = await told(context);
  if (new TextDecoder().decode(bytes) === first) {
    throw new RuleViolation("different", EXPECTED.laterTime, bytes);
  }
}

/** The same of a number. */
export async function laterNumber(context: RuleContext): Promise<void> {
  const first = await told(context);
  await sleep(A_SECOND, context.options.signal);
  const bytes = await told(context);
  if (bytes.every((byte, index) => byte === first[index])) {
    throw new RuleViolation("different", EXPECTED.laterTime, bytes);
  }
}

/** All that comes until the end, or until nothing more does. */
async function told(context: RuleContext): Promise<Uint8Array> {
  const conn = await served(context);
  const bytes = conn.take(conn.unheard.length);
  conn.close();
  return bytes;
}

async function served(context: RuleContext): Promise<ObservedConnection> {
  const conn = await context.connect();
  await conn.until((text) => text !== "", EXPECTED.time);
  // The end, too, if it is near.
  await conn.end(EXPECTED.endAfterTime, PAUSE).catch((error) => {
    if (!(error instanceof RuleViolation)) throw error;
  });
  return conn;
}

/** Seconds by which the program's clock may differ: on this machine it is ours. */
function tolerance({ target }: RuleContext): number {
  return target.ours ? 5 : 60;
}

function secondsIn(bytes: Uint8Array, order: "big" | "little"): number {
  return new DataView(Uint8Array.from(bytes).buffer).getUint32(0, order === "little");
}

/** The seconds since a year began, as four bytes hold them. */
function since(year: 1900 | 1970, now: Date): number {
  return (Math.floor(now.getTime() / 1000) + (year === 1900 ? FROM_1900_TO_1970 : 0)) % 2 ** 32;
}

function isClose(one: number, other: number, tolerance: number): boolean {
  const apart = Math.abs(one - other);
  return Math.min(apart, 2 ** 32 - apart) <= tolerance;
}

function bytesOf(seconds: number): string {
  return [24, 16, 8, 0].map((shift) => `\\x${(seconds >>> shift & 255).toString(16).padStart(2, "0")}`).join(
    "",
  );
}

function clock(now: Date): string {
  return now.toTimeString().slice(0, 8);
}

const FROM_1900_TO_1970 = 2_208_988_800;
const LINE_FEED = 0x0a;
/** Milliseconds in which what is to follow at once has come. */
const PAUSE = 200;
/** Milliseconds in which an answer to something comes. */
const LATER = 700;
/** Milliseconds after which seconds have gone on. */
const A_SECOND = 1100;
