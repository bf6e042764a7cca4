import { exactly } from "../probes/answer.ts";
import type { RuleContext } from "../rule_context.ts";
import { awakeNow } from "../probes/awake_clock.ts";
import { RuleSkipped, RuleViolation } from "../causes/rule_violation.ts";
import type { ClientTarget } from "../targets/client_target.ts";
import type { TalkTarget } from "../targets/talk_target.ts";
import type { Rule, RuleText } from "../rule.ts";
import { sleep } from "../probes/sleep.ts";
import { clientCauses } from "../causes/client_causes.ts";
import { CLIENT_TEXTS as TEXTS, NEEDS_RUN, SHOWN_AT_END, SHOWN_LATE } from "../texts/client_texts.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";

/** Input for a client, and the server's answers to it. */
export interface ClientTalk {
  readonly service: string;
  /** At least two, none of them part of another. */
  readonly typed: readonly { readonly text: string; readonly answer: string }[];
  /** An answer with characters of several bytes. */
  readonly accented: string;
  readonly mark: "\n" | "";
  /** Whether client and server take turns, as opposed to speaking at any time. */
  readonly turns: boolean;
}

/** The rules of a client that sends what a person types and shows the answers. */
export function clientRules(target: ClientTarget, talk: ClientTalk): Rule[] {
  const rule = (
    id: Parameters<typeof clientCauses>[0],
    text: RuleText,
    probe: Probe,
    { severity = "must", needs = ["line"], control }: RuleManner = {},
  ): Rule => ({
    id: `${talk.service}.client_${id}`,
    ...text,
    severity,
    needs: needs.map((need) => `${talk.service}.client_${need}`),
    causes: clientCauses(id),
    ...(control === undefined ? {} : { control: (context) => control({ context, target, talk }) }),
    probe: (context) => probe({ context, target, talk }),
  });
  const framed = talk.mark === "" ? [] : [
    rule("bytewise", TEXTS.bytewise, inPieces, { ...AFTER_SHOWN, control: inOnePiece }),
    rule("split", TEXTS.split, split("split"), {
      needs: [...AFTER_SHOWN.needs, "bytewise"],
      control: split("whole"),
    }),
  ];
  const ends = [
    rule("ctrl_d", TEXTS.ctrlD, ctrlD),
    rule("server_gone", TEXTS.gone, serverGone, { severity: "should" }),
  ];
  const first = rule("line", TEXTS.line, oneLine, { needs: [] });
  const shown = rule("shows", TEXTS.shows, shows);
  if (!talk.turns) return [first, rule("pushed", TEXTS.pushed, pushed), ...ends];
  return [first, rule("waits", TEXTS.waits, waits), shown, ...framed, ...ends];
}

/** How much a rule weighs, and what goes before it. */
interface RuleManner {
  readonly severity?: Rule["severity"];
  readonly needs?: readonly string[];
  /** The same in the plainest way. */
  readonly control?: Probe;
}

/** The rules that fit only a client that waits for answers and shows them. */
const AFTER_SHOWN = { needs: ["line", "waits", "shows"] };

interface Setting {
  readonly context: RuleContext;
  readonly target: ClientTarget;
  readonly talk: ClientTalk;
}
type Probe = (setting: Setting) => Promise<void>;

async function begin({ context, target, talk }: Setting): Promise<ObservedConnection> {
  await target.begin(talk.typed.map(({ text }) => `${text}\n`).join(""));
  return await context.connect();
}

async function hears(conn: ObservedConnection, { talk }: Setting, index: number): Promise<void> {
  await conn.hear(exactly(talk.typed[index]!.text));
}

async function answers(conn: ObservedConnection, { talk }: Setting, index: number): Promise<void> {
  await conn.send(talk.typed[index]!.answer + talk.mark);
}

async function oneLine(setting: Setting): Promise<void> {
  const conn = await begin(setting);
  await hears(conn, setting, 0);
  if (setting.talk.turns) await answers(conn, setting, 0);
  try {
    await hears(conn, setting, 1);
  } catch (error) {
    if (setting.talk.turns || !(error instanceof RuleViolation) || error.symptom !== "silence") throw error;
    // Whether it waits for an answer is seen by one.
    await conn.send("netlab\n");
    const came = await hears(conn, setting, 1).then(() => true, () => false);
    if (!came) throw error;
    const expected = { ...error.expected, part: "line before anything has come" as const };
    throw new RuleViolation(error.symptom, expected, error.received);
  }
}

