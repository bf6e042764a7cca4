import type { RuleContext } from "../rule_context.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { ask, type Dialogue, meet, type Pair, serveOne } from "../probes/dialogue.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import { unanswered } from "../probes/unanswered.ts";
import type { Segmentation } from "../probes/segmentation.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";
import { atOnce } from "./at_once.ts";
import type { CommonRule } from "../causes/line_causes.ts";

type Probe = (context: RuleContext, dialogue: Dialogue) => Promise<void>;

/**
 * The same conversation in the plainest way, for the rules that are about the way: each line in one piece, one after
 * another, by a client that leaves as usual. The same chance gives the same texts.
 */
export const CONTROLS: Partial<Readonly<Record<CommonRule, Probe>>> = {
  bytewise: oneLine("whole"),
  glued: inTurn,
  split: oneLine("whole", true),
  random: inTurn,
  slow: oneLine("whole"),
  crlf: (context, dialogue) => askedInTurn(pairs(2, context, dialogue), context, dialogue),
  half_close: (context, dialogue) => askedInTurn(severalOrOne(context, dialogue), context, dialogue),
  last_line: (context, dialogue) => lastLine(context, dialogue, dialogue.mark),
  silent_client: nextClient,
  reset: (context, dialogue) => leavingPolitely(pairs(3, context, dialogue), context, dialogue),
  garbage: (context, dialogue) => leavingPolitely(pairs(1, context, dialogue), context, dialogue),
};

/** How each common rule is tried. */
export const LINE_PROBES: Readonly<Record<CommonRule, Probe>> = {
  several,
  bytewise: oneLine("bytewise"),
  glued: (context, dialogue) => manyLines(context, dialogue, "whole"),
  split: oneLine("split", true),
  random: (context, dialogue) => manyLines(context, dialogue, "random"),
  slow: oneLine("slow"),
  long: longLine,
  crlf,
  line_end: lineEnd,
  half_close: halfClose,
  last_line: (context, dialogue) => lastLine(context, dialogue),
  next_client: nextClient,
  silent_client: silentClient,
  reset,
  garbage,
  at_once: atOnce,
};

async function several(context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  for (const pair of pairs(4, context, dialogue)) await ask(conn, pair, dialogue);
  await conn.quiet(EXPECTED.onlyAnswers, 50);
}

/** One request in pieces, and, where there may be one, another one to see that nothing is left over. */
function oneLine(via: Segmentation, accented = false): Probe {
  return async (context, dialogue) => {
    const conn = await meet(context, dialogue);
    const { ask: text, answer } = accented
      ? dialogue.accented(context.random)
      : dialogue.pair(context.random);
    await conn.send(text + dialogue.mark, via);
    await conn.hear(answer);
    if (context.nature?.questions !== "one") await ask(conn, dialogue.pair(context.random), dialogue);
  };
}

async function inTurn(context: RuleContext, dialogue: Dialogue): Promise<void> {
  await askedInTurn(pairs(5, context, dialogue), context, dialogue);
}

async function askedInTurn(all: readonly Pair[], context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  for (const pair of all) await ask(conn, pair, dialogue);
}

/** A client that asks the same, hears no answer, and leaves as usual; then the next one. */
async function leavingPolitely(
  all: readonly Pair[],
  context: RuleContext,
  dialogue: Dialogue,
): Promise<void> {
  for (let client = 0; client < 2; client++) {
    const polite = await meet(context, dialogue);
    for (const pair of all) await ask(polite, pair, dialogue);
    polite.close();
    await serveOne(context, dialogue);
  }
}

/** The requests of a client that has several, or of one that may have only one. */
function severalOrOne(context: RuleContext, dialogue: Dialogue): Pair[] {
  return pairs(dialogue.mark === "" || context.nature?.questions === "one" ? 1 : 3, context, dialogue);
}

async function manyLines(context: RuleContext, dialogue: Dialogue, via: Segmentation): Promise<void> {
  const conn = await meet(context, dialogue);
  const all = pairs(5, context, dialogue);
  await conn.send(all.map(({ ask }) => ask + dialogue.mark).join(""), via);
  await hearAll(conn, all, (error, missing) => {
    const later = otherThan(missing, context, dialogue);
    const line = () => new TextDecoder().decode(conn.unheard);
    const says = ({ answer }: Pair) => (came: string) =>
      came.includes("\n") && answer.fits(came.split("\n", 1)[0]!.replace(/\r$/, ""));
    const request = { send: () => conn.send(later.ask + dialogue.mark), came: line };
    return unanswered(
      error,
      { ...request, missing: says(missing), later: says(later) },
      context.options.signal,
    );
  });
  await conn.quiet(EXPECTED.onlyAnswers, 50);
}

