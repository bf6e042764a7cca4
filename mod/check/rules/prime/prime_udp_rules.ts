import type { CauseText } from "../../causes/cause_text.ts";
import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import type { Pair } from "../../probes/dialogue.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../../rule.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { DESCRIBED, ITS_END, NOBODY_THERE, TOLD } from "../../causes/line_causes.ts";
import { PRIME_CAUSES as WHY, PRIME_TEXTS as TEXTS } from "../../texts/prime_texts.ts";
import { awakeAsker } from "../../probes/awake_asker.ts";
import { UdpAsker } from "../../probes/udp_asker.ts";
import { OF_THE_NUMBER, pair, SHEET } from "./prime_rules.ts";

/** The rules of the prime service over UDP (sheet 003 §1.2). */
export function primeUdpRules(): Rule[] {
  return [
    rule("simple", TEXTS.udpSimple, WHY.udpSilent, simple, {
      causes: [
        when((failure) => pattern.nothing(failure) && failure.expected.exact === "F", WHY.udpStops),
        when(pattern.misses("one datagram"), WHY.udpTwice),
      ],
    }),
    rule("two_clients", TEXTS.udpTwo, WHY.udpWrongAddress, twoClients, { needs: ["simple"] }),
    rule("sheet", TEXTS.udp, WHY.udpDied, (context) => numbers(context, SHEET), { needs: ["simple"] }),
    rule("not_integers", TEXTS.udpBad, WHY.udpDied, notIntegers, { needs: ["simple", "two_clients"] }),
    rule("empty", TEXTS.udpEmpty, WHY.udpEmptyEnds, empty, {
      needs: ["simple", "two_clients"],
      severity: "should",
    }),
  ];
}

interface UdpRuleOptions {
  readonly severity?: Rule["severity"];
  readonly needs?: readonly string[];
  readonly causes?: readonly Cause[];
}

/** @param silent the cause where no answer comes. */
function rule(
  id: string,
  text: RuleText,
  silent: CauseText,
  probe: Rule["probe"],
  { severity = "must", needs = [], causes = [] }: UdpRuleOptions = {},
): Rule {
  return {
    id: `prime.udp_${id}`,
    ...text,
    severity,
    needs: needs.map((need) => `prime.udp_${need}`),
    causes: [
      ...NOBODY_THERE,
      TOLD,
      when(pattern.pythonBytes, COMMON_CAUSES.pythonBytes),
      ...ITS_END,
      when(({ ended, said }) => ended === undefined && pattern.tellsError(said), COMMON_CAUSES.diedOfIt),
      when(pattern.misses("E from one that lives"), WHY.noE),
      ...causes,
      seen(pattern.nothing, silent),
      when(pattern.extra, WHY.udpWrongAddress),
      ...OF_THE_NUMBER,
      when(pattern.different, WHY.wrong),
      ...DESCRIBED,
    ],
    probe,
  };
}

async function simple(context: RuleContext): Promise<void> {
  using asker = await awake(context);
  try {
    await asker.ask("18", "F");
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "different") throw error;
    const tells = await isOneBehind(asker) ? COMMON_CAUSES.oneBehind : undefined;
    throw new RuleViolation(error.symptom, error.expected, error.received, error.why, { tells });
  }
  await asker.quiet();
}

/** Asked for 18 before: whether each of these is answered with what would be right for the one before. */
async function isOneBehind(asker: UdpAsker): Promise<boolean> {
  for (const [question, answer] of [["17", "F"], ["prime", "T"], ["18", "E"]] as const) {
    const came = await asker.ask(question, answer).then(() => true, (error) => {
      if (!(error instanceof RuleViolation)) throw error;
      return false;
    });
    if (!came) return false;
  }
  return true;
}

async function numbers(context: RuleContext, pairs: readonly Pair[]): Promise<void> {
  using asker = await awake(context);
  for (const { ask, answer } of pairs) {
    try {
      await asker.ask(ask, answer.expected.exact!);
    } catch (error) {
      throw await lives(error, context);
    }
  }
}

/** Where no answer has come: the same, said to be from a server that still answers others if it does. */
async function lives(error: unknown, context: RuleContext): Promise<unknown> {
  if (!(error instanceof RuleViolation) || error.symptom !== "silence") return error;
  using other = new UdpAsker(context, 3);
  try {
    await other.ask("17", "T");
  } catch {
    return error; // It does not.
  }
  return new RuleViolation("silence", { ...error.expected, part: "E from one that lives" }, error.received);
}

async function notIntegers(context: RuleContext): Promise<void> {
  await numbers(context, ["abc", "7.0", "été"].map((text) => pair(text, "E")));
  using asker = await awake(context);
  await asker.send(Uint8Array.of(0xff, 0xfe, 0x00));
  using other = new UdpAsker(context, 2);
  await other.ask("17", "T");
}

async function twoClients(context: RuleContext): Promise<void> {
  using one = await awake(context);
  using two = new UdpAsker(context, 2);
  for (let turn = 0; turn < 3; turn++) {
    await one.ask("17", "T");
    await two.ask("18", "F");
  }
}

async function empty(context: RuleContext): Promise<void> {
  using asker = await awake(context);
  await asker.send("");
  using other = new UdpAsker(context, 2);
  await other.ask("17", "T");
}

function awake(context: RuleContext): Promise<UdpAsker> {
  return awakeAsker(context, (asker) => asker.ask("17", "T"));
}
