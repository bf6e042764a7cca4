import { RuleViolation } from "../causes/rule_violation.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";
import { sleep } from "../probes/sleep.ts";
import { TalkSession } from "../probes/talk_session.ts";
import { type CheckOptions, RuleContext } from "../rule_context.ts";
import type { Target } from "../targets/target.ts";
import { type TalkTarget, talkTarget } from "../targets/talk_target.ts";
import type { Nature, TalkNature } from "./nature.ts";

/** The name that a program is given which asks for one. */
export const TALKER_NAME = "Ginette";

/**
 * Finds out how a program of two people talks, with one start of it: whether what is typed goes out at once, or only
 * when the other side has spoken, and whether it takes a line for itself first.
 *
 * @returns undefined when nobody could connect to it, which the first rule tells better.
 */
export async function surveyTalk(program: Target, options: CheckOptions): Promise<Nature | undefined> {
  const target = talkTarget(program);
  const started = performance.now();
  await target.begin();
  using context = new RuleContext(target, options, { rule: "survey" });
  const connecting = context.connect().catch((error) => {
    if (!(error instanceof RuleViolation)) throw error;
    return undefined;
  });
  const early = await asksBefore(target, connecting, options.signal);
  if (early) target.type(`${TALKER_NAME}\n`);
  const conn = await connecting;
  if (conn === undefined) return undefined;
  const startTime = performance.now() - started;
  const session = new TalkSession(context, target, conn);
  const known = (talk: TalkNature): Nature => ({ speaksFirst: false, startTime, talk });
  const manner = await mannerOf(session);
  return known({ ...manner, asks: early || manner.asks });
}

/** Whether it waits at a question on its screen instead of connecting. */
async function asksBefore(
  target: TalkTarget,
  connecting: Promise<ObservedConnection | undefined>,
  signal: AbortSignal,
): Promise<boolean> {
  let came = false;
  void connecting.then(() => came = true);
  let [said, since] = ["", performance.now()];
  while (!came && target.ended() !== true) {
    const now = (target.shown() ?? "") + target.said();
    if (now !== said) [said, since] = [now, performance.now()];
    // A question mostly stands without a line end; other words may be about what it is doing.
    const patience = now.endsWith("\n") ? RESTS_AFTER_WORDS : RESTS_AT_QUESTION;
    if (now !== "" && performance.now() - since > patience) return true;
    await sleep(25, signal, connecting);
  }
  return false;
}

async function mannerOf(session: TalkSession): Promise<TalkNature> {
  const word = () => session.context.random.word(8);
  const first = word();
  session.type(first);
  if (await session.arrives(first, FIRST)) return { ...await untilSpoken(session), opens: true, asks: false };
  await session.say(word());
  if (await session.arrives(first, MOMENT)) return { manner: "turns", opens: false, asks: false };
  const second = word();
  session.type(second);
  if (!await session.arrives(second, MOMENT)) return { opens: false, asks: false };
  return { ...await untilSpoken(session), opens: true, asks: true };
}

/** Whether a second line waits until the other side has spoken. */
async function untilSpoken(session: TalkSession): Promise<Pick<TalkNature, "manner">> {
  const line = session.context.random.word(8);
  session.type(line);
  if (await session.arrives(line, MOMENT)) return { manner: "any_time" };
  await session.say(session.context.random.word(8));
  return await session.arrives(line, MOMENT) ? { manner: "turns" } : {};
}

/** Milliseconds in which a program that has just started has sent what was typed, and one that runs. */
const FIRST = 900;
const MOMENT = 600;
/** Milliseconds for which its screen stands still, at a question and after a whole line. */
const RESTS_AT_QUESTION = 500;
const RESTS_AFTER_WORDS = 1500;
