import type { Bench } from "../bench.ts";
import { Broken } from "../broken.ts";
import { ask, type Dialogue, meet, type Pair, serveOne } from "../dialogue.ts";
import { type Cause, otherwise, type Rule, when } from "../rule.ts";
import * as sign from "../symptoms.ts";
import { COMMON_CAUSES as WHY, COMMON_TEXTS as TEXTS } from "../texts/common_texts.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import type { Transport } from "../transport.ts";
import { atOnce } from "./at_once.ts";

/** The name of a rule that several services have. */
export type CommonRule = keyof typeof TEXTS;

/**
 * The rules of any service in which a request gets an answer: the same conversation, brought in all the ways in which a
 * network can bring it, and clients that leave in all the ways in which clients leave.
 *
 * In the style of sheet 004 a message has no mark, so what depends on finding its end is left out.
 */
export function dialogueRules(dialogue: Dialogue): Rule[] {
  const rules = (names: CommonRule[]) => names.map((name) => commonRule(name, dialogue));
  const always = [
    "several",
    "half_close",
    "next_client",
    "silent_client",
    "reset",
    "garbage",
    "at_once",
  ] as const;
  if (dialogue.mark === "") return rules([...always]);
  const framed: CommonRule[] = ["bytewise", "glued", "split", "random", "slow", "crlf", "last_line"];
  const long: CommonRule[] = dialogue.long === undefined ? [] : ["long"];
  const [several, ...ends] = always;
  return rules([several, ...framed, ...long, ...ends]);
}

function commonRule(name: CommonRule, dialogue: Dialogue): Rule {
  const [causes, probe] = RULES[name];
  const lenient = name === "crlf" || name === "last_line" || name === "garbage";
  return {
    id: `${dialogue.service}.${name}`,
    ...TEXTS[name],
    source: dialogue.source,
    severity: lenient ? "should" : "must",
    causes: [...SPECIAL[name] ?? [], ...GENERAL, ...causes],
    probe: (bench) => probe(bench, dialogue),
  };
}

/** Signs that say it all, whatever the rule. */
export const GENERAL: readonly Cause[] = [
  when(
    sign.both(sign.refused, sign.misses("first client")),
    WHY.neverStarted,
  ),
  when(sign.refused, WHY.stopsAfterFirst),
  when(sign.pythonBytes, WHY.pythonBytes),
  when(sign.noLineEnd, WHY.noLineEnd),
  when(sign.mojibake, WHY.mojibake),
];

/** Where the server is gone because of what the rule did to it. */
const SPECIAL: Partial<Record<CommonRule, readonly Cause[]>> = {
  reset: [when(sign.anotherRefused, WHY.resetKills)],
  garbage: [when(sign.anotherRefused, WHY.garbageKills)],
  silent_client: [when(sign.anotherRefused, WHY.stopsAfterFirst)],
};

type Probe = (bench: Bench, dialogue: Dialogue) => Promise<void>;

const DECODING = [when(sign.decodeError, WHY.decodeError), when(sign.replaced, WHY.replaced)];

const RULES: Record<CommonRule, readonly [causes: readonly Cause[], probe: Probe]> = {
  several: [[when(sign.hungUp, WHY.closesEarly), otherwise(WHY.waitsForMore)], several],
  bytewise: [[...DECODING, otherwise(WHY.oneRecv)], oneLine("bytewise")],
  glued: [[otherwise(WHY.oneRecv)], (bench, dialogue) => manyLines(bench, dialogue, "whole")],
  split: [[...DECODING, otherwise(WHY.oneRecv)], oneLine("split")],
  random: [[...DECODING, otherwise(WHY.oneRecv)], (bench, dialogue) => manyLines(bench, dialogue, "random")],
  slow: [[when(sign.hungUp, WHY.timeout), otherwise(WHY.oneRecv)], oneLine("slow")],
  long: [[otherwise(WHY.smallBuffer)], longLine],
  crlf: [[otherwise(WHY.carriageReturn)], crlf],
  half_close: [[when(sign.stillOpen, WHY.ignoresEnd), otherwise(WHY.halfClose)], halfClose],
  last_line: [[otherwise(WHY.lastLine)], lastLine],
  next_client: [[when(sign.nothing, WHY.stuckWithFirst), otherwise(WHY.stopsAfterFirst)], nextClient],
  silent_client: [[when(sign.nothing, WHY.stuckWithFirst), otherwise(WHY.stopsAfterFirst)], silentClient],
  reset: [[when(sign.nothing, WHY.stuckWithFirst), otherwise(WHY.resetKills)], reset],
  garbage: [[otherwise(WHY.garbageKills)], garbage],
  at_once: [[
    when(sign.misses("client that waited"), WHY.waiterForgotten),
    otherwise(WHY.notConcurrent),
  ], atOnce],
};

