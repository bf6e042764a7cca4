import type { Bench } from "../../bench.ts";
import { Broken } from "../../causes/broken.ts";
import { Crowd, hasNotHeard, hears } from "../../probes/crowd.ts";
import { otherwise, type Rule, when } from "../../rule.ts";
import { sleep } from "../../probes/sleep.ts";
import * as sign from "../../causes/symptoms.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS } from "../../texts/chat_texts.ts";
import { COMMON_CAUSES } from "../../texts/common_texts.ts";
import { EXPECTED_OF } from "../../texts/expected_texts.ts";
import type { Transport } from "../../probes/transport.ts";
import { type ChatCheck, chatRule as rule } from "./chat_rule.ts";

/** The rules about what becomes of a line: whom it reaches, and how it arrives. */
export function chatTalkRules(check: ChatCheck): Rule[] {
  const crowd = (bench: Bench) => Crowd.of(check.expect ?? 3, bench, check);
  const talkVia = (via: Transport, more = "") => async (bench: Bench) => {
    const all = await crowd(bench);
    await all.talk(all.guests[1]!, via, more);
  };
  const first = { needs: ["all"] };
  return [
    rule("all", TEXTS.all, ALL, talkVia("whole"), { needs: [] }),
    rule(
      "not_back",
      TEXTS.notBack,
      [when(sign.refused, WHY.notAll), otherwise(WHY.back)],
      async (bench) => notBack(await crowd(bench), bench),
      first,
    ),
    rule("once", TEXTS.once, [otherwise(WHY.twice)], async (bench) => once(await crowd(bench), bench), first),
    rule(
      "any_order",
      TEXTS.anyOrder,
      [otherwise(WHY.anyOrder)],
      async (bench) => anyOrder(await crowd(bench)),
      first,
    ),
    rule(
      "in_order",
      TEXTS.inOrder,
      [when(sign.nothing, WHY.onlyFirst), otherwise(WHY.glued)],
      async (bench) => inOrder(await crowd(bench), bench),
    ),
    rule("accents", TEXTS.accents, ACCENTS, talkVia("whole", " été 🦆")),
    rule("bytewise", TEXTS.bytewise, [otherwise(WHY.pieces)], talkVia("bytewise")),
    rule("mixed", TEXTS.mixed, [otherwise(WHY.mixed)], async (bench) => mixed(await crowd(bench), bench)),
    rule("split", TEXTS.split, SPLIT, talkVia("split", " été 🦆"), {
      needs: ["all", "any_order", "accents"],
    }),
    rule(
      "crlf",
      TEXTS.crlf,
      [otherwise(WHY.carriageReturn)],
      async (bench) => crlf(await crowd(bench), bench),
      { severity: "should" },
    ),
  ];
}

/** Not even a greeting came. */
const nobody: sign.Sign = ({ symptom, text }) => symptom === "silence" && text === "";

const ALL = [
  when(sign.misses("line for the rest"), WHY.notAll),
  when(nobody, WHY.oneClient),
  otherwise(WHY.notAll),
];
const ACCENTS = [
  when(sign.hungUp, WHY.decode),
  when(sign.mojibake, COMMON_CAUSES.mojibake),
  when(sign.replaced, COMMON_CAUSES.mojibake),
  when(sign.strayControls, COMMON_CAUSES.mojibake),
  otherwise(WHY.changed),
];
const SPLIT = [when(sign.hungUp, WHY.decode), when(sign.decodeError, WHY.decode), otherwise(WHY.pieces)];

async function notBack(crowd: Crowd, bench: Bench): Promise<void> {
  const [speaker] = crowd.guests;
  const text = await crowd.talk(speaker!);
  await sleep(150, bench.options.signal);
  hasNotHeard(speaker!, text);
}

async function once(crowd: Crowd, bench: Bench): Promise<void> {
  const [speaker, ...others] = crowd.guests;
  const text = await crowd.talk(speaker!);
  await sleep(150, bench.options.signal);
  for (const other of others) hasNotHeard(other, text);
}

async function anyOrder(crowd: Crowd): Promise<void> {
  const { guests } = crowd;
  for (const index of [2, 1, 0, 0, 2, 1]) await crowd.talk(guests[index % guests.length]!);
}

async function inOrder(crowd: Crowd, bench: Bench): Promise<void> {
  const [speaker, ...others] = crowd.guests;
  const texts = Array.from({ length: 10 }, () => bench.random.word(9));
  await speaker!.wire.send(texts.map((text) => `${text}\n`).join(""));
  for (const other of others) {
    for (const text of texts) await hears(other, text);
  }
}

/** One types half a line, another one speaks, the first goes on: the third has to see two whole lines. */
async function mixed(crowd: Crowd, bench: Bench): Promise<void> {
  const [slow, quick, listener] = crowd.guests;
  const [begin, end] = [bench.random.word(9), bench.random.word(9)];
  await slow!.wire.send(begin);
  await sleep(100, bench.options.signal);
  const text = await crowd.says(quick!);
  await sleep(100, bench.options.signal);
  await slow!.wire.send(`${end}\n`);
  if (listener === undefined) return;
  const line = await hears(listener, text);
  if (line.includes(begin)) {
    throw new Broken("different", EXPECTED_OF.lineAlone(text), new TextEncoder().encode(line));
  }
  await hears(listener, begin + end);
}

async function crlf(crowd: Crowd, bench: Bench): Promise<void> {
  const [speaker, ...others] = crowd.guests;
  const text = bench.random.word(9);
  await speaker!.wire.send(`${text}\r\n`);
  for (const other of others) {
    const line = await hears(other, text);
    if (!/\S\r?$/.test(line)) {
      throw new Broken("different", EXPECTED_OF.lineAlone(text), new TextEncoder().encode(line));
    }
  }
}
