import type { Text } from "../../language/text.ts";
import type { Bench } from "../bench.ts";
import { otherwise, type Rule, type RuleText, when } from "../rule.ts";
import { nothing, pythonBytes } from "../symptoms.ts";
import { COMMON_CAUSES } from "../texts/common_texts.ts";
import { PRIME_CAUSES as WHY, PRIME_TEXTS as TEXTS } from "../texts/prime_texts.ts";
import { UdpAsker } from "../udp_asker.ts";
import { SHEET } from "./prime_rules.ts";

/** The rules of the prime service over UDP (sheet 003 §1.2). */
export function primeUdpRules(): Rule[] {
  const rule = (id: string, text: RuleText, cause: Text, probe: Rule["probe"], must = true): Rule => ({
    id: `prime.udp_${id}`,
    ...text,
    severity: must ? "must" : "should",
    causes: [when(pythonBytes, COMMON_CAUSES.pythonBytes), when(nothing, cause), otherwise(WHY.wrong)],
    probe,
  });
  return [
    rule("sheet", TEXTS.udp, WHY.udpSilent, sheetNumbers),
    rule("not_integers", TEXTS.udpBad, WHY.udpDied, notIntegers),
    rule("two_clients", TEXTS.udpTwo, WHY.udpWrongAddress, twoClients),
    rule("empty", TEXTS.udpEmpty, WHY.udpEmptyEnds, empty, false),
  ];
}

async function sheetNumbers(bench: Bench): Promise<void> {
  using asker = await awake(bench);
  for (const { ask, answer } of SHEET) await asker.ask(ask, answer.expected.exact!);
}

async function notIntegers(bench: Bench): Promise<void> {
  using asker = await awake(bench);
  for (const text of ["abc", "7.0", "été"]) await asker.ask(text, "E");
  await asker.send(Uint8Array.of(0xff, 0xfe, 0x00));
  using other = new UdpAsker(bench, 2);
  await other.ask("17", "T");
}

async function twoClients(bench: Bench): Promise<void> {
  using one = await awake(bench);
  using two = new UdpAsker(bench, 2);
  for (let turn = 0; turn < 3; turn++) {
    await one.ask("17", "T");
    await two.ask("18", "F");
  }
}

async function empty(bench: Bench): Promise<void> {
  using asker = await awake(bench);
  await asker.send("");
  using other = new UdpAsker(bench, 2);
  await other.ask("17", "T");
}

/** Nobody can see whether a program has begun to listen for datagrams: it is asked until it answers. */
async function awake(bench: Bench): Promise<UdpAsker> {
  const asker = new UdpAsker(bench);
  for (let tries = 0; tries < 5; tries++) {
    try {
      await asker.ask("17", "T");
      return asker;
    } catch (error) {
      if (tries === 4 || !bench.subject.ours) throw error;
    }
  }
  return asker;
}
