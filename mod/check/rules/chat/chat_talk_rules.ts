import type { RuleContext } from "../../rule_context.ts";
import { chatFindings } from "../../probes/chat_findings.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import {
  ChatClients,
  hasNotHeard,
  hears,
  hearsAll,
  hearsBoth,
  type NamedClient,
} from "../../probes/chat_clients.ts";
import { ITS_END, TOLD } from "../../causes/line_causes.ts";
import { type Rule, seen, when } from "../../rule.ts";
import { unanswered } from "../../probes/unanswered.ts";
import { sleep } from "../../probes/sleep.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS, HELD_BACK } from "../../texts/chat_texts.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
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
      [when(pattern.extra, WHY.back)],
      async (context) => notBack(await clients(context), context),
      first,
    ),
    rule(
      "once",
      TEXTS.once,
      [when(pattern.extra, WHY.twice)],
      async (context) => once(await clients(context), context),
      first,
    ),
    rule(
      "any_order",
      TEXTS.anyOrder,
      [...ITS_END, when(pattern.nothing, WHY.anyOrder)],
      async (context) => anyOrder(await clients(context)),
      first,
    ),
    rule(
      "in_order",
      TEXTS.inOrder,
      [
        ...ITS_END,
        TOLD,
        when(pattern.misses("any line but the first"), WHY.onlyFirst),
        when(pattern.both(pattern.misses("a later line"), pattern.control("holds")), WHY.loses),
        when(pattern.control("holds"), WHY.glued),
      ],
      async (context) => inOrder(await clients(context), context),
      { control: async (context) => inOrder(await clients(context), context, false) },
    ),
    rule(
      "mixed",
      TEXTS.mixed,
      [when(pattern.different, WHY.mixed), ...ITS_END],
      async (context) => mixed(await clients(context), context),
    ),
    rule(
      "burst",
      TEXTS.burst,
      [...ITS_END, when(pattern.both(pattern.saidWrong, pattern.control("holds")), WHY.loses)],
      async (context) => burst(await clients(context), context, BURST),
      {
        needs: ["all", "any_order", "in_order"],
        after: ["mixed"],
        control: async (context) => burst(await clients(context), context, 5),
      },
    ),
    rule("accents", TEXTS.accents, ACCENTS, talkVia("whole", " été 🦆")),
    rule(
      "bytewise",
      TEXTS.bytewise,
      [...ITS_END, when(pattern.control("holds"), WHY.pieces)],
      talkVia("bytewise"),
      {
        control: talkVia("whole"),
      },
    ),
    rule("split", TEXTS.split, SPLIT, talkVia("split", " été 🦆"), {
      needs: ["all", "any_order", "accents", "bytewise"],
      control: talkVia("whole", " été 🦆"),
    }),
    rule(
      "crlf",
      TEXTS.crlf,
      [when(pattern.different, WHY.carriageReturn), ...ITS_END],
      async (context) => crlf(await clients(context), context),
      { severity: "should" },
    ),
  ];
}

/** Not even a greeting came. */
const nobody: pattern.FailurePattern = ({ symptom, text }) => symptom === "silence" && text === "";

const ALL = [
  when(pattern.misses("line for the rest"), WHY.notAll),
  ...ITS_END,
  when(pattern.waiting, WHY.oneClient),
  seen(nobody, WHY.nobodyHears),
  seen(pattern.nothing, WHY.nobodyHears),
];
const ACCENTS = [
  when(pattern.decodeError, WHY.decode),
  ...ITS_END,
  when(pattern.mojibake, COMMON_CAUSES.mojibake),
  when(pattern.replaced, COMMON_CAUSES.mojibake),
  when(pattern.strayControls, COMMON_CAUSES.mojibake),
  seen(() => true, WHY.changed),
];
const SPLIT = [
  when(pattern.decodeError, WHY.decode),
  ...ITS_END,
  when(pattern.both(pattern.replaced, pattern.control("holds")), COMMON_CAUSES.replaced),
  when(pattern.control("holds"), WHY.pieces),
];
/** A line of any client reaches a reader that reads, however many come at once. */
const BURST = 500;

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

/** Many lines from one client at once, and from two at the same time: each reaches all others, once and in order. */
async function burst(clients: ChatClients, context: RuleContext, count: number): Promise<void> {
  const [first, second, ...others] = clients.members;
  const tag = context.random.word(6);
  const lines = (name: string) => Array.from({ length: count }, (_, index) => `${tag}-${name}-${index}`);
  const said = [[first!, lines("a")], [second!, lines("b")]] as const;
  await Promise.all(said.map(([{ conn }, all]) => conn.send(all.map((line) => `${line}\n`).join(""))));
  const listeners = others.length > 0 ? others : [second!];
  const wanted = others.length > 0 ? said.flatMap(([, all]) => all) : lines("a");
  for (const listener of listeners) {
    if (await hearsAll(listener, wanted, context.timeout)) continue;
    chatFindings(context).heldBack = true;
    return context.note(HELD_BACK);
  }
}

async function inOrder(clients: ChatClients, context: RuleContext, glued = true): Promise<void> {
  const [speaker, ...others] = clients.members;
  const texts = Array.from({ length: 10 }, () => context.random.word(9));
  if (glued) await speaker!.conn.send(texts.map((text) => `${text}\n`).join(""));
  for (const text of texts) {
    if (!glued) await speaker!.conn.send(`${text}\n`);
    for (const other of glued ? [] : others) await hears(other, text);
  }
  for (const other of glued ? others : []) {
    for (const index of texts.keys()) {
      await hearsNext(other, texts, index).catch(async (error) => {
        if (!onlyFirst(error)) throw error;
        const later = context.random.word(9);
        const said = (text: string) => (came: string) => came.includes(text);
        throw await unanswered(error, {
          send: () => speaker!.conn.send(`${later}\n`),
          came: () => new TextDecoder().decode(other.conn.unheard),
          missing: said(texts[index]!),
          later: said(later),
        }, context.options.signal);
      });
    }
  }
}

function onlyFirst(error: unknown): boolean {
  return error instanceof RuleViolation && error.expected.part === "any line but the first";
}

/** The next of these; where it is missing, whether all but the first are, or some later ones. */
async function hearsNext(listener: NamedClient, texts: readonly string[], index: number): Promise<void> {
  try {
    await hears(listener, texts[index]!);
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "silence" || index === 0) throw error;
    const came = new TextDecoder().decode(error.received);
    const later = index > 1 || texts.slice(index).some((text) => came.includes(text));
    const part = later ? "a later line" as const : "any line but the first" as const;
    throw new RuleViolation(error.symptom, { ...error.expected, part }, error.received);
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
  // A server that sends at intervals may send either of them first
  await hearsBoth(listener, [text, begin + end], (line) => {
    if (line.includes(text) && line.includes(begin)) {
      throw new RuleViolation("different", EXPECTED_OF.lineAlone(text), new TextEncoder().encode(line));
    }
  });
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