async function several(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  for (const pair of pairs(4, bench, dialogue)) await ask(wire, pair, dialogue);
  await wire.quiet(EXPECTED.onlyAnswers, 50);
}

/** One request in pieces, and another one to see that nothing is left over. */
function oneLine(via: Transport): Probe {
  return async (bench, dialogue) => {
    const wire = await meet(bench, dialogue);
    const { ask: text, answer } = via === "split"
      ? dialogue.accented(bench.random)
      : dialogue.pair(bench.random);
    await wire.send(text + dialogue.mark, via);
    await wire.hear(answer);
    await ask(wire, dialogue.pair(bench.random), dialogue);
  };
}

async function manyLines(bench: Bench, dialogue: Dialogue, via: Transport): Promise<void> {
  const wire = await meet(bench, dialogue);
  const all = pairs(5, bench, dialogue);
  await wire.send(all.map(({ ask }) => ask + dialogue.mark).join(""), via);
  for (const { answer } of all) await wire.hear(answer);
  await wire.quiet(EXPECTED.onlyAnswers, 50);
}

async function longLine(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  await ask(wire, dialogue.long!(bench.random), dialogue);
}

async function crlf(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  for (const { ask: text, answer } of pairs(2, bench, dialogue)) {
    await wire.send(`${text}\r\n`);
    await wire.hear(answer);
  }
}

async function halfClose(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  const all = dialogue.mark === "" ? pairs(1, bench, dialogue) : pairs(3, bench, dialogue);
  await wire.send(all.map(({ ask }) => ask + dialogue.mark).join(""));
  await wire.halfClose();
  for (const { answer } of all) await wire.hear(answer);
  await wire.end(EXPECTED.endAfterAnswers);
}

async function lastLine(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  const { ask: text, answer } = dialogue.pair(bench.random);
  await wire.send(text);
  await wire.halfClose();
  await wire.hear(answer);
}

async function nextClient(bench: Bench, dialogue: Dialogue): Promise<void> {
  for (let client = 0; client < 3; client++) await serveOne(bench, dialogue);
}

async function silentClient(bench: Bench, dialogue: Dialogue): Promise<void> {
  (await bench.connect()).close();
  await serveOne(bench, dialogue);
  const half = await meet(bench, dialogue);
  await half.send(dialogue.pair(bench.random).ask.slice(0, 1));
  half.close();
  await serveOne(bench, dialogue);
}

async function reset(bench: Bench, dialogue: Dialogue): Promise<void> {
  for (let client = 0; client < 2; client++) {
    const rude = await meet(bench, dialogue);
    await rude.send(pairs(3, bench, dialogue).map(({ ask }) => ask + dialogue.mark).join(""));
    rude.reset();
    await serveOne(bench, dialogue);
  }
}

async function garbage(bench: Bench, dialogue: Dialogue): Promise<void> {
  const wire = await meet(bench, dialogue);
  await wire.send(Uint8Array.of(0xff, 0xfe, 0x00, 0xc3, ...new TextEncoder().encode(dialogue.mark)));
  await wire.quiet(EXPECTED.onlyAnswers, 50).catch((error) => {
    if (!(error instanceof Broken)) throw error;
    // Whatever is answered to that is right.
  });
  wire.close();
  await serveOne(bench, dialogue);
}

function pairs(count: number, bench: Bench, dialogue: Dialogue): Pair[] {
  return Array.from({ length: count }, () => dialogue.pair(bench.random));
}
