import type { Bench } from "../../bench.ts";
import { Skipped } from "../../causes/broken.ts";
import { Crowd, hears } from "../../probes/crowd.ts";
import { otherwise, type Rule } from "../../rule.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS, FIXED_NUMBER } from "../../texts/chat_texts.ts";
import { type ChatCheck, chatRule as rule } from "./chat_rule.ts";

/** The rules about who comes, who leaves, and how. */
export function chatCompanyRules(check: ChatCheck): Rule[] {
  const crowd = (bench: Bench) => Crowd.of(check.expect ?? 3, bench, check);
  return [
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
      "garbage",
      TEXTS.garbage,
      [otherwise(WHY.garbage)],
      async (bench) => garbage(await crowd(bench)),
      { severity: "should" },
    ),
  ];
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

async function garbage(crowd: Crowd): Promise<void> {
  const [rude] = crowd.guests;
  await rude!.wire.send(Uint8Array.of(0xff, 0xfe, 0xc3, 0x0a));
  crowd.forget(rude!);
  if (crowd.guests.length < 2) await crowd.join();
  await crowd.settle();
  for (const guest of crowd.guests) await crowd.talk(guest);
}