async function waits(setting: Setting): Promise<void> {
  const conn = await begin(setting);
  await hears(conn, setting, 0);
  await conn.quiet(EXPECTED.nothingYet, 400);
  await answers(conn, setting, 0);
  await hears(conn, setting, 1);
}

async function shows(setting: Setting): Promise<void> {
  const conn = await begin(setting);
  await hears(conn, setting, 0);
  await answers(conn, setting, 0);
  await untilShown(setting, setting.talk.typed[0]!.answer);
}

/** A client that takes the first piece for the answer goes on to its next request too early. */
async function inPieces(setting: Setting): Promise<void> {
  const conn = await begin(setting);
  await hears(conn, setting, 0);
  const { answer } = setting.talk.typed[0]!;
  await conn.send(answer, "bytewise");
  await conn.quiet(EXPECTED.nothingBeforeLineEnd, 200);
  await conn.send("\n");
  await hears(conn, setting, 1);
  if (setting.target.shown() !== undefined) await untilShown(setting, answer);
}

/** The same answer, all at once. */
async function inOnePiece(setting: Setting): Promise<void> {
  const conn = await begin(setting);
  await hears(conn, setting, 0);
  await answers(conn, setting, 0);
  await hears(conn, setting, 1);
  if (setting.target.shown() !== undefined) await untilShown(setting, setting.talk.typed[0]!.answer);
}

function split(via: "split" | "whole"): Probe {
  return async (setting) => {
    const conn = await begin(setting);
    await hears(conn, setting, 0);
    await conn.send(`${setting.talk.accented}\n`, via);
    await hears(conn, setting, 1);
    if (setting.target.shown() !== undefined) await untilShown(setting, setting.talk.accented);
  };
}

async function pushed(setting: Setting): Promise<void> {
  const { context, target } = setting;
  const conn = await begin(setting);
  const text = context.random.word(9);
  await sleep(100, context.options.signal);
  await conn.send(`${text}\n`);
  const appears = () => eventually(context, () => target.shown()?.includes(text));
  if (await appears()) return;
  const expected = EXPECTED_OF.onScreen(text);
  const shown = encoder.encode(target.shown());
  // When it appears then tells what the client has waited for.
  target.type("netlab\n");
  if (await appears()) {
    throw new RuleViolation("silence", { ...expected, part: "screen before a line is typed" }, shown);
  }
  target.endTyping();
  if (await appears()) {
    throw new RuleViolation("silence", { ...expected, part: "screen before the end" }, shown);
  }
  throw new RuleViolation("silence", expected, shown);
}

async function ctrlD(setting: Setting): Promise<void> {
  const conn = await begin(setting);
  for (const index of setting.talk.typed.keys()) {
    await hears(conn, setting, index);
    await answers(conn, setting, index);
  }
  setting.target.endTyping();
  await conn.end(EXPECTED.endAfterCtrlD);
}

async function serverGone(setting: Setting): Promise<void> {
  const conn = await begin(setting);
  await hears(conn, setting, 0);
  conn.close();
  await untilEnded(setting);
}

/** Waits until it is shown; it may as well come at the client's end, out of a buffer. */
export async function untilShown(
  { context, target }: { readonly context: RuleContext; readonly target: TalkTarget },
  text: string,
): Promise<void> {
  if (await eventually(context, () => target.shown()?.includes(text))) return;
  // What a program keeps in a buffer that is no terminal comes out at its end.
  target.endTyping();
  context.leaveAll();
  if (await eventually(context, () => target.ended()) && target.shown()?.includes(text)) {
    return context.note(target.atTerminal ? SHOWN_LATE : SHOWN_AT_END);
  }
  throw new RuleViolation("silence", EXPECTED_OF.onScreen(text), encoder.encode(target.shown()));
}

async function untilEnded({ context, target }: Setting): Promise<void> {
  if (await eventually(context, () => target.ended())) return;
  throw new RuleViolation("open", EXPECTED.clientEnds);
}

/** Whether it becomes true in time; skips the rule where it cannot be seen. */
export async function eventually(context: RuleContext, test: () => boolean | undefined): Promise<boolean> {
  const deadline = awakeNow() + context.timeout;
  while (awakeNow() < deadline) {
    const now = test();
    if (now === undefined) throw new RuleSkipped(NEEDS_RUN);
    if (now) return true;
    await sleep(20, context.options.signal);
  }
  return false;
}

const encoder = new TextEncoder();
