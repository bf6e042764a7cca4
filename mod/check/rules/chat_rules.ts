import type { Text } from "../../language/text.ts";
import type { Bench } from "../bench.ts";
import { Broken, Skipped } from "../broken.ts";
import { Crowd, hasNotHeard, hears } from "../crowd.ts";
import { quoted } from "../expectation.ts";
import { type Cause, otherwise, type Rule, type RuleText, when } from "../rule.ts";
import { sleep } from "../sleep.ts";
import * as sign from "../symptoms.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS, FIXED_NUMBER } from "../texts/chat_texts.ts";
import { COMMON_CAUSES } from "../texts/common_texts.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import type { Transport } from "../transport.ts";

/** How the chat is to be. */
export interface ChatCheck {
  /** Whether the first line of a client is its name. */
  readonly login: boolean;
  /** How many clients the server waits for before it begins. */
  readonly expect?: number;
}

/** The rules of the chat of many (sheet 001, questions 5 and 6). */
export function chatRules(check: ChatCheck): Rule[] {
  const size = check.expect ?? 3;
  const crowd = (bench: Bench) => Crowd.of(size, bench, check);
  const talkVia = (via: Transport, more = "") => async (bench: Bench) => {
    const all = await crowd(bench);
    await all.talk(all.guests[0]!, via, more);
  };
  return [
    rule("all", TEXTS.all, [when(nobody, WHY.oneClient), otherwise(WHY.notAll)], talkVia("whole")),
    rule(
      "not_back",
      TEXTS.notBack,
      [when(sign.refused, WHY.notAll), otherwise(WHY.back)],
      async (bench) => notBack(await crowd(bench), bench),
    ),
    rule("once", TEXTS.once, [otherwise(WHY.twice)], async (bench) => once(await crowd(bench), bench)),
    rule("any_order", TEXTS.anyOrder, [otherwise(WHY.notAll)], async (bench) => anyOrder(await crowd(bench))),
    rule(
      "in_order",
      TEXTS.inOrder,
      [otherwise(WHY.glued)],
      async (bench) => inOrder(await crowd(bench), bench),
    ),
    rule("accents", TEXTS.accents, [otherwise(WHY.decode)], talkVia("whole", " été 🦆")),
    rule("bytewise", TEXTS.bytewise, [otherwise(WHY.pieces)], talkVia("bytewise")),
    rule("mixed", TEXTS.mixed, [otherwise(WHY.mixed)], async (bench) => mixed(await crowd(bench), bench)),
    rule("split", TEXTS.split, [
      when(sign.hungUp, WHY.decode),
      when(sign.decodeError, WHY.decode),
      otherwise(WHY.pieces),
    ], talkVia("split", " été 🦆")),
    rule(
      "leaves",
      TEXTS.leaves,
      [otherwise(WHY.leavingKills)],
      async (bench) => leaves(await crowd(bench), "close"),
    ),
    rule(
      "reset",
      TEXTS.reset,
      [otherwise(WHY.resetKills)],
      async (bench) => leaves(await crowd(bench), "reset"),
    ),
    rule(
      "half_close",
      TEXTS.half,
      [otherwise(WHY.halfClose)],
      async (bench) => halfClose(await crowd(bench)),
    ),
    rule("late", TEXTS.late, [otherwise(WHY.late)], async (bench) => late(await crowd(bench), check)),
    rule("ten", TEXTS.ten, [otherwise(WHY.notAll)], (bench) => ten(bench, check)),
    rule(
      "crlf",
      TEXTS.crlf,
      [otherwise(WHY.carriageReturn)],
      async (bench) => crlf(await crowd(bench), bench),
      "should",
    ),
    rule(
      "garbage",
      TEXTS.garbage,
      [otherwise(WHY.garbage)],
      async (bench) => garbage(await crowd(bench)),
      "should",
    ),
  ];
}

