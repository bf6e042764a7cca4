import { tellsError } from "../causes/failure_patterns.ts";
import { awakeNow } from "./awake_clock.ts";
import { RuleSkipped, RuleViolation } from "../causes/rule_violation.ts";
import type { RuleContext } from "../rule_context.ts";
import { EXPECTED_OF } from "../texts/expected_texts.ts";
import { SLOW_READER_CAUSES as WHY, SLOW_READER_NOTES as NOTES } from "../texts/slow_reader_texts.ts";
import type { ObservedConnection } from "./observed_connection.ts";
import { sleep } from "./sleep.ts";

/** Numbered lines that nobody else has said, of more bytes than the buffers on the way hold. */
export class ManyLines {
  readonly #tag: string;

  constructor(context: RuleContext) {
    this.#tag = context.random.word(7);
  }

  /** Says them, and waits until nothing more is taken for a moment, and the program is done with what it has. */
  async say(conn: ObservedConnection, { options: { signal }, target }: RuleContext): Promise<void> {
    let said = 0;
    const saying = (async () => {
      for (; said < COUNT; said += AT_ONCE) {
        await conn.send(this.#text(said, Math.min(said + AT_ONCE, COUNT)));
      }
    })().catch((error) => {
      // That a program takes nothing more is not what is looked at here.
      if (!(error instanceof RuleViolation)) throw error;
    });
    for (let before = -1, looks = 0; said < COUNT && said !== before && looks < MOST_LOOKS; looks++) {
      before = said;
      await sleep(LOOK, signal, saying);
    }
    // Where that cannot be seen, a moment has to do.
    if (target.signs === undefined) return await sleep(2 * LOOK, signal);
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      if ((await target.signs()).busy !== true) break;
    }
  }

  #text(from: number, to: number): string {
    const lines = Array.from({ length: to - from }, (_, index) => `${this.#tag}-${from + index}-${FILLER}\n`);
    return lines.join("");
  }

  /**
   * Reads them, to the last or to the end of the connection, which a server may well choose for who reads too slowly.
   *
   * @throws {RuleViolation} when one of them is missing or cut off, or two stand in one line; {RuleSkipped} when more of them
   *   still come when the time is over.
   */
  async readSlowly(conn: ObservedConnection, context: RuleContext): Promise<void> {
    const deadline = awakeNow() + Math.max(MOST_TIMEOUTS * context.timeout, LEAST);
    const missing = new Set(Array.from({ length: COUNT }, (_, index) => index));
    const expected = EXPECTED_OF.allWhole(COUNT);
    let told = false;
    for (let last = -1; last < COUNT - 1;) {
      if (awakeNow() > deadline) throw new RuleSkipped(NOTES.heldBack);
      let line: string;
      try {
        line = await conn.line(expected, Math.max(context.timeout, LEAST / 3));
      } catch (error) {
        if (!(error instanceof RuleViolation)) throw error;
        if (conn.finish !== undefined) return await ended(error, context);
        if (error.received.length === 0) break;
        const heard = conn.heard;
        await sleep(LOOK, context.options.signal);
        // It is slow, and tears nothing.
        if (conn.heard > heard) throw new RuleSkipped(NOTES.heldBack);
        throw torn(error.received);
      }
      const number = this.#numberOf(line);
      told ||= number === undefined && line.trim() !== "";
      if (number === undefined) continue;
      missing.delete(number);
      last = number;
    }
    const [first] = missing;
    if (first === undefined) return;
    // A server that counts what it leaves out, and says so, has decided that.
    if (told) return context.note(NOTES.leftOut);
    const came = EXPECTED_OF.someLines(COUNT - missing.size, COUNT, `${this.#tag}-${first}-`);
    throw new RuleViolation("silence", expected, undefined, came, { tells: WHY.dropped });
  }

  /** The number of the line in it; undefined where it is none of these. */
  #numberOf(line: string): number | undefined {
    const [first, ...others] = line.matchAll(new RegExp(`${this.#tag}-(\\d+)-(x*)`, "gi"));
    const broken = others.length > 0 || first !== undefined && first[2]!.length !== FILLER.length;
    if (broken || first === undefined && /x{20}/i.test(line)) throw torn(new TextEncoder().encode(line));
    return first && Number(first[1]);
  }
}

/** A limit may well end a connection, an error not. */
async function ended(error: RuleViolation, context: RuleContext): Promise<void> {
  const { target } = context;
  if ((await target.signs?.())?.ended !== undefined || tellsError(target.said())) throw error;
  context.note(NOTES.sentAway);
}

function torn(received: Uint8Array): RuleViolation {
  return new RuleViolation("different", EXPECTED_OF.allWhole(COUNT), received, undefined, {
    tells: WHY.torn,
  });
}

/** The kernel's buffers on one machine hold less than all of it. */
const COUNT = 12_000;
const FILLER = "x".repeat(500);
const MOST_TIMEOUTS = 3;
/** Milliseconds in which a busy machine hands on that much. */
const LEAST = 6000;
const AT_ONCE = 100;
/** Milliseconds in which a program that takes anything has taken some of it. */
const LOOK = 300;
const MOST_LOOKS = 12;