/** A pair with another answer, where there is one. */
function otherThan({ answer }: Pair, context: RuleContext, dialogue: Dialogue): Pair {
  const some = Array.from({ length: 20 }, () => dialogue.pair(context.random));
  const differs = (pair: Pair) => !answer.fits(pair.answer.expected.exact ?? "");
  return some.find(differs) ?? some[0]!;
}

/**
 * Hears the answers, and tells one that comes too early from one that is wrong.
 *
 * @param missed is asked about an error where the first answer came, and no other.
 */
async function hearAll(
  conn: ObservedConnection,
  all: readonly Pair[],
  missed: (error: unknown, missing: Pair) => unknown = (error) => error,
): Promise<void> {
  for (const [index, { answer }] of all.entries()) {
    try {
      await conn.hear(answer);
    } catch (error) {
      if (index === 1 && conn.unheard.length === 0) throw await missed(error, all[index]!);
      if (!(error instanceof RuleViolation) || error.symptom !== "different") throw error;
      const text = new TextDecoder().decode(error.received);
      const early = all.slice(index + 1).some((other) => other.answer.fits(text));
      const expected = early ? { ...error.expected, part: "answers in order" as const } : error.expected;
      throw new RuleViolation(error.symptom, expected, error.received);
    }
  }
}

async function longLine(context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  await ask(conn, dialogue.long!(context.random), dialogue);
}

async function crlf(context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  for (const { ask: text, answer } of pairs(context.nature?.questions === "one" ? 1 : 2, context, dialogue)) {
    await conn.send(`${text}\r\n`);
    await conn.hear(answer);
  }
}

async function lineEnd(context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  await conn.send(dialogue.pair(context.random).ask + dialogue.mark);
  const line = await conn.line(EXPECTED.plainLineEnd);
  if (line.endsWith("\r")) {
    throw new RuleViolation("different", EXPECTED.plainLineEnd, new TextEncoder().encode(`${line}\n`));
  }
}

async function halfClose(context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  const all = severalOrOne(context, dialogue);
  await conn.send(all.map(({ ask }) => ask + dialogue.mark).join(""));
  await conn.halfClose();
  await hearAll(conn, all);
  await conn.end(EXPECTED.endAfterAnswers);
}

/** @param mark the end of the line, which it has not. */
async function lastLine(context: RuleContext, dialogue: Dialogue, mark = ""): Promise<void> {
  const conn = await meet(context, dialogue);
  const { ask: text, answer } = dialogue.pair(context.random);
  await conn.send(text + mark);
  await conn.halfClose();
  try {
    await conn.hear(answer);
  } catch (error) {
    // A line without an end may well be answered by one.
    const whole = new TextDecoder().decode(conn.unheard);
    if (!(error instanceof RuleViolation) || !answer.fits(whole)) throw error;
    if (error.symptom === "silence") {
      throw new RuleViolation("open", EXPECTED.endAfterAnswers, error.received);
    }
    if (error.symptom !== "closed") throw error;
  }
}

async function nextClient(context: RuleContext, dialogue: Dialogue): Promise<void> {
  for (let client = 0; client < 3; client++) await serveOne(context, dialogue);
}

async function silentClient(context: RuleContext, dialogue: Dialogue): Promise<void> {
  (await context.connect()).close();
  await serveOne(context, dialogue);
  const half = await meet(context, dialogue);
  await half.send(dialogue.pair(context.random).ask.slice(0, 1));
  half.close();
  await serveOne(context, dialogue);
}

async function reset(context: RuleContext, dialogue: Dialogue): Promise<void> {
  for (let client = 0; client < 2; client++) {
    const rude = await meet(context, dialogue);
    await rude.send(pairs(3, context, dialogue).map(({ ask }) => ask + dialogue.mark).join(""));
    rude.reset();
    await serveOne(context, dialogue);
  }
}

async function garbage(context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  await conn.send(Uint8Array.of(0xff, 0xfe, 0x00, 0xc3, ...new TextEncoder().encode(dialogue.mark)));
  await conn.quiet(EXPECTED.onlyAnswers, 50).catch((error) => {
    if (!(error instanceof RuleViolation)) throw error;
    // Any answer to that is right.
  });
  conn.close();
  await serveOne(context, dialogue);
}

function pairs(count: number, context: RuleContext, dialogue: Dialogue): Pair[] {
  return Array.from({ length: count }, () => dialogue.pair(context.random));
}
