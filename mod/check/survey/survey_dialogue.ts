import { RuleViolation } from "../causes/rule_violation.ts";
import type { Dialogue } from "../probes/dialogue.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";
import { sleep } from "../probes/sleep.ts";
import { RuleContext } from "../rule_context.ts";
import type { Survey } from "../run_check.ts";
import type { Target } from "../targets/target.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import type { Nature } from "./nature.ts";

/**
 * Finds out what a server of questions and answers is, with one start of it and two clients: whether it speaks first,
 * how many questions a connection carries, how many clients it serves, and whether it ends by itself.
 *
 * A wrong answer is an answer here: right and wrong are the rules' business.
 *
 * @returns undefined when nobody could connect to it, which the first rule tells better.
 */
export function surveyDialogue(dialogue: Dialogue): Survey {
  return async (target, options) => {
    const started = performance.now();
    await target.ready(true);
    using context = new RuleContext(target, options, { rule: "survey", company: true });
    const one = await orUndefined(context.connect());
    if (one === undefined) return undefined;
    const startTime = performance.now() - started;
    const speaksFirst = await says(one, MOMENT);
    await orUndefined(dialogue.greet(one));
    one.take(one.unheard.length);
    const first = await answered(one, context, dialogue);
    const known = {
      speaksFirst,
      startTime,
      ...(first.lineEnds === undefined ? {} : { lineEnds: first.lineEnds }),
    };
    if (!first.came) return { ...known, ...await end(target) };
    const questions = (await answered(one, context, dialogue)).came ? "several" : "one";
    const clients = await howMany(one, context, dialogue);
    const ended = await end(target);
    const over = ended.ended !== undefined ? "one" as const : clients;
    return { ...known, questions, ...(over === undefined ? {} : { clients: over }), ...ended };
  };
}

/** Another client comes while the first one is there, and is served at once, or once the first has left, or not. */
async function howMany(
  one: ObservedConnection,
  context: RuleContext,
  dialogue: Dialogue,
): Promise<Nature["clients"]> {
  const other = await orUndefined(context.connect());
  if (other === undefined) return "one";
  const asking = orUndefined(dialogue.greet(other)).then(() => answered(other, context, dialogue));
  const there = one.finish === undefined;
  const served = await sleep(MEANWHILE, context.options.signal, asking).then(() => other.heard > 0);
  if (served) {
    await asking;
    // Where the first has been sent away already, it was not served beside it.
    return there ? "at_once" : "in_turn";
  }
  one.close();
  await asking;
  return other.finish === undefined && other.heard > 0 ? "in_turn" : undefined;
}

/** Whether anything comes back, and whether it is a line: without one a moment of silence is the end of the answer. */
async function answered(
  conn: ObservedConnection,
  context: RuleContext,
  dialogue: Dialogue,
): Promise<{ came: boolean; lineEnds?: boolean }> {
  const before = conn.heard;
  await orUndefined(conn.send(dialogue.pair(context.random).ask + dialogue.mark));
  await orUndefined(conn.until((text) => text !== "", EXPECTED.welcome));
  const came = conn.heard > before;
  const line = () => dialogue.mark !== "" && conn.lastByte === LINE_FEED;
  for (let heard = before; came && !line() && conn.heard > heard && conn.finish === undefined;) {
    heard = conn.heard;
    await sleep(MOMENT, context.options.signal);
  }
  const lineEnds = came ? conn.lastByte === LINE_FEED : undefined;
  conn.take(conn.unheard.length);
  return { came, ...(lineEnds === undefined ? {} : { lineEnds }) };
}

async function says(conn: ObservedConnection, moment: number): Promise<boolean> {
  return await orUndefined(conn.until((text) => text !== "", EXPECTED.welcome, moment).then(() => true)) ??
    false;
}

async function end(target: Target): Promise<Pick<Nature, "ended">> {
  const { ended, outgrown } = await target.signs?.() ?? {};
  // One that used too much memory was ended by us.
  return ended === undefined || outgrown !== undefined ? {} : { ended };
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    return undefined;
  }
}

/** Milliseconds in which a server that speaks first has done so, and in which an answer goes on. */
const MOMENT = 200;
/** Milliseconds in which a server of several clients has served the second. */
const MEANWHILE = 500;
const LINE_FEED = 0x0a;
