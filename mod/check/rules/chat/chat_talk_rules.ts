import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { ChatClients, hasNotHeard, hears } from "../../probes/chat_clients.ts";
import { otherwise, type Rule, when } from "../../rule.ts";
import { sleep } from "../../probes/sleep.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS } from "../../texts/chat_texts.ts";
import { COMMON_CAUSES } from "../../texts/common_texts.ts";
import { EXPECTED_OF } from "../../texts/expected_texts.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import { type ChatCheck, chatRule as rule } from "./chat_rule.ts";

/** The rules about a line's way: whom it reaches, and how it arrives. */
export function chatTalkRules(check: ChatCheck): Rule[] {
  const clients = (context: RuleContext) => ChatClients.of(check.expect ?? 3, context, check);
  const talkVia = (via: Segmentation, more = "") => async (context: RuleContext) => {
    const all = await clients(context);
    await all.talk(all.members[1]!, via, more);
  };
  const first = { needs: ["all"] };
  return [
    rule("all", TEXTS.all, ALL, talkVia("whole"), { needs: [] }),
    rule(
      "not_back",
      TEXTS.notBack,
      [when(pattern.refused, WHY.notAll), otherwise(WHY.back)],
      async (context) => notBack(await clients(context), context),
      first,
    ),
    rule(
      "once",
      TEXTS.once,
      [otherwise(WHY.twice)],
      async (context) => once(await clients(context), context),
      first,
    ),
    rule(
      "any_order",
      TEXTS.anyOrder,
      [otherwise(WHY.anyOrder)],
      async (context) => anyOrder(await clients(context)),
      first,
    ),
    rule(
      "in_order",
      TEXTS.inOrder,
      [when(pattern.nothing, WHY.onlyFirst), otherwise(WHY.glued)],
      async (context) => inOrder(await clients(context), context),
    ),
    rule("accents", TEXTS.accents, ACCENTS, talkVia("whole", " été 🦆")),
    rule("bytewise", TEXTS.bytewise, [otherwise(WHY.pieces)], talkVia("bytewise")),
    rule(
      "mixed",
      TEXTS.mixed,
      [otherwise(WHY.mixed)],
      async (context) => mixed(await clients(context), context),
    ),
    rule("split", TEXTS.split, SPLIT, talkVia("split", " été 🦆"), {
      needs: ["all", "any_order", "accents"],
    }),
    rule(
      "crlf",
      TEXTS.crlf,
      [otherwise(WHY.carriageReturn)],
      async (context) => crlf(await clients(context), context),
      { severity: "should" },
    ),
  ];
}

/** Not even a greeting came. */
const nobody: pattern.FailurePattern = ({ symptom, text }) => symptom === "silence" && text === "";

const ALL = [
  when(pattern.misses("line for the rest"), WHY.notAll),
  when(nobody, WHY.oneClient),
  otherwise(WHY.notAll),
];
const ACCENTS = [
  when(pattern.hungUp, WHY.decode),
  when(pattern.mojibake, COMMON_CAUSES.mojibake),
  when(pattern.replaced, COMMON_CAUSES.mojibake),
  when(pattern.strayControls, COMMON_CAUSES.mojibake),
  otherwise(WHY.changed),
];
const SPLIT = [
  when(pattern.hungUp, WHY.decode),
  when(pattern.decodeError, WHY.decode),
  otherwise(WHY.pieces),
];

async function notBack(clients: ChatClients, context: RuleContext): Promise<void> {
  const [speaker] = clients.members;
  const text = await clients.talk(speaker!);
  await sleep(150, context.options.signal);
  hasNotHeard(speaker!, text);
}

async function once(clients: ChatClients, context: RuleContext): Promise<void> {
  const [speaker, ...others] = clients.members;
  const text = await clients.talk(speaker!);
  await sleep(150, context.options.signal);
  for (const other of others) hasNotHeard(other, text);
}

async function anyOrder(clients: ChatClients): Promise<void> {
  const { members } = clients;
  for (const index of [2, 1, 0, 0, 2, 1]) await clients.talk(members[index % members.length]!);
}

async function inOrder(clients: ChatClients, context: RuleContext): Promise<void> {
  const [speaker, ...others] = clients.members;
  const texts = Array.from({ length: 10 }, () => context.random.word(9));
  await speaker!.conn.send(texts.map((text) => `${text}\n`).join(""));
  for (const other of others) {
    for (const text of texts) await hears(other, text);
  }
}

/** One types half a line, another one speaks, the first goes on: the third has to see two whole lines. */
async function mixed(clients: ChatClients, context: RuleContext): Promise<void> {
  const [slow, quick, listener] = clients.members;
  const [begin, end] = [context.random.word(9), context.random.word(9)];
  await slow!.conn.send(begin);
  await sleep(100, context.options.signal);
  const text = await clients.says(quick!);
  await sleep(100, context.options.signal);
  await slow!.conn.send(`${end}\n`);
  if (listener === undefined) return;
  const line = await hears(listener, text);
  if (line.includes(begin)) {
    throw new RuleViolation("different", EXPECTED_OF.lineAlone(text), new TextEncoder().encode(line));
  }
  await hears(listener, begin + end);
}

async function crlf(clients: ChatClients, context: RuleContext): Promise<void> {
  const [speaker, ...others] = clients.members;
  const text = context.random.word(9);
  await speaker!.conn.send(`${text}\r\n`);
  for (const other of others) {
    const line = await hears(other, text);
    if (!/\S\r?$/.test(line)) {
      throw new RuleViolation("different", EXPECTED_OF.lineAlone(text), new TextEncoder().encode(line));
    }
  }
}