/** The commands of sheet 004 §2.6, for a server that knows them; clients have names. */
export function commandRules(check: ChatCheck): Rule[] {
  const answers = (command: string, fits: (line: string, name: string) => boolean, expected: Text) =>
  async (
    bench: Bench,
  ) => {
    const { guests: [guest] } = await Crowd.of(1, bench, check);
    await guest!.wire.send(`${command}\n`);
    await guest!.wire.until(
      (text) => text.split("\n").some((line) => fits(line.trimEnd(), guest!.name)),
      expected,
    );
    if (command === "/bye") await guest!.wire.end(EXPECTED.endAfterBye);
  };
  const named = (line: string, name: string) => check.login ? name : line;
  const command = [otherwise(WHY.command)];
  return [
    rule(
      "slash_all",
      TEXTS.commandAll,
      command,
      answers(
        "/all Salut tout le monde !",
        (line, name) => /^\[[^\]]+\] Salut tout le monde !$/.test(line) && line.includes(named(line, name)),
        quoted("[Ginette] Salut tout le monde !"),
      ),
    ),
    rule(
      "slash_me",
      TEXTS.commandMe,
      command,
      answers(
        "/me applaudit",
        (line, name) => /^\* \S+ applaudit$/.test(line) && line.includes(named(line, name)),
        quoted("* Ginette applaudit"),
      ),
    ),
    rule(
      "slash_help",
      TEXTS.commandHelp,
      command,
      answers("/help", (line) => /\/(bye|all|me)\b/.test(line), EXPECTED.commands),
    ),
    rule(
      "slash_bye",
      TEXTS.commandBye,
      [when(sign.stillOpen, WHY.bye), ...command],
      answers("/bye", (line) => /^À bientôt\b.*!$/.test(line), quoted("À bientôt Ginette !")),
    ),
  ];
}

function rule(
  id: string,
  text: RuleText,
  causes: readonly Cause[],
  probe: Rule["probe"],
  severity: Rule["severity"] = "must",
): Rule {
  return { id: `chat.${id}`, ...text, severity, causes: [...GENERAL, ...causes], probe };
}

const GENERAL: readonly Cause[] = [
  when(sign.both(sign.refused, sign.misses("first client")), COMMON_CAUSES.neverStarted),
  when(sign.pythonBytes, COMMON_CAUSES.pythonBytes),
  when(
    ({ symptom, text, expected }) =>
      symptom === "silence" && !text.endsWith("\n") && expected.exact !== undefined &&
      text.includes(expected.exact),
    WHY.noLineEnd,
  ),
];

/** Not even a greeting came. */
const nobody: sign.Sign = ({ symptom, text }) => symptom === "silence" && text === "";

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

async function leaves(crowd: Crowd, how: "close" | "reset"): Promise<void> {
  const [first, second] = crowd.guests;
  await crowd.talk(second!);
  await first!.wire.send("a line that nobody ends");
  first!.wire[how]();
  crowd.forget(first!);
  if (crowd.guests.length < 2) await crowd.join();
  await crowd.settle();
  for (const guest of crowd.guests) await crowd.talk(guest);
  for (const guest of crowd.guests) await crowd.talk(guest);
}

async function halfClose(crowd: Crowd): Promise<void> {
  const [speaker, ...others] = crowd.guests;
  const text = await crowd.says(speaker!);
  await speaker!.wire.halfClose();
  for (const other of others) await hears(other, text);
}

async function late(crowd: Crowd, { expect }: ChatCheck): Promise<void> {
  if (expect !== undefined) throw new Skipped(FIXED_NUMBER);
  await crowd.talk(crowd.guests[0]!);
  const guest = await crowd.join();
  await crowd.settle();
  await crowd.talk(guest);
  await crowd.talk(crowd.guests[1]!);
}

async function ten(bench: Bench, check: ChatCheck): Promise<void> {
  if (check.expect !== undefined) throw new Skipped(FIXED_NUMBER);
  const crowd = await Crowd.of(10, bench, check);
  for (const index of [9, 0, 5]) await crowd.talk(crowd.guests[index]!);
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

async function garbage(crowd: Crowd): Promise<void> {
  const [rude] = crowd.guests;
  await rude!.wire.send(Uint8Array.of(0xff, 0xfe, 0xc3, 0x0a));
  crowd.forget(rude!);
  if (crowd.guests.length < 2) await crowd.join();
  await crowd.settle();
  for (const guest of crowd.guests) await crowd.talk(guest);
}
